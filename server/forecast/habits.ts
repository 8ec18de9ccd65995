// How a learner answers.

import type { ReviewDesk } from '../log/desk.ts';
import { isGrading, stands } from '../log/live-reviews.ts';
import type { LearnerId } from '../schedule/ids.ts';
import { median } from '../schedule/median.ts';
import type { Rating } from '../schedule/types.ts';
import { answersByKind } from '../stats/answers.ts';
import { spanOf, sumOf } from '../stats/span.ts';
import { prepare } from '../store/prepared.ts';

/** How a learner answers, in shares that sum to 1, and how long it takes. */
export interface Habits {
  /** Buttons on new cards and on steps. */
  readonly learning: Readonly<Record<Rating, number>>;
  /** Buttons on a card in review that is recalled. */
  readonly passed: Readonly<Record<Exclude<Rating, 'again'>, number>>;
  readonly msPerAnswer: number;
}

/** Habits with the number of answers that they rest on; with too few, the defaults are used. */
export interface MeasuredHabits extends Habits {
  readonly learningAnswers: number;
  readonly passedAnswers: number;
  readonly timedAnswers: number;
}

/** What simulations assume of a learner with few answers: rounded from fsrs-rs, which has it from Anki's users. */
export const DEFAULT_HABITS: Habits = {
  learning: { again: 0.24, hard: 0.09, good: 0.5, easy: 0.17 },
  passed: { hard: 0.22, good: 0.63, easy: 0.15 },
  msPerAnswer: 8_000,
};

/** Fewer answers of a kind say little about the next ones. */
export const FEWEST_ANSWERS = 100;
const LATEST_TIMED = 1_000;

/** The buttons of the last 365 study days, and the median duration of the latest 1,000 timed answers. */
export async function habitsOf(desk: ReviewDesk): Promise<MeasuredHabits> {
  const { learning, young, mature } = answersByKind(await sumOf(desk, spanOf(desk, {})));
  const passed = {
    hard: young.hard + mature.hard,
    good: young.good + mature.good,
    easy: young.easy + mature.easy,
  };
  const durations = (await latestDurations.all(desk.store.read, { learner: desk.learner.id })).flatMap(
    ({ duration_ms: ms }) => (ms === null ? [] : [ms]),
  );
  const msPerAnswer = durations.length < FEWEST_ANSWERS ? null : median(durations);
  return {
    learning: shares(learning) ?? DEFAULT_HABITS.learning,
    passed: shares(passed) ?? DEFAULT_HABITS.passed,
    msPerAnswer: msPerAnswer ?? DEFAULT_HABITS.msPerAnswer,
    learningAnswers: total(learning),
    passedAnswers: total(passed),
    timedAnswers: durations.length,
  };
}

const latestDurations = prepare<{ learner: LearnerId }>()((db, param) =>
  db
    .selectFrom('events')
    .select('duration_ms')
    .where('learner_id', '=', param('learner'))
    .where(isGrading('events'))
    .where('duration_ms', 'is not', null)
    .where(stands('events'))
    .orderBy('at_ms', 'desc')
    .limit(LATEST_TIMED),
);

function shares<K extends string>(counts: Readonly<Record<K, number>>): Readonly<Record<K, number>> | null {
  const all = total(counts);
  if (all < FEWEST_ANSWERS) return null;
  const parts = Object.entries<number>(counts).map(([button, count]) => [button, count / all]);
  return Object.fromEntries(parts) as Record<K, number>;
}

function total(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
