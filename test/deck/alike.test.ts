import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alike, alikePairs } from '../../server/deck/style/alike.ts';
import { trigramSimilarity } from '../../server/plan/reworded.ts';

/** Words of few letters, so that texts have trigrams in common. */
const texts = fc.array(fc.stringMatching(/^[abc]{1,4}( [abc]{1,4}){0,4}$/), { maxLength: 12 });

describe('similar texts', () => {
  it('are all pairs whose trigrams reach the threshold, and no others', () => {
    fc.assert(
      fc.property(texts, fc.double({ min: 0.05, max: 1, noNaN: true }), (list, threshold) => {
        const expected = list.flatMap((b, second) =>
          list.slice(0, second).flatMap((a, first) => {
            const similarity = trigramSimilarity(a, b);
            return similarity >= threshold ? [{ first, second, similarity }] : [];
          }),
        );
        expect(alikePairs(list, threshold)).toEqual(expected);
      }),
    );
  });

  it('have similarity 1 if they are equal and 0 if they share nothing', () => {
    expect(alike('warm pool', 'warm pool')).toBe(1);
    expect(alike('warm pool', 'kubelet')).toBe(0);
    expect(alike('', '')).toBe(0);
    expect(alikePairs(['', 'warm pool', ''], 0.5)).toEqual([]);
  });
});
