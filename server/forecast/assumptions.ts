import type { ReviewDesk } from '../review/desk.ts';
import { FEWEST_ANSWERS, type MeasuredHabits } from './habits.ts';

/** The limits of the sessions of some plans, a sentence each. */
export function limitsOf(desk: ReviewDesk, planIds: Iterable<string>): readonly string[] {
  return [...planIds].map((planId) => {
    const { newPerDay, reviewsPerDay } = desk.sessionSettingsOf(planId);
    return `At most a day in ${planId}: ${newPerDay} new, ${reviewsPerDay} to review.`;
  });
}

/** The limit of a plan where new cards come at a pace that is asked about. */
export function reviewLimitOf(desk: ReviewDesk, planId: string): string {
  return `At most a day in ${planId}: ${desk.sessionSettingsOf(planId).reviewsPerDay} to review.`;
}

/** What every simulation takes for granted, in sentences, the limits of its sessions among them. */
export function assumptionsOf(
  limits: readonly string[],
  habits: MeasuredHabits,
  runs: number,
): readonly string[] {
  const { learning, passed, learningAnswers, passedAnswers, timedAnswers, msPerAnswer } = habits;
  return [
    'Every day is studied, its session answered to the end with the steps that end on the day; sessions of later days start 8 hours after their study day.',
    ...limits,
    'A card in review is recalled with the probability that FSRS-6 gives it with the weights in use, moved by what the reviews of its topic have shown so far; desired retention and steps stay as they are where nothing else is asked.',
    `A recalled card is answered hard, good or easy in ${inPercent(passed.hard, passed.good, passed.easy)} percent of cases, ${restingOn(passedAnswers)}.`,
    `New cards and cards on a step are answered again, hard, good or easy in ${inPercent(learning.again, learning.hard, learning.good, learning.easy)} percent, ${restingOn(learningAnswers)}.`,
    `An answer takes ${Math.round(msPerAnswer / 100) / 10} seconds, ${
      timedAnswers < FEWEST_ANSWERS
        ? `the default, since fewer than ${FEWEST_ANSWERS} answers tell how long they took`
        : `the median of the learner's latest ${timedAnswers} timed answers`
    }.`,
    'Cards and items are those that there are now; suspended cards are forgotten as the curve says.',
    `Figures of a day are as it ends, averaged over ${runs} simulations; in them only chance differs.`,
  ];
}

function inPercent(...shares: readonly number[]): string {
  return shares.map((share) => Math.round(share * 100)).join(', ');
}

function restingOn(answers: number): string {
  return answers < FEWEST_ANSWERS
    ? `as Anki's learners do on average, since the last year holds fewer than ${FEWEST_ANSWERS} such answers`
    : `as in the learner's ${answers} such answers of the last year`;
}
