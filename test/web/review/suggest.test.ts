import { describe, expect, it } from 'vitest';
import { suggestedRating } from '../../../web/review/suggest.ts';

describe('the suggested grade of an explanation', () => {
  it.each([
    [0, 4, 'again'],
    [1, 3, 'again'],
    [1, 2, 'hard'],
    [2, 3, 'hard'],
    [3, 4, 'good'],
    [4, 4, 'good'],
  ])('%i of %i points suggest %s', (ticked, all, rating) => {
    expect(suggestedRating(Array.from({ length: all }, (_, i) => i < ticked))).toBe(rating);
  });
});
