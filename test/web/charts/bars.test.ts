import { scaleLinear } from 'd3-scale';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxesOf, numbersOf, placesOf, tops } from '../../../web/charts/bars.ts';
import { stack, sum } from '../../../web/charts/stack.ts';

const AREA = { left: 40, right: 340, top: 10, bottom: 200 };
const counts = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 6 });

describe('stacked values', () => {
  it('reach from zero to their sum, each starting where the one before ends', () => {
    fc.assert(
      fc.property(counts, (values) => {
        const pieces = stack(values);
        expect(pieces[0]?.from).toBe(0);
        expect(pieces.map(({ from, to }) => to - from)).toEqual(values);
        for (const [index, piece] of pieces.entries())
          expect(piece.from).toBe(index === 0 ? 0 : pieces[index - 1]?.to);
        expect(pieces.at(-1)?.to).toBe(sum(values));
      }),
    );
  });

  it('have the sum zero if there are none', () => {
    expect(sum([])).toBe(0);
  });
});

describe('bars', () => {
  const y = scaleLinear([0, 10], [200, 10]);

  it('are within the picture and in order', () => {
    const places = placesOf(30, AREA);
    const at = Array.from({ length: 30 }, (_none, index) => places(index) ?? 0);
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(at[0]).toBeGreaterThanOrEqual(AREA.left);
    expect((at.at(-1) ?? 0) + places.bandwidth()).toBeLessThanOrEqual(AREA.right);
  });

  it('are as high as their sum if stacked, and as their values if side by side', () => {
    expect(tops([[1, 2], [4]], 'stacked')).toEqual([3, 4]);
    expect(tops([[1, 2], [4]], 'grouped')).toEqual([1, 2, 4]);
    const stacked = boxesOf([4, 6], 'stacked', 40, 20, y);
    expect(stacked.map((box) => box.x)).toEqual([40, 40]);
    expect(stacked.at(-1)?.y).toBe(10);
    const grouped = boxesOf([4, 6], 'grouped', 40, 20, y);
    expect(grouped.map((box) => box.x)).toEqual([40, 50]);
    expect(grouped.every((box) => Math.abs(box.y + box.height - 200) < 1e-9)).toBe(true);
  });

  it('show all their numbers or, if one does not fit, none', () => {
    const boxes = (width: number) => [boxesOf([4, 6], 'stacked', 40, width, y)];
    expect(numbersOf(boxes(40), [[4, 6]], 'stacked', String)).toEqual([
      { x: 60, y: 5, text: '10', width: 40 },
    ]);
    expect(numbersOf(boxes(8), [[4, 6]], 'stacked', String)).toEqual([]);
  });
});
