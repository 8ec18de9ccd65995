import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { act } from '../../server/review/acts.ts';
import { type NewReview, record } from '../../server/review/record.ts';
import { undo } from '../../server/review/undo.ts';
import { asCardId, asEventId, asLearnerId, type CardId, type EventId } from '../../server/schedule/ids.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import { countedReviews } from '../../server/stats/counted.ts';
import { activityByDay } from '../../server/stats/days.ts';
import { emptyRollup, type Rollup, tally } from '../../server/stats/figures.ts';
import { rebuildRollups, upToDate } from '../../server/stats/rollup.ts';
import { spanOf } from '../../server/stats/span.ts';
import {
  addCards,
  answer,
  DAY,
  deskWith,
  events,
  HOUR,
  MINUTE,
  NOON,
  newReview,
  openDesk,
  replay,
  type TestDesk,
  uuid,
} from '../support/desk.ts';

const CARDS = ['a', 'b'].map(asCardId);

const review = fc.record({
  cardId: fc.constantFrom(...CARDS),
  rating: fc.constantFrom(...RATINGS),
  mode: fc.constantFrom('review', 'review', 'review', 'cram'),
  durationMs: fc.integer({ min: 0, max: 20_000 }),
  reviewedAtMs: fc.oneof(
    fc.integer({ min: -400, max: 0 }).map((hours) => NOON + hours * 3 * HOUR),
    fc.integer({ min: -40, max: 4 }).map((minutes) => NOON + minutes * MINUTE),
  ),
});

type Message =
  | { readonly graded: NewReview }
  | { readonly undo: EventId }
  | { readonly reset: CardId }
  | { readonly settings: number }
  | { readonly look: true };

const message = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Message>({ look: true }) },
  { weight: 1, arbitrary: fc.constantFrom(...CARDS).map((reset): Message => ({ reset })) },
  { weight: 1, arbitrary: fc.constantFrom(0.8, 0.95).map((settings): Message => ({ settings })) },
);

/** Reviews, undos of some of them, resets, new settings and reads of the roll-ups, in any order. */
const deliveries = fc
  .tuple(
    fc.array(fc.tuple(review, fc.boolean()), { minLength: 1, maxLength: 12 }),
    fc.array(message, { maxLength: 6 }),
  )
  .chain(([reviews, others]) => {
    const messages = reviews.flatMap(([values, undone]): Message[] => {
      const graded = newReview(values as Partial<NewReview>);
      return [{ graded }, ...(undone ? [{ undo: graded.id }] : [])];
    });
    const all = [...messages, ...others];
    return fc.shuffledSubarray(all, { minLength: all.length });
  });

async function deliver(desk: TestDesk, message: Message): Promise<void> {
  if ('graded' in message) await record(desk, message.graded);
  else if ('undo' in message) await undo(desk, message.undo);
  else if ('reset' in message)
    await act(desk, { id: asEventId(uuid()), cardId: message.reset, act: 'reset' });
  else if ('look' in message) await upToDate(desk);
  else {
    const scheduler = { ...desk.scheduler, desiredRetention: message.settings };
    await replay(deskWith(desk, { scheduler }), { id: uuid(), name: 'retention' });
  }
}

async function rollups(desk: TestDesk) {
  await upToDate(desk);
  const rows = await desk.store.read.selectFrom('daily_rollups').selectAll().orderBy('study_day').execute();
  return rows.map((row) => ({
    studyDay: row.study_day,
    figures: JSON.parse(row.figures),
    cells: JSON.parse(row.cells),
  }));
}

/** The figures by day, summed from the whole log, card by card. */
async function summedPlainly(desk: TestDesk) {
  const days = new Map<number, Rollup>();
  for (const card of CARDS) {
    const log = (await events(desk)).flatMap((event) =>
      event.card_id === card ? [{ ...event, card_id: card }] : [],
    );
    for (const review of countedReviews(log)) {
      const day = days.get(review.studyDay) ?? emptyRollup();
      days.set(review.studyDay, day);
      tally(day, review, 1);
    }
  }
  return [...days].sort(([a], [b]) => a - b).map(([studyDay, rollup]) => ({ studyDay, ...rollup }));
}

async function openTwoCards(): Promise<TestDesk> {
  const desk = await openDesk();
  await addCards(desk, { id: 'a' }, { id: 'b' });
  return desk;
}

describe('daily roll-ups', () => {
  it('equal a rebuild from the log, whatever happened and whenever they were read', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, async (messages) => {
        const desk = await openTwoCards();
        await upToDate(desk);
        for (const message of messages) await deliver(desk, message);
        const kept = await rollups(desk);
        expect(kept).toEqual(await summedPlainly(desk));
        await rebuildRollups(desk);
        expect(await rollups(desk)).toEqual(kept);
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('have no row for a day whose only review is undone', async () => {
    const desk = await openTwoCards();
    const values = newReview();
    await record(desk, values);
    expect(await rollups(desk)).toHaveLength(1);
    await undo(desk, values.id);
    expect(await rollups(desk)).toEqual([]);
  });

  it('count every review once if several requests arrive at the same moment', async () => {
    const desk = await openTwoCards();
    await answer(desk);
    const looks = await Promise.all([1, 2, 3].map(() => activityByDay(desk, spanOf(desk, {}))));
    await answer(desk, { cardId: asCardId('b') });
    looks.push(await activityByDay(desk, spanOf(desk, {})));
    expect(looks.map(([day]) => day?.reviews)).toEqual([1, 1, 1, 2]);
  });

  it('are rebuilt if a rebuild was interrupted or an older edition made them', async () => {
    const desk = await openTwoCards();
    await answer(desk);
    const right = await rollups(desk);
    for (const spoil of [
      desk.store.write(async (tx) => {
        await tx.deleteFrom('rollup_marks').execute();
        await tx.updateTable('daily_rollups').set({ study_day: 1 }).execute();
      }),
      desk.store.write((tx) => tx.updateTable('rollup_marks').set({ edition: 0 }).execute()),
    ]) {
      await spoil;
      expect(await rollups(desk)).toEqual(right);
    }
  });

  it("do not count other learners' reviews", async () => {
    const desk = await openTwoCards();
    const other = deskWith(desk, { learner: { ...desk.learner, id: asLearnerId('other') } });
    await answer(desk);
    await answer(other, { reviewedAtMs: NOON - DAY });
    expect(await activityByDay(desk, spanOf(desk, {}))).toHaveLength(1);
    expect(await activityByDay(other, spanOf(other, {}))).toMatchObject([{ reviews: 1 }]);
  });
});
