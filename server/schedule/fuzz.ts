import { fractionOf } from './hash.ts';

/** The parts of an interval, in days, that widen its fuzz, and by how much. */
const PARTS = [
  { from: 2.5, to: 7, factor: 0.15 },
  { from: 7, to: 20, factor: 0.1 },
  { from: 20, to: Number.POSITIVE_INFINITY, factor: 0.05 },
] as const;

/** Whole days, inclusive at both ends, that an interval may be moved to, so that cards learnt together part. */
export interface FuzzRange {
  readonly from: number;
  readonly to: number;
}

/** The range of an interval in days: Anki's, so none below 2.5 days. */
export function fuzzRange(interval: number): FuzzRange {
  const shortest = PARTS[0].from;
  if (interval < shortest) return { from: Math.round(interval), to: Math.round(interval) };
  const width = PARTS.reduce((sum, { from, to, factor }) => {
    return sum + factor * Math.max(0, Math.min(interval, to) - from);
  }, 1);
  return { from: Math.round(interval - width), to: Math.round(interval + width) };
}

/** Where in its range a card's next interval falls, 0 to below 1: the same whenever and wherever it is asked. */
export function fuzzFraction(cardId: string, reps: number): number {
  return fractionOf(`${cardId} ${reps}`);
}

/**
 * Moves an interval of whole days within its range.
 *
 * @param fraction where in the range, 0 to below 1. One fraction keeps several intervals in their order.
 * @param previous the interval before: one that exceeded it still exceeds it when moved. 0 where there is none.
 * @param maximum wins over all else.
 */
export function fuzz(interval: number, fraction: number, previous: number, maximum: number): number {
  const range = fuzzRange(interval);
  const to = Math.min(range.to, maximum);
  const above = interval > previous ? Math.max(range.from, previous + 1) : range.from;
  const from = Math.min(above, to);
  return from + Math.floor(fraction * (to - from + 1));
}
