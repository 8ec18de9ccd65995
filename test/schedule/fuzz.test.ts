import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuzz, fuzzFraction, fuzzRange } from '../../server/schedule/fuzz.ts';
import { asCardId } from '../../server/schedule/ids.ts';
import { FUZZ_RANGE } from './vectors.ts';

const LONG = 36_500;
const fractionOfCard = (cardId: string, reps: number) => fuzzFraction(asCardId(cardId), reps);
const interval = fc.integer({ min: 1, max: LONG });
const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('fuzz', () => {
  it.each(FUZZ_RANGE)('moves $interval days to $from–$to, as Anki does', ({ interval, from, to }) => {
    expect(fuzzRange(interval)).toEqual({ from, to });
  });

  it('leaves intervals below two and a half days alone', () => {
    expect([1, 2, 2.4].map(fuzzRange)).toEqual([1, 2, 2].map((days) => ({ from: days, to: days })));
  });

  it('reaches both ends of the range', () => {
    expect(fuzz(100, 0, 0, LONG)).toBe(93);
    expect(fuzz(100, 0.999, 0, LONG)).toBe(107);
  });

  it('stays within the range and the maximum', () => {
    fc.assert(
      fc.property(interval, fraction, interval, interval, (days, fraction, previous, maximum) => {
        const unfuzzed = Math.min(days, maximum);
        const { from, to } = fuzzRange(unfuzzed);
        const fuzzed = fuzz(unfuzzed, fraction, previous, maximum);
        expect(fuzzed).toBeLessThanOrEqual(Math.min(to, maximum));
        expect(fuzzed).toBeGreaterThanOrEqual(Math.min(from, maximum));
      }),
    );
  });

  it('does not fall back to the previous interval if the unfuzzed one exceeds it', () => {
    fc.assert(
      fc.property(interval, fraction, interval, (days, fraction, previous) => {
        fc.pre(days > previous);
        expect(fuzz(days, fraction, previous, LONG)).toBeGreaterThan(previous);
      }),
    );
  });

  it('keeps intervals of one card in their order', () => {
    fc.assert(
      fc.property(interval, interval, fraction, interval, (one, other, fraction, previous) => {
        const [shorter, longer] = [Math.min(one, other), Math.max(one, other)];
        expect(fuzz(shorter, fraction, previous, LONG)).toBeLessThanOrEqual(
          fuzz(longer, fraction, previous, LONG),
        );
      }),
    );
  });

  it('depends on the card and its number of reviews, and uses the whole range evenly', () => {
    expect(fractionOfCard('warm-pool.c1', 3)).toBe(fractionOfCard('warm-pool.c1', 3));
    expect(fractionOfCard('warm-pool.c1', 3)).not.toBe(fractionOfCard('warm-pool.c1', 4));
    expect(fractionOfCard('warm-pool.c1', 3)).not.toBe(fractionOfCard('warm-pool.c2', 3));

    const tenths = new Array<number>(10).fill(0);
    for (let card = 0; card < 1000; card++) {
      for (let reps = 0; reps < 10; reps++) {
        const tenth = Math.floor(fractionOfCard(`card-${card}`, reps) * 10);
        tenths[tenth] = (tenths[tenth] ?? 0) + 1;
      }
    }
    // Of 1,000 expected in each, with a standard deviation of 30.
    expect(Math.min(...tenths)).toBeGreaterThan(880);
    expect(Math.max(...tenths)).toBeLessThan(1120);
  });

  it('uses the same fraction in every release', () => {
    expect(fractionOfCard('pod-ip-source', 0)).toBe(0.3933425033465028);
  });
});
