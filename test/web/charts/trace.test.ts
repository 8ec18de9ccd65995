import { scaleLinear } from 'd3-scale';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reach, traceOf } from '../../../web/charts/trace.ts';

const x = scaleLinear([0, 10], [0, 100]);
const y = scaleLinear([0, 100], [200, 0]);

/** The corners of a path of straight lines. */
function corners(path: string): readonly (readonly [number, number])[] {
  return [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, px, py]) => [Number(px), Number(py)] as const);
}

describe('a line', () => {
  it('breaks where values are missing, and has no mark there', () => {
    const trace = traceOf(
      [
        { x: 0, y: 50 },
        { x: 1, y: null },
        { x: 2, y: 100 },
      ],
      x,
      y,
    );
    expect(trace.path.match(/M/g)).toHaveLength(2);
    expect(trace.marks).toEqual([
      { x: 0, y: 100 },
      { x: 20, y: 0 },
    ]);
    expect(trace.band).toBe('');
  });

  it('lies within its band', () => {
    const points = fc.array(fc.tuple(fc.double({ min: 0, max: 100, noNaN: true }), fc.nat(20), fc.nat(20)), {
      minLength: 2,
      maxLength: 10,
    });
    fc.assert(
      fc.property(points, (values) => {
        const line = values.map(([value, below, above], index) => ({
          x: index,
          y: value,
          low: value - below,
          high: value + above,
        }));
        const { path, band } = traceOf(line, x, y);
        const edges = corners(band);
        for (const [px, py] of corners(path)) {
          const here = edges.filter(([ex]) => ex === px).map(([, ey]) => ey);
          expect(Math.min(...here)).toBeLessThanOrEqual(py);
          expect(Math.max(...here)).toBeGreaterThanOrEqual(py);
        }
      }),
    );
  });

  it('needs room for its band', () => {
    expect([
      ...reach([
        { x: 0, y: 5, low: 1, high: 9 },
        { x: 1, y: null },
      ]),
    ]).toEqual([5, 1, 9]);
  });
});
