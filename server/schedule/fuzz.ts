// Fuzz: spreads intervals so that cards learnt together separate.

import { fractionOf } from './hash.ts';
import type { CardId } from './ids.ts';

/** The parts of an interval, in days, that widen its fuzz, and by how much. */
const PARTS = [
  { from: 2.5, to: 7, factor: 0.15 },
  { from: 7, to: 20, factor: 0.1 },
  { from: 20, to: Number.POSITIVE_INFINITY, factor: 0.05 },
] as const;

/** Whole days, inclusive at both ends, that an interval may be moved to, so that cards learnt together spread out. */
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
export function fuzzFraction(cardId: CardId, reps: number): number {
  return fractionOf(`${cardId} ${reps}`);
}

/**
 * The whole days that an interval may be moved to.
 *
 * @param previous the interval before: one that exceeded it still exceeds it when moved. 0 without one.
 * @param maximum wins over everything else.
 */
export function allowedRange(interval: number, previous: number, maximum: number): FuzzRange {
  const range = fuzzRange(interval);
  const to = Math.min(range.to, maximum);
  const above = interval > previous ? Math.max(range.from, previous + 1) : range.from;
  return { from: Math.min(above, to), to };
}

/** A day of a range. @param fraction where in it, 0 to below 1: one fraction keeps several ranges in their order. */
export function drawn({ from, to }: FuzzRange, fraction: number): number {
  return from + Math.floor(fraction * (to - from + 1));
}

/** Moves an interval of whole days within the range allowed. */
export function fuzz(interval: number, fraction: number, previous: number, maximum: number): number {
  return drawn(allowedRange(interval, previous, maximum), fraction);
}
