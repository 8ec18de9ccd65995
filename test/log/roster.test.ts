import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { type Roster, rosterOf } from '../../server/log/roster.ts';
import { asCardId, asLearnerId, asTopicId } from '../../server/schedule/ids.ts';
import { openStore } from '../../server/store/sqlite.ts';
import { acts, CARDS, perform } from '../support/any-acts.ts';
import { addCards, answer, openDesk } from '../support/desk.ts';
import { temporaryFolder } from '../support/temporary.ts';

const byId = (roster: Roster) => [...roster].sort((a, b) => (a.id < b.id ? -1 : 1));
const topicsOf = (roster: Roster) =>
  [...roster.topics.values()]
    .filter(({ cards }) => cards.size > 0)
    .map(({ topicId, cards }) => [topicId, [...cards.keys()].sort()] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));

describe('the roster', () => {
  it('matches the database after any writes since it was first read', async () => {
    await fc.assert(
      fc.asyncProperty(acts, async (some) => {
        const file = join(await temporaryFolder(), 'tenax.db');
        const desk = await openDesk({}, file);
        await addCards(desk, ...CARDS.map((id) => ({ id })));
        await rosterOf(desk.store, asLearnerId('default'));
        await perform(desk, some, () => rosterOf(desk.store, asLearnerId('default')));
        const kept = await rosterOf(desk.store, asLearnerId('default'));
        const fresh = await openStore({ file, migrations });
        try {
          const read = await rosterOf(fresh, asLearnerId('default'));
          expect(byId(kept)).toEqual(byId(read));
          expect(topicsOf(kept)).toEqual(topicsOf(read));
        } finally {
          await fresh.close();
        }
      }),
      { numRuns: 25 },
    );
  });

  it('replaces the object of a topic only when one of its cards changes', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' }, { id: 'b', topic_id: asTopicId('eks/storage') });
    const topic = async (id: string) =>
      (await rosterOf(desk.store, asLearnerId('default'))).topics.get(asTopicId(id));
    const [pods, storage] = [await topic('eks/pods'), await topic('eks/storage')];
    await answer(desk, { cardId: asCardId('a') });
    expect(await topic('eks/storage')).toBe(storage);
    expect((await topic('eks/pods'))?.cards.get(asCardId('a'))?.reps).toBe(1);
    expect(pods?.cards.get(asCardId('a'))?.reps).toBeNull();
  });

  it('is read once for callers that ask at the same time', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const [one, other] = await Promise.all([
      rosterOf(desk.store, asLearnerId('default')),
      rosterOf(desk.store, asLearnerId('default')),
    ]);
    expect(one.topics.get(asTopicId('eks/pods'))).toBe(other.topics.get(asTopicId('eks/pods')));
  });
});
