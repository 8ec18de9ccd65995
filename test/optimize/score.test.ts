import { FSRSBinding, FSRSBindingItem, FSRSBindingReview } from '@open-spaced-repetition/binding';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatherHistory } from '../../server/optimize/history.ts';
import { type Item, itemsOf } from '../../server/optimize/items.ts';
import { predict, scoreOf } from '../../server/optimize/score.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import { reviewsOf } from '../support/reviews.ts';

const WEIGHTS = DEFAULT_SCHEDULER.weights;

function itemsOn(...cards: readonly Parameters<typeof reviewsOf>[]): readonly Item[] {
  const history = gatherHistory();
  for (const card of cards) history.add(reviewsOf(...card));
  return itemsOf(history.done());
}

describe('the items that FSRS is trained on', () => {
  it('are the reviews on a later day than the one before', () => {
    const items = itemsOn(['a', [3, 3, 4, 4, 9]]);
    expect(items.map(({ index }) => index)).toEqual([2, 4]);
    expect([...(items[0]?.sequence.elapsedDays ?? [])]).toEqual([0, 0, 1, 0, 5]);
  });

  it('come in order of time, whatever the card', () => {
    const days = itemsOn(['a', [0, 2, 9]], ['b', [1, 4, 5]]).map(({ atMs }) => Math.floor(atMs / 86_400_000));
    expect(days).toEqual([2, 4, 5, 9]);
  });

  it('treat an earlier local date as the same day', () => {
    expect(itemsOn(['a', [5, 4, 6]]).map(({ sequence }) => [...sequence.elapsedDays])).toEqual([[0, 0, 2]]);
  });

  it('end at the 64th review of a card', () => {
    expect(itemsOn(['a', Array.from({ length: 100 }, (_, day) => day)])).toHaveLength(63);
  });
});

describe('the score of predictions', () => {
  const forgotten = itemsOn(['a', [0, 3], ['good', 'again']]);
  const recalled = itemsOn(['a', [0, 3]]);

  it('is the surprise at the outcomes', () => {
    expect(scoreOf(recalled, [0.9]).logLoss).toBeCloseTo(-Math.log(0.9), 12);
    expect(scoreOf(forgotten, [0.9]).logLoss).toBeCloseTo(-Math.log(0.1), 12);
    expect(scoreOf([...recalled, ...forgotten], [0.9, 0.9]).logLoss).toBeCloseTo(-Math.log(0.09) / 2, 12);
  });

  it('compares the share recalled with the share predicted, among similar reviews', () => {
    expect(scoreOf([...recalled, ...forgotten], [0.9, 0.7]).rmseBins).toBeCloseTo(0.3, 12);
    const muchLater = itemsOn(['b', [0, 300], ['good', 'again']]);
    expect(scoreOf([...recalled, ...muchLater], [1, 0.5]).rmseBins).toBeCloseTo(Math.sqrt(0.25 / 2), 12);
  });

  it('does not depend on the order of the reviews', () => {
    const items = itemsOn(
      ['a', [0, 3, 9, 9, 20], ['good', 'again', 'good']],
      ['b', [1, 2, 5], ['again', 'hard', 'easy']],
    );
    const score = scoreOf(items, predict(items, WEIGHTS));
    const reversed = [...items].reverse();
    const again = scoreOf(reversed, predict(reversed, WEIGHTS));
    expect(again.logLoss).toBeCloseTo(score.logLoss, 12);
    expect(again.rmseBins).toBeCloseTo(score.rmseBins, 12);
  });
});

describe('predicted recall', () => {
  const histories = fc.array(fc.tuple(fc.constantFrom(...RATINGS), fc.integer({ min: 0, max: 60 })), {
    minLength: 1,
    maxLength: 20,
  });

  it('equals that of fsrs-rs', () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 1, max: 100 }), (before, days) => {
        let day = 0;
        const studyDays = before.map(([, elapsed], index) => (day += index === 0 ? 0 : elapsed));
        const ratings = before.map(([rating]) => rating);
        const item = itemsOn(['a', [...studyDays, day + days], ratings]).at(-1);
        if (!item) throw new Error('a later day gives an item');
        const [ours] = predict([item], WEIGHTS);
        expect(ours).toBeCloseTo(theirs(item), 4);
      }),
      { numRuns: 50 },
    );
  });

  /** Where an item was recalled each time, the mean surprise at it is −ln of what was predicted. */
  function theirs({ sequence, index }: Item): number {
    const reviews = Array.from(sequence.ratings.subarray(0, index + 1), (rating, place) => {
      return new FSRSBindingReview(place === index ? 3 : rating, sequence.elapsedDays[place] ?? 0);
    });
    const manyTimes = Array.from({ length: 40 }, () => new FSRSBindingItem(reviews));
    return Math.exp(-new FSRSBinding([...WEIGHTS]).evaluate(manyTimes).logLoss);
  }
});
