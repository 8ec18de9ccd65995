// Tests of memory: what reviews showed of predicted recall.
import { recall } from './recall.ts';
import { DAY_MS } from './study-day.ts';
import type { Grading, Memory, Trials } from './types.ts';

export const NO_TRIALS: Trials = { count: 0, passed: 0, predicted: 0, surprise: 0, information: 0 };

/** After this long, a review says half as much about today. */
const HALF_LIFE_MS = 180 * DAY_MS;

/** The trials of a card after one more grading; `before` is its memory until then. */
export function trialsAfter(
  trials: Trials,
  before: Memory,
  { rating, reviewedAtMs, studyDay }: Grading,
  weights: readonly number[],
): Trials {
  if (before.state === 'new') return trials;
  const then = fadedTrials(trials, reviewedAtMs - before.lastReviewedAtMs);
  if (studyDay <= before.lastStudyDay) return then;
  const predicted = recall(before, reviewedAtMs, weights);
  const passed = rating === 'again' ? 0 : 1;
  return {
    count: then.count + 1,
    passed: then.passed + passed,
    predicted: then.predicted + predicted,
    surprise: then.surprise + passed - predicted,
    information: then.information + predicted * (1 - predicted),
  };
}

/** The same some time later: ω = ½^(age ÷ 180 d) falls for all of them alike. */
export function fadedTrials(trials: Trials, elapsedMs: number): Trials {
  const left = trialsLeft(elapsedMs);
  const { count, passed, predicted, surprise, information } = trials;
  return { count, passed, predicted, surprise: surprise * left, information: information * left };
}

/** Adds a card's trials, as they are some time after its last review, to a sum. */
export function addTrials(
  sum: { -readonly [figure in keyof Trials]: number },
  trials: Trials,
  elapsedMs: number,
): void {
  const left = trialsLeft(elapsedMs);
  sum.count += trials.count;
  sum.passed += trials.passed;
  sum.predicted += trials.predicted;
  sum.surprise += left * trials.surprise;
  sum.information += left * trials.information;
}

/** The share of surprise and information that is left after some time; a clock that runs behind adds nothing. */
function trialsLeft(elapsedMs: number): number {
  return 0.5 ** (Math.max(0, elapsedMs) / HALF_LIFE_MS);
}
