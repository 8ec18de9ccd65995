// Probability of recall.
import { forgettingCurve } from './algorithm.ts';
import { DAY_MS } from './study-day.ts';
import type { Memory } from './types.ts';

/**
 * The probability, 0–1, that a card is recalled at an instant. Days count with their fractions since the last
 * review; a clock that runs behind counts as no time at all, so recall is never above 1. A new card has 0.
 */
export function recall(memory: Memory, atMs: number, weights: readonly number[]): number {
  if (memory.state === 'new') return 0;
  return recallAfter(atMs - memory.lastReviewedAtMs, memory.stability, weights);
}

/** The same from the time since the last review in milliseconds and the stability in days. */
export function recallAfter(elapsedMs: number, stability: number, weights: readonly number[]): number {
  return forgettingCurve(weights)(Math.max(0, elapsedMs) / DAY_MS, stability);
}
