/** RMSE(bins), by which srs-benchmark and fsrs-rs say how far predicted recalls are from what happened. */

/** Reviews that are alike. */
export interface Cell {
  readonly reviews: number;
  readonly passed: number;
  /** The recall predicted for them, summed. */
  readonly predicted: number;
}

/** Each step of a scale is this many times as wide as the one before. */
const INTERVAL_BASE = 3.62;
const LENGTH_BASE = 1.89;
const LAPSES_BASE = 1.73;

/**
 * The cell of a review that comes a day or more after the one before it.
 *
 * @param elapsedDays since the review before.
 * @param spaced the reviews before it that came a day or more after the one before them.
 * @param lapses those of them that failed.
 */
export function cellOf(elapsedDays: number, spaced: number, lapses: number): string {
  const length = step(spaced + 2, LENGTH_BASE);
  return [step(elapsedDays, INTERVAL_BASE), length, lapses === 0 ? '-' : step(lapses, LAPSES_BASE)].join();
}

function step(count: number, base: number): number {
  return Math.floor(Math.log(count) / Math.log(base));
}

/** √(Σ n · (mean predicted − share passed)² ÷ Σ n) over the cells; null where there are no reviews. */
export function rmseBins(cells: Iterable<Cell>): number | null {
  let squares = 0;
  let all = 0;
  for (const { reviews, passed, predicted } of cells) {
    squares += (predicted - passed) ** 2 / reviews;
    all += reviews;
  }
  return all === 0 ? null : Math.sqrt(squares / all);
}
