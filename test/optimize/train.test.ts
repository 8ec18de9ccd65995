import { describe, expect, it } from 'vitest';
import { itemsOf } from '../../server/optimize/items.ts';
import { Cancelled, train } from '../../server/optimize/train.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import { checkValues } from '../../server/settings/fields.ts';
import { HAS_REAL_LOG, REAL_LOG_ABSENT, realHistory } from './real-log.ts';
import { learner } from './reviews.ts';

const SETTINGS = { weights: DEFAULT_SCHEDULER.weights, relearningSteps: 1 };
const UNWATCHED = { progress: () => {}, cancelled: () => false };

describe('training on a real log of 12,580 reviews', () => {
  it('gives the figures known of it, to the fourth digit', async ({ skip }) => {
    skip(!HAS_REAL_LOG, REAL_LOG_ABSENT);
    const history = realHistory();
    expect(itemsOf(history)).toHaveLength(6276);
    const steps: [number, number][] = [];
    const trained = await train(
      { history, ...SETTINGS },
      { ...UNWATCHED, progress: (done, total) => steps.push([done, total]) },
    );
    if (!trained.trained) throw new Error(trained.reason);
    const rounded = (figure: number) => Number(figure.toFixed(4));
    const scores = [trained.before, trained.after, trained.crossValidated];
    expect(scores.map(({ logLoss, rmseBins }) => [rounded(logLoss), rounded(rmseBins)])).toEqual([
      [0.4466, 0.0756],
      [0.4387, 0.0517],
      [0.4455, 0.0725],
    ]);
    expect(trained.splits.after.logLoss).toBeLessThan(trained.splits.before.logLoss);
    expect(trained.weights).toHaveLength(21);
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7].map((done) => [done, 7]));
  });

  it('ends when it is asked to', async ({ skip }) => {
    skip(!HAS_REAL_LOG, REAL_LOG_ABSENT);
    const done: number[] = [];
    const training = train(
      { history: realHistory(), ...SETTINGS },
      { progress: (step) => done.push(step), cancelled: () => done.length > 0 },
    );
    await expect(training).rejects.toThrow(Cancelled);
    expect(done).toEqual([1]);
  });
});

describe('trained weights', () => {
  it('can be set as they are, also where one is at its bound', async () => {
    const history = learner({ cards: 150, weights: SETTINGS.weights });
    const trained = await train({ history, ...SETTINGS }, UNWATCHED);
    if (!trained.trained) throw new Error(trained.reason);
    expect(trained.weights[20]).toBe(0.1);
    expect(() => checkValues({ weights: [...trained.weights] })).not.toThrow();
  });
});
