import { FSRSBinding, type MemoryState } from '@open-spaced-repetition/binding';
import { describe, expect, it } from 'vitest';
import type { ReviewDesk } from '../../server/log/desk.ts';
import { history } from '../../server/log/history.ts';
import { rebuildMemories } from '../../server/log/rebuild.ts';
import { historyInLog } from '../../server/optimize/log.ts';
import { act } from '../../server/review/acts.ts';
import { takeBack } from '../../server/review/bulk.ts';
import { importReviews } from '../../server/review/import.ts';
import { undo } from '../../server/review/undo.ts';
import { asCardId, asEventId, asLearnerId } from '../../server/schedule/ids.ts';
import { type PastGrading, readReviewFile } from '../../server/schedule/review-file.ts';
import { DEFAULT_SCHEDULER, NO_EASY_DAYS } from '../../server/schedule/settings.ts';
import { studyDayOf } from '../../server/schedule/study-day.ts';
import type { Calendar } from '../../server/schedule/types.ts';
import {
  addCards,
  answer,
  DAY,
  events,
  HOUR,
  memories,
  NOON,
  openDesk,
  type TestDesk,
} from '../support/desk.ts';
import { LOGS } from '../support/logs.ts';
import { gradingsIn, historyOf, UTC_CALENDAR } from '../support/review-log.ts';

/** A review of card `a`, `daysAgo` days before noon. */
function given(daysAgo: number, values: Partial<PastGrading> = {}): PastGrading {
  return {
    cardId: asCardId('a'),
    rating: 'good',
    reviewedAtMs: NOON - daysAgo * DAY,
    durationMs: 4_000,
    ...values,
  };
}

const PAST = [given(30), given(29, { rating: 'again' }), given(28), given(20)];

/** The memory of card `a` on a desk that received these reviews one by one, when they were made. */
async function reviewedInTime(reviews: readonly PastGrading[]) {
  const desk = await openDesk();
  await addCards(desk, { id: 'a' });
  for (const { cardId, rating, reviewedAtMs } of reviews) {
    desk.now = reviewedAtMs;
    await answer(desk, { cardId, rating, reviewedAtMs });
  }
  return memories(desk);
}

async function withoutIds(desk: TestDesk) {
  return (await memories(desk)).map(({ last_review_id: _, ...memory }) => memory);
}

async function isAsRebuilt(desk: TestDesk): Promise<void> {
  const kept = await memories(desk);
  await rebuildMemories(desk);
  expect(await memories(desk)).toEqual(kept);
}

describe('importing a history', () => {
  it('gives a card the same memory as if its reviews had been made here', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    expect(await importReviews(desk, PAST)).toEqual({ outcome: 'imported', added: 4, withoutCard: [] });
    const expected = (await reviewedInTime(PAST)).map(({ last_review_id: _, ...memory }) => memory);
    expect(await withoutIds(desk)).toEqual(expected);
    expect((await events(desk)).map(({ type }) => type)).toEqual(Array(4).fill('reviewed'));
    await isAsRebuilt(desk);
  });

  it('stores the rating, the duration and the study day of a review, with the recall and due time computed for it', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    await importReviews(desk, PAST);
    const [latest, , , first] = await history(desk, { cardId: asCardId('a'), limit: 10 });
    expect(first).toMatchObject({ rating: 'good', durationMs: 4_000, predictedRecall: null });
    expect(latest).toMatchObject({ atMs: NOON - 20 * DAY, receivedAtMs: NOON, mode: 'review' });
    expect(latest?.predictedRecall).toBeGreaterThan(0.3);
    expect(latest?.predictedRecall).toBeLessThan(1);
    expect(latest?.due?.dueDay).toBeGreaterThan(latest?.studyDay ?? 0);
  });

  it('counts a review once, even if it is imported again and in another order', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    await importReviews(
      desk,
      [PAST[2], PAST[0]].flatMap((past) => past ?? []),
    );
    expect(await importReviews(desk, [...PAST, ...PAST].reverse())).toMatchObject({ added: 2 });
    expect(await importReviews(desk, PAST)).toMatchObject({ added: 0 });
    const reviews = (await events(desk)).filter(({ type }) => type === 'reviewed');
    expect(reviews.map(({ reviewed_at_ms: atMs }) => atMs)).toEqual(PAST.map((past) => past.reviewedAtMs));
    await isAsRebuilt(desk);
    const { stability } = (await reviewedInTime(PAST))[0] ?? {};
    expect(await memories(desk)).toMatchObject([{ stability, reps: 4 }]);
  });

  it('keeps an undone review undone when it is imported again', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    await importReviews(desk, PAST);
    const [latest] = await history(desk, { cardId: asCardId('a'), limit: 1 });
    await undo(desk, latest?.id ?? asEventId(''));
    expect(await importReviews(desk, PAST)).toMatchObject({ added: 0 });
    expect(await memories(desk)).toMatchObject([{ reps: 3 }]);
  });

  it('keeps a review undone if its undo came first', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const id = '00000000-0000-4000-9000-000000000002';
    await undo(desk, asEventId(id));
    await importReviews(desk, [given(9), given(8, { id: asEventId(id) })]);
    expect(await memories(desk)).toMatchObject([{ reps: 1 }]);
    expect(await history(desk, { cardId: asCardId('a'), limit: 1 })).toMatchObject([{ id, undone: true }]);
    await isAsRebuilt(desk);
  });

  it('places the reviews before those made here, and moves the due time', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const now = await answer(desk);
    await importReviews(desk, PAST);
    const [memory] = await memories(desk);
    expect(memory).toMatchObject({ reps: 5, last_review_id: now.lastReviewId, state: 'review' });
    expect(memory?.due_day).toBeGreaterThan(now.due?.dueDay ?? 0);
    expect((await events(desk)).at(-1)).toMatchObject({ type: 'rescheduled', cause: 'import' });
    await isAsRebuilt(desk);
  });

  it('ignores reviews before a reset in the memory', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    await act(desk, {
      id: asEventId('00000000-0000-4000-9000-000000000001'),
      cardId: asCardId('a'),
      act: 'reset',
    });
    await importReviews(desk, PAST);
    expect(await memories(desk)).toMatchObject([{ state: 'new', reps: 0, due_at_ms: null }]);
    await isAsRebuilt(desk);
  });

  it('ignores a reset that was taken back', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    desk.now = NOON - 25 * DAY;
    const reset = '00000000-0000-4000-9000-000000000001';
    await act(desk, { id: asEventId(reset), cardId: asCardId('a'), act: 'reset' });
    desk.now = NOON;
    await takeBack(desk, asEventId(reset));
    await importReviews(desk, PAST);
    const reviews = await history(desk, { cardId: asCardId('a'), limit: 4 });
    expect(reviews.filter(({ predictedRecall }) => predictedRecall === null)).toHaveLength(1);
    expect(await withoutIds(desk)).toEqual(
      (await reviewedInTime(PAST)).map(({ last_review_id: _, ...memory }) => memory),
    );
  });

  it('keeps reviews of a card that is not in any file yet', async () => {
    const desk = await openDesk();
    const imported = await importReviews(desk, [given(9), given(8, { cardId: asCardId('1711684180217') })]);
    expect(imported).toMatchObject({ added: 2, withoutCard: ['a', '1711684180217'] });
    await addCards(desk, { id: 'a' });
    expect(await answer(desk)).toMatchObject({ memory: { reps: 2 } });
    await isAsRebuilt(desk);
  });

  it('stores nothing if one of the reviews lies in the future', async () => {
    const desk = await openDesk();
    const imported = await importReviews(desk, [given(1), given(-1)]);
    expect(imported).toEqual({ outcome: 'in-future', places: [1] });
    expect(await events(desk)).toEqual([]);
  });

  it('stores a thousand reviews of one card', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const many = Array.from({ length: 1_000 }, (_, i) => given(0, { reviewedAtMs: NOON - i * HOUR }));
    expect(await importReviews(desk, many)).toMatchObject({ added: 1_000 });
    expect(await memories(desk)).toMatchObject([{ reps: 1_000 }]);
    await isAsRebuilt(desk);
  });
});

