import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forgettingCurve } from '../../../server/schedule/algorithm.ts';
import { DEFAULT_SCHEDULER } from '../../../server/schedule/settings.ts';
import { curveOf, fall, recallAfter, recallBefore } from '../../../web/charts/curve.ts';

const { weights } = DEFAULT_SCHEDULER;
const DECAY = weights[20] ?? 0;

describe('the forgetting curve', () => {
  it('is the same as the scheduler’s', () => {
    const curve = forgettingCurve(weights);
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 5000, noNaN: true }),
        fc.double({ min: 0.01, max: 5000, noNaN: true }),
        (days, stability) => {
          expect(recallAfter(days, stability, DECAY)).toBeCloseTo(curve(days, stability), 6);
        },
      ),
    );
    expect(recallAfter(7, 7, DECAY)).toBeCloseTo(0.9, 12);
  });

  it('falls between reviews and starts again at each', () => {
    const reviews = [
      { day: 0, stability: 2, passed: true },
      { day: 3, stability: 7, passed: true },
      { day: 20, stability: 1, passed: false },
    ];
    const pieces = curveOf(reviews, 30, DECAY);
    for (const { review, points } of pieces) {
      expect(points[0]).toEqual({ day: review.day, recall: 1 });
      const recalls = points.map(({ recall }) => recall);
      expect(recalls).toEqual([...recalls].sort((a, b) => b - a));
    }
    expect(pieces.map(({ points }) => points.at(-1)?.day)).toEqual([3, 20, 30]);
    expect(recallBefore(pieces)).toEqual([1, recallAfter(3, 2, DECAY), recallAfter(17, 7, DECAY)]);
  });

  it('continues from where it is now', () => {
    const review = { day: 5, stability: 4, passed: true };
    const ahead = fall(review, 7, 40, DECAY);
    expect(ahead[0]).toEqual({ day: 7, recall: recallAfter(2, 4, DECAY) });
    expect(ahead.at(-1)?.day).toBe(40);
  });
});
