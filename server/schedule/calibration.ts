// How far predictions are off for whole groups of cards.

/** Trials whose predicted recall lies close together, such as in one tenth of 0–1. */
export interface CalibrationBin {
  readonly reviews: number;
  /** Mean recall predicted, and the share that was recalled, 0–1; null without reviews. */
  readonly predicted: number | null;
  readonly measured: number | null;
}

/** Assumed for weights that were never tried on the learner: the RMSE(bins) of FSRS-6's defaults on a real log. */
const UNTRIED = 0.076;
/** How many trials that assumption is worth. */
const UNTRIED_TRIALS = 100;

/**
 * How far, 0–1, the recall that weights predict is off for a whole group of cards: c² = Σn((m − p)² − p(1 − p) ÷ n)
 * ÷ Σn over the bins, with p the mean predicted and m the share recalled of n reviews. The subtrahend is what chance
 * alone adds (the expected square of a binomial share's error: the method of moments for random effects, as in
 * DerSimonian & Laird, 1986). It starts from what is assumed of untried weights, worth a hundred trials. Weights
 * look better than they are on the trials that they were trained on: measure them on others.
 */
export function calibrationError(bins: Iterable<CalibrationBin>): number {
  let count = UNTRIED_TRIALS;
  let squares = UNTRIED_TRIALS * UNTRIED ** 2;
  for (const { reviews, predicted, measured } of bins) {
    if (predicted === null || measured === null) continue;
    count += reviews;
    squares += reviews * (measured - predicted) ** 2 - predicted * (1 - predicted);
  }
  return Math.sqrt(Math.max(0, squares) / count);
}
