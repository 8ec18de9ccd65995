// One step of the fold: memory and interval after a grading.
import type { FSRSState, Grade } from 'ts-fsrs';
import { algorithmOf, forgettingCurve } from './algorithm.ts';
import { type Placing, placed } from './balance.ts';
import { allowedRange, drawn, type FuzzRange, fuzzFraction } from './fuzz.ts';
import { type Step, stepAfter } from './steps.ts';
import { DAY_MS } from './study-day.ts';
import type { Grading, Memory, Rating, SchedulerSettings } from './types.ts';

/** A memory that holds at least one review. */
export type Seen = Exclude<Memory, { state: 'new' }>;

export const NEW: Memory = { state: 'new' };

const GRADE = { again: 1, hard: 2, good: 3, easy: 4 } as const satisfies Record<Rating, Grade>;

/** The result of a grading. */
export interface Graded {
  readonly memory: Seen;
  /** The step it waits through; null where it waits for a study day. */
  readonly delayMs: number | null;
  /** Study days until it is asked again; 0 for a step of minutes. */
  readonly intervalDays: number;
}

/** What decides an interval besides memory and chance. */
export interface Deciding extends Placing {
  /** The interval in force before the grading; that of the memory where absent. */
  readonly previousDays?: number | undefined;
}

/**
 * One step of the fold that is a card's memory: FSRS-6 over the whole study days since the review before. The memory is
 * the same whatever the load is: that moves only the interval decided.
 */
export function grade(
  before: Memory,
  grading: Grading,
  settings: SchedulerSettings,
  deciding?: Deciding,
): Graded {
  const { rating, studyDay } = grading;
  const stateIf = fsrsAfter(before, studyDay, settings);
  const step = stepAfter(before, rating, settings);
  const stepDays = step && Math.floor(step.delayMs / DAY_MS);
  const { byChance, decided } =
    stepDays === null
      ? intervalsAfter(before, grading, settings, stateIf, deciding)
      : { byChance: stepDays, decided: stepDays };
  return {
    memory: memoryOf(before, grading, stateIf(rating), step, byChance),
    delayMs: step && stepDays === 0 ? step.delayMs : null,
    intervalDays: decided,
  };
}

/** As {@link grade}, but with interval 0: no later memory depends on it. */
export function memoryAfter(before: Memory, grading: Grading, settings: SchedulerSettings): Seen {
  const { rating, studyDay } = grading;
  const state = fsrsAfter(before, studyDay, settings)(rating);
  return memoryOf(before, grading, state, stepAfter(before, rating, settings), 0);
}

/** Whether the interval that a rating gives is compared with the one before: not after a lapse, nor out of the steps. */
export function comparesIntervals(before: Memory, rating: Rating): boolean {
  return before.state === 'review' && rating !== 'again';
}

function memoryOf(
  before: Memory,
  { rating, studyDay, reviewedAtMs }: Grading,
  { stability, difficulty }: FSRSState,
  step: Step | null,
  intervalDays: number,
): Seen {
  const seen = before.state === 'new' ? null : before;
  return {
    state: stateAfter(before, step),
    step: step?.index ?? 0,
    stability,
    difficulty,
    reps: (seen?.reps ?? 0) + 1,
    lapses: (seen?.lapses ?? 0) + (before.state === 'review' && rating === 'again' ? 1 : 0),
    firstStudyDay: seen?.firstStudyDay ?? studyDay,
    lastStudyDay: studyDay,
    lastReviewedAtMs: reviewedAtMs,
    intervalDays,
  };
}

function stateAfter(before: Memory, step: Step | null): Seen['state'] {
  if (!step) return 'review';
  return before.state === 'review' || before.state === 'relearning' ? 'relearning' : 'learning';
}

type StateIf = (rating: Rating) => FSRSState;

/** Stability and difficulty after each rating as `ts-fsrs` rounds them, to 8 decimals: so that every replay gives the same digits. */
function fsrsAfter(before: Memory, studyDay: number, settings: SchedulerSettings): StateIf {
  const algorithm = algorithmOf(settings);
  if (before.state === 'new') return (rating) => algorithm.next_state(null, 0, GRADE[rating]);
  // A learner who flies west may answer on an earlier local date than the time before.
  const elapsedDays = Math.max(0, studyDay - before.lastStudyDay);
  // Computed once here; `next_state` would do it for each rating.
  const recalled = forgettingCurve(settings.weights)(elapsedDays, before.stability);
  return (rating) => algorithm.next_state(before, elapsedDays, GRADE[rating], recalled);
}

/** Whole days until a card that is not on a step is asked again: by fuzz alone, and with everything that decides. */
function intervalsAfter(
  before: Memory,
  grading: Grading,
  settings: SchedulerSettings,
  stateIf: StateIf,
  deciding: Deciding | undefined,
): { readonly byChance: number; readonly decided: number } {
  const { cardId, rating, studyDay } = grading;
  const unfuzzed = (rated: Rating) => algorithmOf(settings).next_interval(stateIf(rated).stability, 0);
  const staysInReview = comparesIntervals(before, rating);
  const offers = staysInReview ? passesUpTo(rating, unfuzzed) : [unfuzzed(rating)];
  if (settings.fuzz === false) {
    const days = Math.min(offers.at(-1) ?? 1, settings.maximumIntervalDays);
    return { byChance: days, decided: days };
  }
  const maximum = settings.maximumIntervalDays;
  const fraction = fuzzFraction(cardId, before.state === 'new' ? 0 : before.reps);
  const previous = before.state === 'review' && staysInReview ? before.intervalDays : 0;
  const byChance = moved(offers, previous, maximum, (range) => drawn(range, fraction));
  if (!deciding) return { byChance, decided: byChance };
  const placing = settings.loadBalance === false ? { ...deciding, load: null } : deciding;
  const inForce = staysInReview ? (deciding.previousDays ?? previous) : 0;
  const decided = moved(offers, inForce, maximum, (range) => placed(range, studyDay, fraction, placing));
  return { byChance, decided };
}

/** The last of several intervals when they are moved, each to at least a day more than the one before. */
function moved(
  intervals: readonly number[],
  previous: number,
  maximum: number,
  choose: (range: FuzzRange) => number,
): number {
  const range = allowedRange(intervals.at(-1) ?? 1, previous, maximum);
  const shorter = intervals.slice(0, -1);
  const next = shorter.at(-1);
  const areApart = next === undefined || allowedRange(next, previous, maximum).to < range.from;
  const from = areApart ? range.from : Math.max(range.from, moved(shorter, previous, maximum, choose) + 1);
  return Math.min(choose({ from, to: Math.max(from, range.to) }), maximum);
}

const PASSES: readonly Rating[] = ['hard', 'good', 'easy'];

/** The intervals of the passes up to one: a card that stays in review waits longer after good than after hard, and longest after easy. */
function passesUpTo(rating: Rating, interval: (pass: Rating) => number): readonly number[] {
  const passes = PASSES.slice(0, PASSES.indexOf(rating) + 1);
  return passes.reduce<number[]>((offers, pass) => {
    offers.push(Math.max(interval(pass), (offers.at(-1) ?? 0) + 1));
    return offers;
  }, []);
}
