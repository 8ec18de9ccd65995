import { describe, expect, it } from 'vitest';
import { act } from '../../server/review/acts.ts';
import { asCardId, asEventId, asTopicId } from '../../server/schedule/ids.ts';
import { parseStudyDay } from '../../server/schedule/study-day.ts';
import { answers } from '../../server/stats/answers.ts';
import { activityByDay } from '../../server/stats/days.ts';
import { distributions } from '../../server/stats/distributions.ts';
import { dueForecast } from '../../server/stats/forecast.ts';
import { hardestCards } from '../../server/stats/hardest.ts';
import { hours } from '../../server/stats/hours.ts';
import { trueRetention } from '../../server/stats/retention.ts';
import { spanOf } from '../../server/stats/span.ts';
import { streak } from '../../server/stats/streak.ts';
import { today } from '../../server/stats/today.ts';
import { addCards, answer, DAY, HOUR, MINUTE, NOON, openDesk, type TestDesk, uuid } from '../support/desk.ts';

/** Monday 23 November 2026, as `NOON` is. */
const TODAY = parseStudyDay('2026-11-23');

async function openCards(...ids: readonly string[]): Promise<TestDesk> {
  const desk = await openDesk();
  await addCards(desk, ...ids.map((id) => ({ id })));
  return desk;
}

const year = (desk: TestDesk) => spanOf(desk, {});

describe('the activity by day', () => {
  it('counts reviews, different cards, new cards and time, with practice apart', async () => {
    const desk = await openCards('a', 'b');
    await answer(desk, { reviewedAtMs: NOON - DAY, durationMs: 60_000 });
    await answer(desk, { reviewedAtMs: NOON - DAY + MINUTE, durationMs: 30_000 });
    await answer(desk, { cardId: asCardId('b'), reviewedAtMs: NOON - HOUR, durationMs: 9_000 });
    await answer(desk, { cardId: asCardId('b'), reviewedAtMs: NOON, durationMs: 6_000, mode: 'cram' });
    expect(await activityByDay(desk, year(desk))).toEqual([
      {
        studyDay: TODAY - 1,
        reviews: 2,
        cards: 1,
        introduced: 1,
        ms: 90_000,
        timed: 2,
        crammed: 0,
        crammedMs: 0,
      },
      {
        studyDay: TODAY,
        reviews: 1,
        cards: 1,
        introduced: 1,
        ms: 9_000,
        timed: 1,
        crammed: 1,
        crammedMs: 6_000,
      },
    ]);
    expect(await today(desk)).toMatchObject({ reviews: 1, ms: 9_000, answers: { good: 1 }, left: 1 });
  });

  it('uses study days: before the rollover it is still yesterday', async () => {
    const desk = await openCards('a');
    await answer(desk, { reviewedAtMs: NOON - 9 * HOUR });
    expect(await activityByDay(desk, year(desk))).toMatchObject([{ studyDay: TODAY - 1 }]);
  });

  it('has only the days of the span', async () => {
    const desk = await openCards('a');
    for (const days of [0, 364, 365]) await answer(desk, { reviewedAtMs: NOON - days * DAY });
    expect((await activityByDay(desk, year(desk))).map(({ studyDay }) => studyDay)).toEqual([
      TODAY - 364,
      TODAY,
    ]);
    expect(await activityByDay(desk, spanOf(desk, { from: 0, to: TODAY - 365 }))).toHaveLength(1);
  });
});

describe('true retention', () => {
  it('is given by day, by week from Monday on, and by month', async () => {
    const desk = await openCards('a', 'b');
    // Introduced on Monday 26 October, due again days later.
    for (const cardId of ['a', 'b'].map(asCardId))
      await answer(desk, { cardId, rating: 'easy', reviewedAtMs: NOON - 28 * DAY });
    await answer(desk, { cardId: asCardId('a'), reviewedAtMs: NOON - 14 * DAY });
    await answer(desk, { cardId: asCardId('b'), rating: 'again', reviewedAtMs: NOON - 8 * DAY });
    const starts = async (by: 'day' | 'week' | 'month') =>
      (await trueRetention(desk, year(desk), by)).periods.map(({ start, all }) => [
        TODAY - start,
        all.passed,
        all.reviews,
      ]);
    expect(await starts('day')).toEqual([
      [14, 1, 1],
      [8, 0, 1],
    ]);
    expect(await starts('week')).toEqual([[14, 1, 2]]);
    expect(await starts('month')).toEqual([[22, 1, 2]]);
    expect((await trueRetention(desk, year(desk), 'month')).total).toMatchObject({
      young: { reviews: 2, passed: 1 },
      mature: { reviews: 0 },
    });
  });
});

