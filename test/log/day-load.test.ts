import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewDesk } from '../../server/log/desk.ts';
import { rebuildMemories } from '../../server/log/rebuild.ts';
import { record } from '../../server/review/record.ts';
import { undo } from '../../server/review/undo.ts';
import { asCardId, asEventId } from '../../server/schedule/ids.ts';
import { RATINGS, type Rating } from '../../server/schedule/types.ts';
import { cardToAsk } from '../../server/session/queue.ts';
import {
  addCards,
  answer,
  DAY,
  events,
  HOUR,
  memories,
  NOON,
  newReview,
  openDesk,
  replay,
  uuid,
} from '../support/desk.ts';
import { temporaryFolder } from '../support/temporary.ts';

const COUNT = 24;
const IDS = Array.from({ length: COUNT }, (_, i) => `card-${String(i).padStart(2, '0')}`);

/** Cards in review, all of the same age and all due today, with an uneven load on the days to come. */
async function cohort(file?: string) {
  const desk = await openDesk({}, file);
  await addCards(desk, ...IDS.map((id) => ({ id })));
  for (const cardId of IDS) {
    await answer(desk, { cardId: asCardId(cardId), rating: 'easy', reviewedAtMs: NOON - 30 * DAY });
    await answer(desk, { cardId: asCardId(cardId), rating: 'good', reviewedAtMs: NOON - 20 * DAY });
  }
  // Those answers were late. The load that today's study day starts with is counted at its first use.
  desk.now += DAY;
  return desk;
}

const previewsOf = async (desk: ReviewDesk, cardId: string) =>
  (await cardToAsk(desk, asCardId(cardId)))?.previews;

describe('the load of a study day', () => {
  it('stays as it was at the start of the day, so that a grade does what its button showed', async () => {
    const act = fc.record({
      cardId: fc.constantFrom(...IDS.slice(1)),
      rating: fc.constantFrom(...RATINGS),
      what: fc.constantFrom('now', 'now', 'late', 'undone'),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { maxLength: 30 }),
        fc.constantFrom(...RATINGS),
        async (acts, rating: Rating) => {
          const desk = await cohort();
          const offered = await previewsOf(desk, 'card-00');
          for (const { cardId, rating, what } of acts) {
            const review = newReview({
              cardId: asCardId(cardId),
              rating,
              ...(what === 'late' && { reviewedAtMs: desk.now - 5 * DAY }),
            });
            expect((await record(desk, review)).outcome).toBe('created');
            if (what === 'undone') await undo(desk, review.id);
          }
          desk.now += HOUR;
          // A step of minutes starts when the card is answered.
          const again = await previewsOf(desk, 'card-00');
          expect({ ...again, again: null }).toEqual({ ...offered, again: null });
          expect((await answer(desk, { cardId: asCardId('card-00'), rating })).due).toEqual(again?.[rating]);
        },
      ),
      { numRuns: 12 },
    );
  }, 60_000);

  it('survives a restart, even when many cards were graded before it', async () => {
    const file = join(await temporaryFolder(), 'tenax.db');
    const desk = await cohort(file);
    const shown = (desk: ReviewDesk) => Promise.all(IDS.slice(0, 8).map((id) => previewsOf(desk, id)));
    const offered = await shown(desk);
    for (const cardId of IDS.slice(8)) await answer(desk, { cardId: asCardId(cardId), rating: 'good' });
    await desk.store.close();
    const reopened = await openDesk({}, file);
    reopened.now = desk.now;
    expect(await shown(reopened)).toEqual(offered);
  });

  it('is kept for past days, so that a grade from yesterday that arrives today does what was shown yesterday', async () => {
    const desk = await cohort();
    const shown = await previewsOf(desk, 'card-00');
    const reviewedAtMs = desk.now;
    for (const cardId of IDS.slice(1)) await answer(desk, { cardId: asCardId(cardId), rating: 'good' });
    desk.now += DAY;
    await previewsOf(desk, 'card-00');
    const card = await answer(desk, { cardId: asCardId('card-00'), rating: 'good', reviewedAtMs });
    expect(card.due).toEqual(shown?.good);
  });
});

describe('a due time decided by the load of a study day', () => {
  it('is decided again by a replay and restored by an undo', async () => {
    const desk = await cohort();
    for (const [index, cardId] of IDS.entries()) {
      if (index % 8 === 0) desk.now += DAY;
      await answer(desk, { cardId: asCardId(cardId), rating: RATINGS[index % 4] ?? 'good' });
    }
    const before = await memories(desk);
    const log = await events(desk);
    await replay(desk, { id: uuid(), name: 'again' });
    expect(await events(desk)).toEqual(log);
    desk.now += DAY;
    const { lastReviewId } = await answer(desk, { cardId: asCardId('card-02'), rating: 'good' });
    await undo(desk, lastReviewId ?? asEventId(''));
    expect(await memories(desk)).toEqual(before);
  });

  it('does not change when memory is rebuilt without any load', async () => {
    const desk = await cohort();
    for (const cardId of IDS) await answer(desk, { cardId: asCardId(cardId), rating: 'good' });
    const before = await memories(desk);
    await desk.store.write(async (tx) => {
      await tx.deleteFrom('work_days').execute();
      await tx.deleteFrom('memories').execute();
    });
    await rebuildMemories(desk);
    expect(await memories(desk)).toEqual(before);
  });
});
