import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareInterval } from '../../../web/charts/interval.ts';

describe('the interval of a share', () => {
  it('contains the share, stays between zero and one, and narrows with the number seen', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (of, part) => {
          const passed = Math.round(part * of);
          const [low, high] = shareInterval(passed, of);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThanOrEqual(1);
          expect(low).toBeLessThanOrEqual(passed / of + 1e-12);
          expect(high).toBeGreaterThanOrEqual(passed / of - 1e-12);
          const [closerLow, closerHigh] = shareInterval(passed * 10, of * 10);
          expect(closerHigh - closerLow).toBeLessThan(high - low);
        },
      ),
    );
  });

  it('agrees with published tables', () => {
    // Newcombe (1998), table I: 81 of 263, and 0 of 20.
    const [low, high] = shareInterval(81, 263);
    expect([low.toFixed(4), high.toFixed(4)]).toEqual(['0.2553', '0.3662']);
    const [none, some] = shareInterval(0, 20);
    expect([none.toFixed(4), some.toFixed(4)]).toEqual(['0.0000', '0.1611']);
    expect(shareInterval(0, 0)).toEqual([0, 1]);
  });
});
