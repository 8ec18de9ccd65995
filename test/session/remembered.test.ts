import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { asTopicId } from '../../server/schedule/ids.ts';
import { dueCounts } from '../../server/session/due.ts';
import { queue } from '../../server/session/queue.ts';
import { openStore } from '../../server/store/sqlite.ts';
import { acts, CARDS, perform } from '../support/any-acts.ts';
import { addCards, deskWith, openDesk, type TestDesk } from '../support/desk.ts';
import { temporaryFolder } from '../support/temporary.ts';

async function shown(desk: TestDesk) {
  const { cards } = await queue(desk, { limit: 10 });
  return { due: await dueCounts(desk), queue: cards.map(({ cardId }) => cardId) };
}

it('due counts and the queue match those of a process just started, after any acts', async () => {
  await fc.assert(
    fc.asyncProperty(acts, async (some) => {
      const file = join(await temporaryFolder(), 'tenax.db');
      const desk = await openDesk({}, file);
      await addCards(desk, ...CARDS.map((id) => ({ id })), { id: 'd', topic_id: asTopicId('eks/d') });
      await perform(desk, some, () => shown(desk));
      const remembered = await shown(desk);
      const fresh = await openStore({ file, migrations });
      try {
        const started = deskWith(desk, { store: fresh });
        expect(remembered).toEqual(await shown(started));
      } finally {
        await fresh.close();
      }
    }),
    { numRuns: 25 },
  );
});
