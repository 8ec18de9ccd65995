import { describe, expect, it } from 'vitest';
import {
  DEFAULT_SCHEDULER,
  DEFAULT_SESSION,
  schedulerId,
  weightsId,
} from '../../server/schedule/settings.ts';
import { WEIGHTS } from './vectors.ts';

describe('the defaults', () => {
  it('are the FSRS-6 weights as published', () => {
    expect(DEFAULT_SCHEDULER.weights).toEqual(WEIGHTS);
  });

  it('are steps of 1 and 10 minutes, a retention of 90%, 20 new cards and 200 reviews a day', () => {
    expect(DEFAULT_SCHEDULER).toMatchObject({
      desiredRetention: 0.9,
      learningStepsMs: [60_000, 600_000],
      relearningStepsMs: [600_000],
      maximumIntervalDays: 36_500,
    });
    expect(DEFAULT_SESSION).toMatchObject({ newPerDay: 20, reviewsPerDay: 200, learnAheadMs: 1_200_000 });
  });
});

describe('the id of weights', () => {
  it('depends only on the numbers', () => {
    expect(weightsId([...WEIGHTS])).toBe(weightsId(JSON.parse(JSON.stringify(WEIGHTS))));
    expect(weightsId(WEIGHTS)).toMatch(/^[0-9a-f]{16}$/);
  });

  it('is the same in every release', () => {
    expect(weightsId(WEIGHTS)).toBe('38a272f916903c99');
  });

  it('changes with the last digit of any of them, and with their order', () => {
    const ids = WEIGHTS.map((_, index) => weightsId(WEIGHTS.map((w, at) => (at === index ? w + 1e-8 : w))));
    const all = [...ids, weightsId([...WEIGHTS].reverse()), weightsId(WEIGHTS)];
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('the id of settings', () => {
  it('depends only on the values', () => {
    expect(schedulerId({ ...DEFAULT_SCHEDULER })).toBe(schedulerId(DEFAULT_SCHEDULER));
    expect(schedulerId(DEFAULT_SCHEDULER)).toMatch(/^[0-9a-f]{16}$/);
  });

  it('changes with each value', () => {
    const others = [
      { weights: WEIGHTS.map((weight) => weight + 1e-8) },
      { desiredRetention: 0.91 },
      { learningStepsMs: [600_000] },
      { relearningStepsMs: [60_000, 600_000] },
      { learningStepsMs: [], relearningStepsMs: [60_000, 600_000, 600_000] },
      { maximumIntervalDays: 365 },
      { loadBalance: false },
      { fuzz: false },
    ];
    const ids = [{}, ...others].map((other) => schedulerId({ ...DEFAULT_SCHEDULER, ...other }));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
