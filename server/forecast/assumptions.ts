// Assumptions of a forecast as data.

import type { ReviewDesk } from '../log/desk.ts';
import type { PlanId } from '../schedule/ids.ts';
import type { Rating } from '../schedule/types.ts';
import { FEWEST_ANSWERS, type MeasuredHabits } from './habits.ts';

type Buttons<R extends Rating> = Readonly<Record<R, number>>;

/** Something that a simulation assumes: the kind, and the values that a sentence about it needs. */
export type Assumption =
  | {
      readonly kind:
        | 'every-day'
        | 'recall'
        | 'cards-of-now'
        | 'only-new-of-goal'
        | 'first-pace'
        | 'rescheduled-first'
        | 'limits-decide';
    }
  | {
      readonly kind: 'limits';
      readonly plan: string;
      readonly newPerDay: number;
      readonly reviewsPerDay: number;
    }
  | { readonly kind: 'review-limit'; readonly plan: string; readonly reviewsPerDay: number }
  /** Whole percent; `answers` is null if there are too few, and Anki's averages are used. */
  | {
      readonly kind: 'recalled-buttons';
      readonly percent: Buttons<'hard' | 'good' | 'easy'>;
      readonly answers: number | null;
    }
  | { readonly kind: 'learning-buttons'; readonly percent: Buttons<Rating>; readonly answers: number | null }
  | { readonly kind: 'answer-time'; readonly seconds: number; readonly answers: number | null }
  | { readonly kind: 'averages'; readonly runs: number };

/** The limits of the sessions of some plans. */
export function limitsOf(desk: ReviewDesk, planIds: Iterable<PlanId>): readonly Assumption[] {
  return [...planIds].map((plan) => {
    const { newPerDay, reviewsPerDay } = desk.sessionSettingsOf(plan);
    return { kind: 'limits', plan, newPerDay, reviewsPerDay };
  });
}

/** The limit of a plan if the question sets the pace of new cards. */
export function reviewLimitOf(desk: ReviewDesk, plan: string): Assumption {
  return { kind: 'review-limit', plan, reviewsPerDay: desk.sessionSettingsOf(plan).reviewsPerDay };
}

/** What every simulation assumes, including the limits of its sessions. */
export function assumptionsOf(
  limits: readonly Assumption[],
  habits: MeasuredHabits,
  runs: number,
): readonly Assumption[] {
  const { learning, passed, learningAnswers, passedAnswers, timedAnswers, msPerAnswer } = habits;
  return [
    { kind: 'every-day' },
    ...limits,
    { kind: 'recall' },
    {
      kind: 'recalled-buttons',
      percent: { hard: percent(passed.hard), good: percent(passed.good), easy: percent(passed.easy) },
      answers: enough(passedAnswers),
    },
    {
      kind: 'learning-buttons',
      percent: {
        again: percent(learning.again),
        hard: percent(learning.hard),
        good: percent(learning.good),
        easy: percent(learning.easy),
      },
      answers: enough(learningAnswers),
    },
    { kind: 'answer-time', seconds: Math.round(msPerAnswer / 100) / 10, answers: enough(timedAnswers) },
    { kind: 'cards-of-now' },
    { kind: 'averages', runs },
  ];
}

function percent(share: number): number {
  return Math.round(share * 100);
}

function enough(answers: number): number | null {
  return answers < FEWEST_ANSWERS ? null : answers;
}
