// Log loss and RMSE(bins) of predictions.
import type { FSRSState, Grade } from 'ts-fsrs';
import { algorithmOf, forgettingCurve } from '../schedule/algorithm.ts';
import { DEFAULT_SCHEDULER } from '../schedule/settings.ts';
import type { Item, Sequence } from './items.ts';

/** How far predictions were from the outcomes; lower is better. */
export interface Score {
  /** Mean of −ln of the probability given to the outcome: −ln R if the card was recalled, otherwise −ln(1 − R). */
  readonly logLoss: number;
  /**
   * √(Σ nᵢ (mean Rᵢ − share recalledᵢ)² ÷ Σ nᵢ) over bins of items with similar intervals, numbers of reviews and
   * lapses, as srs-benchmark defines it.
   */
  readonly rmseBins: number;
}

interface Bin {
  count: number;
  predicted: number;
  recalled: number;
}

/** Scores the recall that was predicted for each item, 0–1. */
export function scoreOf(items: readonly Item[], predictions: readonly number[]): Score {
  const bins = new Map<string, Bin>();
  let loss = 0;
  items.forEach((item, i) => {
    const predicted = predictions[i] ?? 0;
    const recalled = isRecalled(item) ? 1 : 0;
    loss -= Math.log(recalled ? predicted : 1 - predicted);
    const key = binOf(item);
    const bin = bins.get(key) ?? { count: 0, predicted: 0, recalled: 0 };
    bins.set(key, bin);
    bin.count += 1;
    bin.predicted += predicted;
    bin.recalled += recalled;
  });
  let squares = 0;
  for (const { count, predicted, recalled } of bins.values()) squares += (predicted - recalled) ** 2 / count;
  return { logLoss: loss / items.length, rmseBins: Math.sqrt(squares / items.length) };
}

/** The recall, 0–1, that weights predict for each item from the reviews before it, in whole study days. */
export function predict(items: readonly Item[], weights: readonly number[]): readonly number[] {
  const stabilities = new Map<Sequence, Float64Array>();
  const algorithm = algorithmOf({ ...DEFAULT_SCHEDULER, weights });
  const curve = forgettingCurve(weights);
  return items.map(({ sequence, index }) => {
    const known = stabilities.get(sequence) ?? stabilitiesOf(sequence, algorithm);
    stabilities.set(sequence, known);
    return curve(sequence.elapsedDays[index] ?? 0, known[index - 1] ?? 0);
  });
}

/** Stability after each review of a card. */
function stabilitiesOf(
  { ratings, elapsedDays }: Sequence,
  algorithm: ReturnType<typeof algorithmOf>,
): Float64Array {
  let state: FSRSState | null = null;
  return Float64Array.from(ratings, (rating, index) => {
    state = algorithm.next_state(state, elapsedDays[index] ?? 0, gradeOf(rating));
    return state.stability;
  });
}

function gradeOf(rating: number): Grade {
  if (rating === 1 || rating === 2 || rating === 3 || rating === 4) return rating;
  throw new RangeError(`A rating must be 1, 2, 3 or 4, not ${rating}.`);
}

function isRecalled({ sequence, index }: Item): boolean {
  return (sequence.ratings[index] ?? 0) > 1;
}

/** Bases of the bins of srs-benchmark: each bin is this many times as wide as the one before. */
const INTERVAL_BASE = 3.62;
const LENGTH_BASE = 1.89;
const LAPSES_BASE = 1.73;

function binOf({ sequence, index }: Item): string {
  let reviews = 0;
  let lapses = 0;
  for (let i = 0; i <= index; i++) {
    if ((sequence.elapsedDays[i] ?? 0) < 1) continue;
    reviews += 1;
    if (i < index && sequence.ratings[i] === 1) lapses += 1;
  }
  const interval = step(sequence.elapsedDays[index] ?? 0, INTERVAL_BASE);
  return `${interval} ${step(reviews + 1, LENGTH_BASE)} ${lapses === 0 ? '-' : step(lapses, LAPSES_BASE)}`;
}

function step(value: number, base: number): number {
  return Math.floor(Math.log(value) / Math.log(base));
}
