import { describe, expect, it } from 'vitest';
import { minutesAt } from '../../../web/settings/costs.ts';

const row = (desiredRetention: number, minutes: number) => ({
  desiredRetention,
  perDay: { newCards: 0, reviews: 0, answers: 0, minutes },
});

describe('the minutes a day that a retention takes', () => {
  const rows = [row(0.94, 14), row(0.9, 10), row(0.97, 30)];

  it('are interpolated between simulated values', () => {
    expect(minutesAt(rows, 0.9)).toBe(10);
    expect(minutesAt(rows, 0.92)).toBeCloseTo(12);
    expect(minutesAt(rows, 0.97)).toBe(30);
  });

  it('are unknown outside the simulated values', () => {
    expect(minutesAt(rows, 0.8)).toBeNull();
    expect(minutesAt([], 0.9)).toBeNull();
  });
});
