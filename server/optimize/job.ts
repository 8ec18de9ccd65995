// The training that runs, and its progress.
import type { PlanId } from '../schedule/ids.ts';
import type { SettingsDesk } from '../settings/settings.ts';
import { historyInLog } from './log.ts';
import { type Optimized, optimize } from './optimize.ts';

/** A training of weights and its progress. */
export interface OptimizeJob {
  readonly status: 'running' | 'done' | 'cancelled' | 'failed';
  /** The plans whose weights are trained; all have the same. */
  readonly planIds: readonly PlanId[];
  /** Steps of the training. */
  readonly done: number;
  readonly total: number;
  /** The result; null until it is done. */
  readonly result: Optimized | null;
  /** Why it failed; null if it did not. */
  readonly error: string | null;
}

export interface Optimizer {
  /** The running job, or the last one; null before the first. */
  job(): OptimizeJob | null;
  /**
   * Trains weights on the learner's reviews of some plans and adopts them there if they predict better.
   * Returns at once.
   */
  start(planIds: readonly PlanId[], options: { readonly force: boolean }): OptimizeJob;
  /** Cancels the running job, unless its weights are being adopted already. Resolves when it has ended. */
  cancel(): Promise<OptimizeJob | null>;
}

/** Runs one job at a time. `failed` receives unexpected errors. */
export function createOptimizer(settings: SettingsDesk, failed: (error: unknown) => void): Optimizer {
  let job: OptimizeJob | null = null;
  let controller = new AbortController();
  let ended: Promise<void> = Promise.resolve();

  const run = async (planIds: readonly PlanId[], force: boolean, signal: AbortSignal): Promise<Optimized> => {
    const { desk } = settings;
    const [first = ''] = planIds;
    const { weights, relearningStepsMs } = desk.schedulerOf(first);
    const optimized = await optimize(await historyInLog(desk, new Set(planIds)), {
      weights,
      relearningSteps: relearningStepsMs.length,
      force,
      signal,
      onProgress: (done, total) => {
        if (job) job = { ...job, done, total };
      },
    });
    signal.throwIfAborted();
    if (optimized.trained && optimized.adopted) {
      const { reviews, splits } = optimized;
      const patch = { weights: [...optimized.weights] };
      await settings.change(
        planIds.map((id) => ({ scope: 'plan', id, patch })),
        {
          cause: isBetter(optimized) ? 'optimised' : 'optimised, though no better',
          score: { ...splits.after, reviews },
        },
      );
    }
    return optimized;
  };

  const follow = async (started: OptimizeJob, force: boolean, { signal }: AbortController): Promise<void> => {
    try {
      const result = await run(started.planIds, force, signal);
      job = { ...(job ?? started), status: 'done', result };
    } catch (error) {
      const status = signal.aborted ? 'cancelled' : 'failed';
      if (status === 'failed') failed(error);
      const reason = error instanceof Error ? error.message : String(error);
      job = { ...(job ?? started), status, error: status === 'failed' ? reason : null };
    }
  };

  return {
    job: () => job,
    start(planIds, { force }) {
      if (job?.status === 'running') throw new Error('A training is running already.');
      const started: OptimizeJob = {
        status: 'running',
        planIds,
        done: 0,
        total: 0,
        result: null,
        error: null,
      };
      job = started;
      controller = new AbortController();
      ended = follow(started, force, controller);
      return started;
    },
    async cancel() {
      controller.abort();
      await ended;
      return job;
    },
  };
}

function isBetter(optimized: Extract<Optimized, { readonly trained: true }>): boolean {
  return optimized.splits.after.logLoss < optimized.splits.before.logLoss;
}
