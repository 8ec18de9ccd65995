import type { FSRSState, Grade } from 'ts-fsrs';
import { algorithmOf } from './algorithm.ts';
import { fuzz, fuzzFraction } from './fuzz.ts';
import { type Step, stepAfter } from './steps.ts';
import { DAY_MS } from './study-day.ts';
import type { Grading, Memory, Rating, SchedulerSettings } from './types.ts';

/** A memory that holds at least one review. */
export type Seen = Exclude<Memory, { state: 'new' }>;

export const NEW: Memory = { state: 'new' };

const GRADE = { again: 1, hard: 2, good: 3, easy: 4 } as const satisfies Record<Rating, Grade>;

/** What a grading leaves: the memory, and the step it waits through (null where it waits for a study day). */
export interface Graded {
  readonly memory: Seen;
  readonly delayMs: number | null;
}

/** One step of the fold that is a card's memory: FSRS-6 over the whole study days since the review before. */
export function grade(before: Memory, grading: Grading, settings: SchedulerSettings): Graded {
  const { rating, studyDay } = grading;
  const step = stepAfter(before, rating, settings);
  const intervalDays = step ? Math.floor(step.delayMs / DAY_MS) : intervalAfter(before, grading, settings);
  const seen = before.state === 'new' ? null : before;
  return {
    memory: {
      state: stateAfter(before, step),
      step: step?.index ?? 0,
      ...fsrsAfter(before, rating, studyDay, settings),
      reps: (seen?.reps ?? 0) + 1,
      lapses: (seen?.lapses ?? 0) + (before.state === 'review' && rating === 'again' ? 1 : 0),
      firstStudyDay: seen?.firstStudyDay ?? studyDay,
      lastStudyDay: studyDay,
      lastReviewedAtMs: grading.reviewedAtMs,
      intervalDays,
    },
    delayMs: step && intervalDays === 0 ? step.delayMs : null,
  };
}

function stateAfter(before: Memory, step: Step | null): Seen['state'] {
  if (!step) return 'review';
  return before.state === 'review' || before.state === 'relearning' ? 'relearning' : 'learning';
}

/** Stability and difficulty as `ts-fsrs` rounds them, to 8 decimals: every replay gives the same digits. */
function fsrsAfter(before: Memory, rating: Rating, studyDay: number, settings: SchedulerSettings): FSRSState {
  if (before.state === 'new') return algorithmOf(settings).next_state(null, 0, GRADE[rating]);
  // A learner who flies west may answer on an earlier local date than the time before.
  const elapsedDays = Math.max(0, studyDay - before.lastStudyDay);
  return algorithmOf(settings).next_state(before, elapsedDays, GRADE[rating]);
}

/** Whole days until a card that is not on a step is asked again. */
function intervalAfter(before: Memory, grading: Grading, settings: SchedulerSettings): number {
  const { cardId, rating, studyDay } = grading;
  const maximum = settings.maximumIntervalDays;
  const fraction = fuzzFraction(cardId, before.state === 'new' ? 0 : before.reps);
  const unfuzzed = (rated: Rating) =>
    algorithmOf(settings).next_interval(fsrsAfter(before, rated, studyDay, settings).stability, 0);
  const fuzzed = (days: number, previous: number) =>
    settings.fuzz === false ? days : fuzz(days, fraction, previous, maximum);

  if (before.state !== 'review' || rating === 'again') return fuzzed(unfuzzed(rating), 0);
  const previous = before.intervalDays;
  const { hard, good, easy } = apart(unfuzzed('hard'), unfuzzed('good'), unfuzzed('easy'));
  const offered = apart(fuzzed(hard, previous), fuzzed(good, previous), fuzzed(easy, previous));
  return Math.min(offered[rating], maximum);
}

/** A card that stays in review waits longer after good than after hard, and longest after easy. */
function apart(hard: number, good: number, easy: number): Record<Exclude<Rating, 'again'>, number> {
  const longer = Math.max(good, hard + 1);
  return { hard, good: longer, easy: Math.max(easy, longer + 1) };
}
