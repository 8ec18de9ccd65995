import { describe, expect, it } from 'vitest';
import { calibrationError } from '../../server/schedule/calibration.ts';

const bin = (reviews: number, predicted: number, measured: number) => ({ reviews, predicted, measured });

describe('the calibration error of weights', () => {
  it('is that of a real log before they were tried', () => {
    expect(calibrationError([])).toBeCloseTo(0.076, 12);
    expect(calibrationError([{ reviews: 0, predicted: null, measured: null }])).toBeCloseTo(0.076, 12);
  });

  it('is how far they are off, once tried often', () => {
    expect(calibrationError([bin(1_000_000, 0.9, 0.8), bin(1_000_000, 0.5, 0.6)])).toBeCloseTo(0.1, 3);
  });

  it('leaves out the error of chance alone', () => {
    // Two standard errors of a share of 0.8 among 100, once above and thrice exact: chance and no more.
    const shares = [0.88, 0.8, 0.8, 0.8].map((measured) => bin(100, 0.8, measured));
    expect(calibrationError(shares)).toBeLessThan(0.035);
  });

  it('falls while they hold, and is never negative', () => {
    const held = (reviews: number) => calibrationError([bin(reviews, 0.9, 0.9)]);
    expect(held(100)).toBeLessThan(held(10));
    expect(held(1_000_000)).toBeGreaterThanOrEqual(0);
    expect(held(1_000_000)).toBeLessThan(0.001);
  });
});
