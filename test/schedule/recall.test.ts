import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NEW } from '../../server/schedule/memory.ts';
import { recall, recallAfter } from '../../server/schedule/recall.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import { DAY_MS } from '../../server/schedule/study-day.ts';
import { moment } from './arbitraries.ts';

const { weights } = DEFAULT_SCHEDULER;

describe('recall', () => {
  it('is 90% after as many days as the stability', () => {
    for (const stability of [0.5, 1, 10, 400]) {
      expect(recallAfter(stability * DAY_MS, stability, weights)).toBeCloseTo(0.9, 6);
    }
  });

  it('counts parts of a day', () => {
    const [atOnce, atNoon, nextDay] = [0, 0.5, 1].map((days) => recallAfter(days * DAY_MS, 1, weights));
    expect(atOnce).toBe(1);
    expect(atNoon).toBeLessThan(1);
    expect(nextDay).toBeLessThan(atNoon ?? 0);
  });

  it('follows the FSRS-6 curve with the decay of the weights', () => {
    for (const decay of [0.1, 0.1542, 0.5, 0.8]) {
      const own = [...weights.slice(0, 20), decay];
      const factor = 0.9 ** (-1 / decay) - 1;
      expect(recallAfter(30 * DAY_MS, 10, own)).toBeCloseTo((1 + factor * 3) ** -decay, 6);
    }
  });

  it('stays between 0 and 1 and only falls, even if a clock runs behind', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: -40 * DAY_MS, max: 9000 * DAY_MS }), (moment, laterMs) => {
        const { memory, nowMs, settings } = moment;
        const now = recall(memory, nowMs, settings.weights);
        expect(now).toBeGreaterThanOrEqual(0);
        expect(now).toBeLessThanOrEqual(1);
        if (laterMs >= 0) expect(recall(memory, nowMs + laterMs, settings.weights)).toBeLessThanOrEqual(now);
        else expect(recall(memory, nowMs + laterMs, settings.weights)).toBeGreaterThanOrEqual(now);
      }),
    );
  });

  it('of a new card is 0', () => {
    expect(recall(NEW, 0, weights)).toBe(0);
  });
});
