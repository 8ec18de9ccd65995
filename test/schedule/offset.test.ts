import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movedRecall, sumRecalls, topicOffset } from '../../server/schedule/offset.ts';

const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const logit = fc.double({ min: -3, max: 3, noNaN: true });

/** Trials that were all predicted at one recall. */
function trials(count: number, passed: number, predicted: number) {
  return { surprise: passed - count * predicted, information: count * predicted * (1 - predicted) };
}

describe("a topic's offset", () => {
  it('is 0 ± 0.15 without trials', () => {
    expect(topicOffset({ surprise: 0, information: 0 })).toEqual({ logit: 0, variance: 0.15 ** 2 });
  });

  it('is Σω(y − p) ÷ (Σωp(1 − p) + 1/τ²)', () => {
    expect(topicOffset({ surprise: -4, information: 9 }).logit).toBeCloseTo(-4 / (9 + 1 / 0.0225), 12);
  });

  it('is small after few trials, and as observed after many', () => {
    const few = topicOffset(trials(10, 7, 0.9)).logit;
    const many = topicOffset(trials(10_000, 7_000, 0.9)).logit;
    expect(few).toBeGreaterThan(-0.05);
    // One Newton step: the mean surprise over the information of one trial.
    expect(many).toBeCloseTo(-0.2 / 0.09, 0);
  });

  it('rises with each further pass', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(499), share, (count, drawn, predicted) => {
        const passed = drawn % count;
        const worse = topicOffset(trials(count, passed, predicted)).logit;
        expect(topicOffset(trials(count, passed + 1, predicted)).logit).toBeGreaterThan(worse);
      }),
    );
  });

  it('gets more certain with each further trial', () => {
    fc.assert(
      fc.property(fc.nat(500), share, (count, predicted) => {
        const before = topicOffset(trials(count, 0, predicted)).variance;
        expect(topicOffset(trials(count + 1, 0, predicted)).variance).toBeLessThan(before);
      }),
    );
  });
});

describe('a recall moved by an offset', () => {
  it('is σ(logit p + b)', () => {
    fc.assert(
      fc.property(share, logit, (recall, by) => {
        const expected = 1 / (1 + Math.exp(-(Math.log(recall / (1 - recall)) + by)));
        expect(movedRecall(recall, { logit: by })).toBeCloseTo(expected, 10);
      }),
    );
  });

  it('stays the same for an offset of 0, and stays 0 or 1', () => {
    expect(movedRecall(0.7, { logit: 0 })).toBe(0.7);
    expect(movedRecall(0, { logit: 2 })).toBe(0);
    expect(movedRecall(1, { logit: -2 })).toBe(1);
  });

  it('keeps the order of cards', () => {
    fc.assert(
      fc.property(share, share, logit, (a, b, by) => {
        fc.pre(a < b);
        expect(movedRecall(a, { logit: by })).toBeLessThanOrEqual(movedRecall(b, { logit: by }));
      }),
    );
  });

  it('adds up over cards', () => {
    const sums = sumRecalls([0.5, 0.9], { logit: 0, variance: 0.01 });
    expect(sums).toMatchObject({ seen: 2, offsetVariance: 0.01 });
    expect(sums.sumRecall).toBeCloseTo(1.4, 12);
    expect(sums.sumVariance).toBeCloseTo(0.25 + 0.09, 12);
  });
});
