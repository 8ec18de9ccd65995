// FSRS-6 as ts-fsrs computes it, and its forgetting curve.
import { computeDecayFactor, FSRSAlgorithm, type FSRSParameters } from 'ts-fsrs';
import { memoizedByObject } from './memoized.ts';
import type { SchedulerSettings } from './types.ts';

const WEIGHTS = 21;
const MINUTE_MS = 60_000;

type AlgorithmSettings = Pick<
  SchedulerSettings,
  'weights' | 'desiredRetention' | 'relearningStepsMs' | 'maximumIntervalDays'
>;

/** Its parameters never change: the proxy with which ts-fsrs watches them takes longer than what it computes. */
class FixedAlgorithm extends FSRSAlgorithm {
  constructor(parameters: Partial<FSRSParameters>) {
    super(parameters);
    this.param = { ...this.param };
  }
}

/**
 * FSRS-6 with the weights, retention and maximum of the settings, fuzz off. Built once a settings object, since
 * `ts-fsrs` fixes its parameters at construction.
 *
 * @throws RangeError if there aren't 21 finite weights, the retention isn't above 0 and at
 * most 1, or the maximum isn't a whole number of days.
 */
export const algorithmOf = memoizedByObject((settings: AlgorithmSettings): FSRSAlgorithm => {
  const { weights, desiredRetention, relearningStepsMs, maximumIntervalDays } = settings;
  // ts-fsrs itself silently uses its defaults for all of these.
  checkWeights(weights);
  if (!(desiredRetention > 0 && desiredRetention <= 1)) {
    throw new RangeError(`A desired retention of ${desiredRetention} can't be met: use 0.70 to 0.97.`);
  }
  if (!Number.isInteger(maximumIntervalDays) || maximumIntervalDays < 1) {
    throw new RangeError(
      `A maximum interval of ${maximumIntervalDays} days can't be used: use whole days, 1 or more.`,
    );
  }
  return new FixedAlgorithm({
    w: weights,
    request_retention: desiredRetention,
    maximum_interval: maximumIntervalDays,
    // Several relearning steps lower the ceiling of the same-day weights, hence their number matters.
    relearning_steps: relearningStepsMs.map((ms) => `${ms / MINUTE_MS}m` as const),
    enable_fuzz: false,
    enable_short_term: true,
  });
});

type Curve = (days: number, stability: number) => number;

/**
 * The forgetting curve R(t, S) = (1 + factor · t ÷ S)^−w₂₀ of FSRS-6, with factor = 0.9^(−1 ÷ w₂₀) − 1, so that
 * R(S, S) = 0.9; t and S in days.
 *
 * @throws RangeError if there aren't 21 finite weights.
 */
export const forgettingCurve = memoizedByObject((weights: readonly number[]): Curve => {
  checkWeights(weights);
  // As in ts-fsrs, but it finds the factor again each time, which takes longer than everything else.
  const { decay, factor } = computeDecayFactor(new FSRSAlgorithm({ w: weights }).parameters.w);
  return (days, stability) => rounded((1 + (factor * days) / stability) ** decay);
});

/** To 8 decimals. */
function rounded(share: number): number {
  return Math.round(share * 1e8) / 1e8;
}

function checkWeights(weights: readonly number[]): void {
  if (weights.length !== WEIGHTS || !weights.every(Number.isFinite)) {
    throw new RangeError(
      `FSRS-6 takes ${WEIGHTS} finite weights; these are ${weights.length}: [${weights}].`,
    );
  }
}
