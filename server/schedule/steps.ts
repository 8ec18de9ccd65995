// Learning and relearning steps.
import { DAY_MS } from './study-day.ts';
import type { Memory, Rating, SchedulerSettings } from './types.ts';

/** A step that a card waits through before it is asked again. */
export interface Step {
  /** Index into the learning or relearning steps. */
  readonly index: number;
  readonly delayMs: number;
}

/**
 * The step that a grading leads to, as in Anki, or null where the card goes to review: again leads to the first
 * step, hard repeats the present one, good leads to the next, easy to review. A card in review only enters the
 * relearning steps when forgotten.
 */
export function stepAfter(memory: Memory, rating: Rating, settings: SchedulerSettings): Step | null {
  const steps = stepsOf(memory, settings);
  const first = steps[0];
  if (first === undefined) return null;
  if (rating === 'again') return { index: 0, delayMs: first };
  if (rating === 'easy' || memory.state === 'review') return null;
  const present = presentStep(memory, steps);
  return rating === 'hard' ? repeated(present, first, steps) : stepAt(present + 1, steps);
}

function stepsOf(memory: Memory, settings: SchedulerSettings): readonly number[] {
  const known = memory.state === 'review' || memory.state === 'relearning';
  return known ? settings.relearningStepsMs : settings.learningStepsMs;
}

/** There may be fewer steps now than when the card took its present one. */
function presentStep(memory: Memory, steps: readonly number[]): number {
  return memory.state === 'new' ? 0 : Math.min(memory.step, steps.length - 1);
}

/**
 * Hard on the first step waits longer than again, but not as long as good: the mean of the first two steps, or
 * half as much again as the only one, though at most a day more.
 */
function repeated(index: number, first: number, steps: readonly number[]): Step | null {
  if (index > 0) return stepAt(index, steps);
  const second = steps[1];
  const delayMs = second === undefined ? Math.min(first * 1.5, first + DAY_MS) : (first + second) / 2;
  return { index, delayMs: Math.round(delayMs) };
}

function stepAt(index: number, steps: readonly number[]): Step | null {
  const delayMs = steps[index];
  return delayMs === undefined ? null : { index, delayMs };
}
