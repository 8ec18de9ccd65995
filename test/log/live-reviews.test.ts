import { join } from 'node:path';
import fc from 'fast-check';
import type { RawBuilder, SqlBool } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { ReviewDesk } from '../../server/log/desk.ts';
import { logOf } from '../../server/log/events.ts';
import * as sqlOf from '../../server/log/live-reviews.ts';
import { act } from '../../server/review/acts.ts';
import { takeBack } from '../../server/review/bulk.ts';
import { asCardId, asEventId } from '../../server/schedule/ids.ts';
import { isGrading, liveReviews, standing } from '../../server/schedule/live-reviews.ts';
import { CARDS, manyActs, perform } from '../support/any-acts.ts';
import { addCards, answer, openDesk, uuid } from '../support/desk.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** The ids of a card's events that meet an SQL condition, in the order of the log. */
async function idsWhere(desk: ReviewDesk, cardId: string, holds: (events: string) => RawBuilder<SqlBool>) {
  const rows = await desk.store.read
    .selectFrom('events as e')
    .select('e.id')
    .where('e.learner_id', '=', desk.learner.id)
    .where('e.card_id', '=', asCardId(cardId))
    .where(holds('e'))
    .orderBy('e.at_ms')
    .orderBy('e.id')
    .execute();
  return rows.map(({ id }) => id);
}

const ids = (events: readonly { readonly id: string }[]) => events.map(({ id }) => id);

async function inSql(desk: ReviewDesk, cardId: string) {
  return {
    standing: await idsWhere(desk, cardId, sqlOf.stands),
    undone: await idsWhere(desk, cardId, sqlOf.isUndone),
    gradings: await idsWhere(desk, cardId, sqlOf.isGrading),
    live: await idsWhere(desk, cardId, sqlOf.isLive),
  };
}

async function inTypeScript(desk: ReviewDesk, cardId: string) {
  const log = await logOf(desk.store.read, desk, asCardId(cardId));
  const stood = ids(standing(log));
  return {
    standing: stood,
    undone: ids(log).filter((id) => !stood.includes(id)),
    gradings: ids(log.filter(isGrading)),
    live: ids(liveReviews(log)),
  };
}

describe('the set of live reviews', () => {
  it('is the same in SQL and in TypeScript for any log', async () => {
    await fc.assert(
      fc.asyncProperty(manyActs, async (some) => {
        const desk = await openDesk({}, join(await temporaryFolder(), 'tenax.db'));
        await addCards(desk, ...CARDS.map((id) => ({ id })));
        await perform(desk, some, async () => {});
        for (const cardId of CARDS) {
          expect(await inSql(desk, cardId)).toEqual(await inTypeScript(desk, cardId));
        }
        await desk.store.close();
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  it('leaves out reviews before a reset, unless the reset is taken back', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const { lastReviewId: before } = await answer(desk);
    desk.now += 1_000;
    const reset = uuid();
    await act(desk, { id: asEventId(reset), cardId: asCardId('a'), act: 'reset' });
    desk.now += 1_000;
    const { lastReviewId: after } = await answer(desk);
    expect((await inSql(desk, 'a')).live).toEqual([after]);
    await takeBack(desk, asEventId(reset));
    expect((await inSql(desk, 'a')).live).toEqual([before, after]);
  });
});
