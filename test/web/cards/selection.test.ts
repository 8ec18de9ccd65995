import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choose, extend, goTo, NOTHING, stepFrom, toggle } from '../../../web/cards/selection.ts';

const IDS = ['a', 'b', 'c', 'd', 'e'];
const chosen = (selection: { readonly chosen: ReadonlySet<string> }) => [...selection.chosen].sort();

describe('a selection', () => {
  it('adds rows one by one, and removes them again', () => {
    const both = toggle(toggle(NOTHING, 'b'), 'd');
    expect(chosen(both)).toEqual(['b', 'd']);
    expect(chosen(toggle(both, 'b'))).toEqual(['d']);
  });

  it('extends from the anchor in both directions, on top of what was selected', () => {
    const from = goTo(toggle(NOTHING, 'a'), 'c');
    expect(chosen(extend(from, IDS, 'e'))).toEqual(['a', 'c', 'd', 'e']);
    expect(chosen(extend(extend(from, IDS, 'd'), IDS, 'b'))).toEqual(['a', 'b', 'c', 'd']);
  });

  it('keeps its current row when all or none are selected', () => {
    const stood = goTo(NOTHING, 'c');
    expect(choose(stood, IDS)).toMatchObject({ current: 'c' });
    expect(chosen(choose(choose(stood, IDS), []))).toEqual([]);
  });

  it('moves from row to row and stops at both ends', () => {
    fc.assert(
      fc.property(fc.constantFrom(...IDS), fc.integer({ min: -9, max: 9 }), (current, rows) => {
        const next = IDS.indexOf(stepFrom(current, IDS, rows) ?? '');
        expect(next).toBe(Math.min(4, Math.max(0, IDS.indexOf(current) + rows)));
      }),
    );
    expect(stepFrom(null, IDS, 1)).toBe('a');
    expect(stepFrom('gone', IDS, -1)).toBe('a');
    expect(stepFrom('a', [], 1)).toBeUndefined();
    expect(stepFrom('c', IDS, Number.POSITIVE_INFINITY)).toBe('e');
  });
});
