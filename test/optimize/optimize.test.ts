import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { gatherHistory } from '../../server/optimize/history.ts';
import { optimize } from '../../server/optimize/optimize.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import { LOGS } from '../support/logs.ts';
import { gradingsIn, historyOf } from '../support/review-log.ts';
import { learner, reviewsOf } from '../support/reviews.ts';

const THREAD = fileURLToPath(new URL('../../dist/server/optimize/thread.js', import.meta.url));
const NOT_BUILT = `${THREAD} is absent: run npm run types first`;
const OPTIONS = { weights: DEFAULT_SCHEDULER.weights, relearningSteps: 1 };

describe('training weights', () => {
  it('says so below 64 reviews, and trains nothing', async () => {
    const history = gatherHistory();
    history.add(reviewsOf('a', [0, 1, 3, 8]));
    expect(await optimize(history.done(), OPTIONS)).toEqual({
      trained: false,
      reason: expect.stringMatching(/^Training needs 64 reviews, and there are 4\./),
      shortage: { of: 'reviews', reviews: 4 },
    });
  });

  it('says so if hardly any review came on a later day', async ({ skip }) => {
    skip(!existsSync(THREAD), NOT_BUILT);
    const history = gatherHistory();
    for (let card = 0; card < 40; card++)
      history.add(reviewsOf(`card-${card}`, [0, 0, ...(card < 3 ? [4] : [])]));
    expect(await optimize(history.done(), OPTIONS)).toEqual({
      trained: false,
      reason: expect.stringMatching(/^Only 3 reviews came a day or more after/),
      shortage: { of: 'later-reviews', reviews: 3 },
    });
  });

  it.for(LOGS)('adopts weights that predict held-out reviews of %s better', async ([, log], { skip }) => {
    skip(!existsSync(THREAD), NOT_BUILT);
    const steps: string[] = [];
    const optimized = await optimize(historyOf(gradingsIn(log.csv(skip))), {
      ...OPTIONS,
      onProgress: (done, total) => steps.push(`${done}/${total}`),
    });
    const { reviews, items } = log;
    expect(optimized).toMatchObject({ trained: true, adopted: true, reviews, items });
    expect(steps).toEqual(['1/7', '2/7', '3/7', '4/7', '5/7', '6/7', '7/7']);
  });

  it('keeps weights that it trained on the same reviews before, unless forced', async ({ skip }) => {
    skip(!existsSync(THREAD), NOT_BUILT);
    const history = learner({ cards: 300, weights: DEFAULT_SCHEDULER.weights });
    const { weights } = await trained(optimize(history, OPTIONS));
    const again = await trained(optimize(history, { ...OPTIONS, weights }));
    expect(again.splits.after.logLoss).toBeGreaterThanOrEqual(again.splits.before.logLoss);
    expect(again).toMatchObject({ adopted: false, weights });
    const forced = await optimize(history, { ...OPTIONS, weights, force: true });
    expect(forced).toMatchObject({ adopted: true, weights });
  });

  it('does not block other requests', async ({ skip }) => {
    skip(!existsSync(THREAD), NOT_BUILT);
    const history = learner({ cards: 2_000, weights: DEFAULT_SCHEDULER.weights });
    let turns = 0;
    const turning = setInterval(() => turns++, 5);
    await optimize(history, OPTIONS);
    clearInterval(turning);
    expect(turns).toBeGreaterThan(20);
  });

  it('stops on request, with the given reason', async ({ skip }) => {
    skip(!existsSync(THREAD), NOT_BUILT);
    const history = learner({ cards: 300, weights: DEFAULT_SCHEDULER.weights });
    const controller = new AbortController();
    const reason = new Error('the learner has changed their mind');
    const optimizing = optimize(history, {
      ...OPTIONS,
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    });
    await expect(optimizing).rejects.toBe(reason);
    await expect(optimize(history, { ...OPTIONS, signal: controller.signal })).rejects.toBe(reason);
  });
});

async function trained(optimizing: ReturnType<typeof optimize>) {
  const optimized = await optimizing;
  if (!optimized.trained) throw new Error(optimized.reason);
  return optimized;
}
