import { describe, expect, it } from 'vitest';
import { algorithmOf } from '../../server/schedule/algorithm.ts';
import { asCardId } from '../../server/schedule/ids.ts';
import { grade, NEW } from '../../server/schedule/memory.ts';
import { review } from '../../server/schedule/review.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import { studyDayOf } from '../../server/schedule/study-day.ts';
import type { Memory } from '../../server/schedule/types.ts';
import { INTERVALS, MEMORY, NEXT_INTERVAL, WEIGHTS } from './vectors.ts';

const CARD = asCardId('card');
const UNFUZZED = { ...DEFAULT_SCHEDULER, weights: WEIGHTS, fuzz: false };

describe('memory against the published FSRS-6 figures', () => {
  it('gives the published intervals if every review is made exactly when due', () => {
    const calendar = { zone: 'UTC', rolloverMinutes: 0 };
    let memory: Memory = NEW;
    let atMs = Date.parse(INTERVALS.first);
    const days: number[] = [];
    for (const [rating] of INTERVALS.reviews) {
      const grading = { cardId: CARD, rating, reviewedAtMs: atMs, studyDay: studyDayOf(atMs, calendar) };
      const outcome = review(memory, grading, UNFUZZED, calendar);
      memory = outcome.memory;
      atMs = outcome.due.dueAtMs;
      days.push(outcome.memory.intervalDays);
    }
    expect(days).toEqual(INTERVALS.reviews.map(([, expected]) => expected));
  });

  it.each(MEMORY)(
    'remembers $ratings as published',
    ({ ratings, deltaDays, stability, difficulty, digits }) => {
      let memory: Memory = NEW;
      let studyDay = 20_000;
      ratings.forEach((rating, index) => {
        studyDay += deltaDays[index] ?? 0;
        memory = grade(memory, { cardId: CARD, rating, reviewedAtMs: 0, studyDay }, UNFUZZED).memory;
      });
      expect(memory).toMatchObject({
        stability: expect.closeTo(stability, digits),
        difficulty: expect.closeTo(difficulty, digits),
      });
    },
  );

  it.each(NEXT_INTERVAL)('asks again at a retention of %s after %s days', (desiredRetention, days) => {
    const settings = { ...UNFUZZED, desiredRetention, maximumIntervalDays: 36_500 };
    expect(algorithmOf(settings).next_interval(1, 0)).toBe(days);
  });
});