/** Imports a log, in study days of UTC. */
async function openLog(csv: string, settings: Partial<ReviewDesk> = {}) {
  const learner = { id: asLearnerId('default'), ...UTC_CALENDAR, easyDays: NO_EASY_DAYS };
  const desk = await openDesk({ learner, ...settings });
  const { gradings } = readReviewFile(csv, desk.now);
  return { desk, gradings: gradings ?? [], imported: await importReviews(desk, gradings ?? []) };
}

/** The memory of each card as fsrs-rs computes it, in single precision (7 digits). */
function rememberedByFsrsRs(
  gradings: readonly PastGrading[],
  weights: readonly number[],
  calendar: Calendar,
) {
  const fsrs = new FSRSBinding([...weights]);
  const cards = new Map<string, { readonly memory: MemoryState; readonly studyDay: number }>();
  for (const { cardId, rating, reviewedAtMs } of [...gradings].sort(
    (a, b) => a.reviewedAtMs - b.reviewedAtMs,
  )) {
    const before = cards.get(cardId);
    const studyDay = studyDayOf(reviewedAtMs, calendar);
    const next = fsrs.nextStates(before?.memory, 0.9, studyDay - (before?.studyDay ?? studyDay));
    cards.set(cardId, { memory: next[rating].memory, studyDay });
  }
  return cards;
}

const farFrom = (ours: number | null, theirs: number) => Math.abs((ours ?? Number.NaN) / theirs - 1);

describe.each(LOGS)('%s', (_, log) => {
  it('is imported whole, and gives training the same history', async ({ skip }) => {
    const csv = log.csv(skip);
    const { desk, gradings, imported } = await openLog(csv);
    expect(imported).toMatchObject({ added: log.reviews });
    expect(await importReviews(desk, gradings)).toMatchObject({ added: 0 });
    const sorted = ({ ratings, studyDays, atMs }: Awaited<ReturnType<typeof historyInLog>>) =>
      [...atMs].map((ms, i) => `${ms} ${ratings[i]} ${studyDays[i]}`).sort();
    const inLog = await historyInLog(desk);
    expect(inLog.starts).toHaveLength(log.cards + 1);
    expect(sorted(inLog)).toEqual(sorted(historyOf(gradingsIn(csv))));
    await isAsRebuilt(desk);
  });

  it.for([
    ['the default weights', DEFAULT_SCHEDULER.weights],
    ['other weights', DEFAULT_SCHEDULER.weights.map((weight, index) => weight * (index === 17 ? 1.3 : 0.97))],
  ] as const)(
    'gives the same memory as fsrs-rs with %s, to a ten-thousandth for every card',
    async ([, weights], { skip }) => {
      const csv = log.csv(skip);
      const { desk, gradings } = await openLog(csv, { scheduler: { ...DEFAULT_SCHEDULER, weights } });
      const theirs = rememberedByFsrsRs(gradings, weights, desk.learner);
      const ours = await memories(desk);
      expect(ours).toHaveLength(log.cards);
      const far = ours.filter(({ card_id: cardId, stability, difficulty }) => {
        const { memory } = theirs.get(cardId) ?? {};
        return (
          !memory ||
          !(farFrom(stability, memory.stability) <= 1e-4) ||
          !(farFrom(difficulty, memory.difficulty) <= 1e-4)
        );
      });
      expect(far).toEqual([]);
    },
  );
});