describe('answers and hours', () => {
  it('count the buttons by kind of card and by hour', async () => {
    const desk = await openCards('a');
    await answer(desk, { rating: 'easy', reviewedAtMs: NOON - 100 * DAY });
    await answer(desk, { rating: 'easy', reviewedAtMs: NOON - 90 * DAY });
    await answer(desk, { rating: 'again', reviewedAtMs: NOON - 2 * HOUR });
    const found = await answers(desk, year(desk));
    expect(found).toMatchObject({ learning: { easy: 1 }, young: { easy: 1 }, mature: { again: 1 } });
    expect(found.all).toEqual({ again: 1, hard: 0, good: 0, easy: 2 });
    const used = (await hours(desk, year(desk))).filter(({ reviews }) => reviews > 0);
    // 10:00 UTC is 13:00 in Helsinki in summer and 12:00 in winter.
    expect(used).toEqual([
      { hour: 10, reviews: 1, tested: { reviews: 1, passed: 0 } },
      { hour: 13, reviews: 2, tested: { reviews: 1, passed: 1 } },
    ]);
  });
});

describe('the streak', () => {
  it('counts days of the log, also days with practice only', async () => {
    const desk = await openCards('a');
    await answer(desk, { reviewedAtMs: NOON - 2 * DAY });
    await answer(desk, { reviewedAtMs: NOON - DAY, mode: 'cram' });
    expect(await streak(desk)).toMatchObject({
      current: { from: TODAY - 2, to: TODAY - 1, days: 2 },
      isTodayDone: false,
    });
  });
});

describe('the present state of the cards', () => {
  it('is forecast as due by day, without suspended cards', async () => {
    const desk = await openCards('a', 'b', 'c', 'd', 'e');
    await answer(desk, { cardId: asCardId('a'), rating: 'easy', reviewedAtMs: NOON - 60 * DAY });
    const { due } = await answer(desk, { cardId: asCardId('b'), rating: 'easy' });
    await answer(desk, { cardId: asCardId('c'), rating: 'good' });
    await act(desk, { id: asEventId(uuid()), cardId: asCardId('d'), act: 'suspend' });
    const days = due?.intervalDays ?? 0;
    const forecast = await dueForecast(desk, {}, days + 1);
    expect(forecast).toMatchObject({ overdue: 1, later: 0, unseen: 1 });
    expect(forecast.days.filter((day) => day.due > 0)).toEqual([
      { studyDay: TODAY, due: 1 },
      { studyDay: TODAY + days, due: 1 },
    ]);
    expect(await dueForecast(desk, {}, days)).toMatchObject({ later: 1 });
    expect(await dueForecast(desk, { topicId: asTopicId('eks/other') }, days)).toMatchObject({
      overdue: 0,
      unseen: 0,
    });
  });

  it('is distributed over stability, difficulty and recall', async () => {
    const desk = await openCards('a', 'b', 'c');
    const easy = await answer(desk, { cardId: asCardId('a'), rating: 'easy' });
    const again = await answer(desk, { cardId: asCardId('b'), rating: 'again' });
    const found = await distributions(desk, {});
    expect(found).toMatchObject({ seen: 2, unseen: 1, recall: { median: 1, mean: 1 } });
    expect(found.recall.buckets.at(-1)).toEqual({ from: 0.9, to: 1, cards: 2 });
    const [a, b] = [easy.memory, again.memory];
    if (a.state === 'new' || b.state === 'new') throw new Error('An answered card is not new.');
    expect(found.stability.mean).toBeCloseTo((a.stability + b.stability) / 2, 8);
    expect(found.difficulty.median).toBeCloseTo((a.difficulty + b.difficulty) / 2, 8);
  });

  it('orders the hardest cards by difficulty', async () => {
    const desk = await openCards('a', 'b', 'c');
    await answer(desk, { cardId: asCardId('a'), rating: 'easy' });
    await answer(desk, { cardId: asCardId('b'), rating: 'again' });
    const hard = await hardestCards(desk, {}, 5);
    expect(hard.map(({ cardId }) => cardId)).toEqual(['b', 'a']);
    expect(hard[0]).toMatchObject({ prompt: 'What is b?', topic: { id: 'eks/pods' }, reviews: 1, recall: 1 });
    expect((await hardestCards(desk, {}, 1)).map(({ cardId }) => cardId)).toEqual(['b']);
  });
});
