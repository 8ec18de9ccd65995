import { describe, expect, it } from 'vitest';
import { nearest, stepOf } from '../../../web/charts/stops.ts';

const words = () => '';

describe('the reader of a chart', () => {
  it('finds the value nearest to the pointer: across if the values are in a row, else in both directions', () => {
    const row = [0, 10, 20].map((x) => ({ x, words }));
    expect(nearest(row, 14, 500)).toBe(1);
    const plane = [
      { x: 0, y: 0, words },
      { x: 0, y: 100, words },
    ];
    expect(nearest(plane, 3, 80)).toBe(1);
  });

  it('moves from value to value by keys and stops at both ends', () => {
    expect(stepOf('ArrowRight', 0, 9, 1)).toBe(1);
    expect(stepOf('ArrowLeft', 0, 9, 1)).toBe(0);
    expect(stepOf('Home', 5, 9, 1)).toBe(0);
    expect(stepOf('End', 5, 9, 1)).toBe(9);
    expect(stepOf('a', 5, 9, 1)).toBeNull();
  });

  it('moves by days down and by weeks across in a calendar', () => {
    expect(stepOf('ArrowDown', 10, 364, 7)).toBe(11);
    expect(stepOf('ArrowRight', 10, 364, 7)).toBe(17);
    expect(stepOf('ArrowUp', 10, 364, 7)).toBe(9);
  });
});
