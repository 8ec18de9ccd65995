import { describe, expect, it } from 'vitest';
import { asEventId } from '../../server/schedule/ids.ts';
import { answersByKind } from '../../server/stats/answers.ts';
import { calibrationOf } from '../../server/stats/calibration.ts';
import type { Counted } from '../../server/stats/counted.ts';
import { distributionOf } from '../../server/stats/distributions.ts';
import { emptyRollup, isEmpty, type Rollup, tally } from '../../server/stats/figures.ts';
import { retentionOf } from '../../server/stats/retention.ts';
import { streakOf } from '../../server/stats/streak.ts';

/** A good review of a young card, the first of its day. */
function review(values: Partial<Counted> = {}): Counted {
  return {
    id: asEventId('r'),
    studyDay: 0,
    hour: 9,
    rating: 3,
    durationMs: 4_000,
    isCram: false,
    kind: 'young',
    wasNew: false,
    isFirst: true,
    isTest: true,
    predicted: 0.9,
    cell: '0,0,-',
    ...values,
  };
}

function sumOf(...reviews: readonly Counted[]): Rollup {
  const sum = emptyRollup();
  for (const one of reviews) tally(sum, one, 1);
  return sum;
}

describe('sums', () => {
  it('are empty again once everything added is taken out', () => {
    const reviews = [review(), review({ rating: 1 }), review({ isCram: true }), review({ wasNew: true })];
    const sum = sumOf(...reviews);
    expect(isEmpty(sum)).toBe(false);
    for (const one of reviews) tally(sum, one, -1);
    expect(isEmpty(sum)).toBe(true);
  });

  it('count crammed reviews apart', () => {
    const { figures, cells } = sumOf(review({ isCram: true, isTest: false, durationMs: 5_000 }));
    expect(figures).toMatchObject({ reviews: [0], ms: [0], crammed: [1], crammedMs: [5_000] });
    expect(answersByKind(figures).all).toEqual({ again: 0, hard: 0, good: 0, easy: 0 });
    expect(cells).toEqual({});
  });
});

describe('true retention', () => {
  it('covers young and mature cards, where hard passes and again does not', () => {
    const { figures } = sumOf(
      ...[1, 2, 3, 4].map((rating) => review({ rating })),
      ...[1, 3].map((rating) => review({ rating, kind: 'mature' })),
      review({ rating: 1, isTest: false }),
    );
    expect(retentionOf(figures)).toEqual({
      young: { reviews: 4, passed: 3 },
      mature: { reviews: 2, passed: 1 },
      all: { reviews: 6, passed: 4 },
    });
  });
});

describe('calibration', () => {
  it('compares the mean prediction with the share recalled, bin by bin', () => {
    const { figures, cells } = sumOf(
      review({ predicted: 0.95, cell: 'a' }),
      review({ predicted: 0.91, cell: 'a', rating: 1 }),
      review({ predicted: 0.5, cell: 'b' }),
      review({ predicted: 1, cell: 'b' }),
      review({ predicted: null, cell: '' }),
    );
    const found = calibrationOf({ figures, cells });
    expect(found).toMatchObject({ reviews: 4, predicted: 0.84, measured: 0.75 });
    expect(found.bins.map(({ reviews }) => reviews)).toEqual([0, 0, 0, 0, 0, 1, 0, 0, 0, 3]);
    expect(found.bins[5]).toEqual({ from: 0.5, to: 0.6, reviews: 1, predicted: 0.5, measured: 1 });
    expect(found.bins[9]?.predicted).toBeCloseTo((0.95 + 0.91 + 1) / 3, 6);
    expect(found.bins[9]?.measured).toBeCloseTo(2 / 3, 6);
    expect(found.bins[0]).toMatchObject({ predicted: null, measured: null });
    // Minus the logarithm of 0.95 · 0.09 · 0.5 · 1, by 4.
    expect(found.logLoss).toBeCloseTo(3.152386 / 4, 6);
    // Cell a: 0.93 predicted, 0.5 recalled; cell b: 0.75 predicted, 1 recalled; two reviews each.
    expect(found.rmseBins).toBeCloseTo(Math.sqrt((2 * 0.43 ** 2 + 2 * 0.25 ** 2) / 4), 6);
  });

  it('is null without reviews', () => {
    expect(calibrationOf(emptyRollup())).toMatchObject({
      reviews: 0,
      predicted: null,
      logLoss: null,
      rmseBins: null,
    });
  });

  it('stays finite if a certain prediction was wrong', () => {
    expect(calibrationOf(sumOf(review({ predicted: 1, rating: 1 }))).logLoss).toBeCloseTo(13.815511, 6);
  });
});

describe('a distribution', () => {
  it('puts each value into the last bucket that starts at or below it', () => {
    expect(distributionOf([1, 2, 9.5, 10], [1, 2, 9], 10)).toEqual({
      buckets: [
        { from: 1, to: 2, cards: 1 },
        { from: 2, to: 9, cards: 1 },
        { from: 9, to: 10, cards: 2 },
      ],
      median: 5.75,
      mean: 5.625,
    });
  });

  it('has neither median nor mean without cards', () => {
    expect(distributionOf([], [0], null)).toEqual({
      buckets: [{ from: 0, to: null, cards: 0 }],
      median: null,
      mean: null,
    });
  });
});

describe('a streak', () => {
  it('goes on while today is not over, and is broken by a whole day without reviews', () => {
    expect(streakOf([5, 6, 7], 8).current).toEqual({ from: 5, to: 7, days: 3 });
    expect(streakOf([5, 6, 7, 8], 8)).toMatchObject({ current: { days: 4 }, isTodayDone: true });
    expect(streakOf([5, 6, 7], 9)).toMatchObject({ current: null, isTodayDone: false, days: 3 });
  });

  it('can be the longest although it is over, and the latest of equals is', () => {
    expect(streakOf([1, 2, 3, 5, 7, 8, 9, 11], 11)).toMatchObject({
      current: { from: 11, to: 11, days: 1 },
      longest: { from: 7, to: 9, days: 3 },
    });
    expect(streakOf([], 11)).toMatchObject({ current: null, longest: null });
  });
});
