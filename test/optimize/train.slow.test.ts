import {
  computeParameters,
  evaluateWithTimeSeriesSplits,
  FSRSBinding,
  FSRSBindingItem,
  FSRSBindingReview,
} from '@open-spaced-repetition/binding';
import { describe, expect, it } from 'vitest';
import type { ReviewHistory } from '../../server/optimize/history.ts';
import { itemsOf } from '../../server/optimize/items.ts';
import { predict, type Score } from '../../server/optimize/score.ts';
import { Cancelled, type TrainingControl, train } from '../../server/optimize/train.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import { type Grading, RATINGS } from '../../server/schedule/types.ts';
import { checkValues } from '../../server/settings/fields.ts';
import { generatedLearner, LOGS, REAL_LOG } from '../support/logs.ts';
import { byCard, gradingsIn, historyOf } from '../support/review-log.ts';
import { learner } from '../support/reviews.ts';
import { asCsv, TRUE_WEIGHTS } from '../support/simulated-learner.ts';

const SETTINGS = { weights: DEFAULT_SCHEDULER.weights, relearningSteps: 1 };
const UNWATCHED: TrainingControl = { progress: () => {}, cancelled: () => false };

async function trainOn(history: ReviewHistory, control: TrainingControl = UNWATCHED) {
  const trained = await train({ history, ...SETTINGS }, control);
  if (!trained.trained) throw new Error(trained.reason);
  return trained;
}

/** What fsrs-rs itself learns from, in the order of time. */
function fsrsItems(gradings: readonly Grading[]): FSRSBindingItem[] {
  const items = [...byCard(gradings).values()].flatMap((ofCard) => {
    const reviews = ofCard.map(({ rating, studyDay }, place) => {
      const before = ofCard[place - 1]?.studyDay ?? studyDay;
      return {
        studyDay,
        before,
        review: new FSRSBindingReview(RATINGS.indexOf(rating) + 1, studyDay - before),
      };
    });
    return ofCard.slice(0, 64).flatMap(({ studyDay, reviewedAtMs }, place) => {
      if (studyDay === (reviews[place]?.before ?? studyDay)) return [];
      const upTo = reviews.slice(0, place + 1).map(({ review }) => review);
      return [{ reviewedAtMs, item: new FSRSBindingItem(upTo) }];
    });
  });
  return items.sort((a, b) => a.reviewedAtMs - b.reviewedAtMs).map(({ item }) => item);
}

describe.each(LOGS)('training on %s', (_, log) => {
  it('gives the weights and the figures of fsrs-rs', async ({ skip }) => {
    const gradings = gradingsIn(log.csv(skip));
    const steps: [number, number][] = [];
    const progress = (done: number, total: number) => steps.push([done, total]);
    const trained = await trainOn(historyOf(gradings), { ...UNWATCHED, progress });
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7].map((done) => [done, 7]));
    const items = fsrsItems(gradings);
    expect([items.length, trained.items]).toEqual([log.items, log.items]);
    const options = { enableShortTerm: true, numRelearningSteps: 1 };
    const weights = await computeParameters(items, options);
    expect(trained.weights).toEqual(weights.map((weight) => Number(weight.toPrecision(7))));
    expectSame(trained.before, new FSRSBinding([...SETTINGS.weights]).evaluate(items));
    expectSame(trained.after, new FSRSBinding([...trained.weights]).evaluate(items));
    expectSame(trained.crossValidated, await evaluateWithTimeSeriesSplits(items, options));
    expect(trained.splits.after.logLoss).toBeLessThan(trained.splits.before.logLoss);
  });

  it('stops on request', async ({ skip }) => {
    const done: number[] = [];
    const training = trainOn(historyOf(gradingsIn(log.csv(skip))), {
      progress: (step) => done.push(step),
      cancelled: () => done.length > 0,
    });
    await expect(training).rejects.toThrow(Cancelled);
    expect(done).toEqual([1]);
  });
});

/** fsrs-rs sums over its bins in no order, in single precision. */
function expectSame(ours: Score, theirs: Score): void {
  expect(ours.logLoss).toBeCloseTo(theirs.logLoss, 6);
  expect(ours.rmseBins).toBeCloseTo(theirs.rmseBins, 6);
}

describe('training on a real log of 12,580 reviews', () => {
  it('gives the figures known of it, to the fourth digit', async ({ skip }) => {
    const trained = await trainOn(historyOf(gradingsIn(REAL_LOG.csv(skip))));
    const rounded = (figure: number) => Number(figure.toFixed(4));
    const scores = [trained.before, trained.after, trained.crossValidated];
    expect(scores.map(({ logLoss, rmseBins }) => [rounded(logLoss), rounded(rmseBins)])).toEqual([
      [0.4466, 0.0756],
      [0.4387, 0.0517],
      [0.4455, 0.0725],
    ]);
  });
});

describe('training on a log whose truth is known', () => {
  it('comes closer to the true recall than the default weights, nearly as close as the true ones', async () => {
    const { gradings } = generatedLearner();
    const history = historyOf(gradingsIn(asCsv(gradings)));
    const { weights } = await trainOn(history);
    const truth = new Map(gradings.map(({ reviewedAtMs, trueRecall }) => [reviewedAtMs, trueRecall]));
    const items = itemsOf(history).map((item) => ({ item, truth: truth.get(item.atMs) ?? Number.NaN }));
    /** The root of the mean squared distance of predictions from the truth. */
    const distance = (by: readonly number[]) => {
      const predicted = predict(
        items.map(({ item }) => item),
        by,
      );
      const squares = items.map(({ truth: recall }, at) => ((predicted[at] ?? 0) - recall) ** 2);
      return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
    };
    expect(distance(weights)).toBeLessThan(1.1 * distance(TRUE_WEIGHTS));
    expect(distance(weights)).toBeLessThan(0.75 * distance(SETTINGS.weights));
  });
});

describe('trained weights', () => {
  it('can be set as they are, even if one is at its bound', async () => {
    const history = learner({ cards: 150, weights: SETTINGS.weights });
    const trained = await train({ history, ...SETTINGS }, UNWATCHED);
    if (!trained.trained) throw new Error(trained.reason);
    expect(trained.weights[20]).toBe(0.1);
    expect(() => checkValues({ weights: [...trained.weights] })).not.toThrow();
  });
});
