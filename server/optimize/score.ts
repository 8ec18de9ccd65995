// Log loss and RMSE(bins) of predictions.
import type { FSRSState, Grade } from 'ts-fsrs';
import { algorithmOf, forgettingCurve } from '../schedule/algorithm.ts';
import { type Cell, cellOf, rmseBins } from '../schedule/rmse-bins.ts';
import { DEFAULT_SCHEDULER } from '../schedule/settings.ts';
import type { Item, Sequence } from './items.ts';

/** How far predictions were from the outcomes; lower is better. */
export interface Score {
  /** Mean of −ln of the probability given to the outcome: −ln R if the card was recalled, otherwise −ln(1 − R). */
  readonly logLoss: number;
  /** Over cells of items with like intervals, numbers of reviews and lapses (server/schedule/rmse-bins.ts). */
  readonly rmseBins: number;
}

/** Scores the recall that was predicted for each item, 0–1. */
export function scoreOf(items: readonly Item[], predictions: readonly number[]): Score {
  const cells = new Map<string, { -readonly [figure in keyof Cell]: number }>();
  let loss = 0;
  items.forEach((item, i) => {
    const predicted = predictions[i] ?? 0;
    const recalled = isRecalled(item) ? 1 : 0;
    loss -= Math.log(recalled ? predicted : 1 - predicted);
    const name = cellOfItem(item);
    const cell = cells.get(name) ?? { reviews: 0, passed: 0, predicted: 0 };
    cells.set(name, cell);
    cell.reviews += 1;
    cell.passed += recalled;
    cell.predicted += predicted;
  });
  return { logLoss: loss / items.length, rmseBins: rmseBins(cells.values()) ?? Number.NaN };
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

function cellOfItem({ sequence, index }: Item): string {
  let [spaced, lapses] = [0, 0];
  for (let i = 0; i < index; i++) {
    if ((sequence.elapsedDays[i] ?? 0) < 1) continue;
    spaced += 1;
    if (sequence.ratings[i] === 1) lapses += 1;
  }
  return cellOf(sequence.elapsedDays[index] ?? 0, spaced, lapses);
}
