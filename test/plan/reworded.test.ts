import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchReworded, trigramSimilarity } from '../../server/plan/reworded.ts';
import { itemKey } from '../../server/plan/text.ts';

const items = (...texts: string[]) => texts.map((text) => ({ key: itemKey(text), text }));

describe('an item that was reworded', () => {
  it('is found if one item was lost, one gained, and they share most trigrams', () => {
    const before = items('Warm pool of secondary IPs', 'veth pairs');
    const after = items('veth pairs', 'Warm pool of the secondary IPs');
    expect(matchReworded(before, after)).toEqual({ before: before[0], after: after[1] });
  });

  it('is not found if the two texts differ', () => {
    expect(matchReworded(items('Warm pool'), items('Network namespaces'))).toBeNull();
  });

  it('is not found if two were lost or gained, since it would be a guess', () => {
    expect(matchReworded(items('Warm pool', 'veth pair'), items('Warm pools'))).toBeNull();
    expect(matchReworded(items('Warm pool'), items('Warm pools', 'Warm pooling'))).toBeNull();
  });

  it('is not found if nothing changed, or only marks and case', () => {
    expect(matchReworded(items('Warm pool'), items('✅ **warm pool**'))).toBeNull();
  });
});

describe('trigram similarity', () => {
  it('is the Dice coefficient of the trigrams', () => {
    // " ab", "abc", "bc " against " ab", "abd", "bd ": one of three is shared.
    expect(trigramSimilarity('abc', 'abd')).toBeCloseTo(1 / 3);
  });

  it('is 1 for equal texts, symmetric, and within 0 and 1', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        expect(trigramSimilarity(a, a)).toBe(1);
        expect(trigramSimilarity(a, b)).toBe(trigramSimilarity(b, a));
        expect(trigramSimilarity(a, b)).toBeGreaterThanOrEqual(0);
        expect(trigramSimilarity(a, b)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
