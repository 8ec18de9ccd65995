// Assumptions of a forecast in English.
import type { Assumption } from './assumptions.ts';
import { FEWEST_ANSWERS } from './habits.ts';

/** An assumption as a sentence, for programs; the web has its own words. */
export function assumptionWords(assumption: Assumption): string {
  switch (assumption.kind) {
    case 'every-day':
      return 'Every day is studied, its session answered to the end with the steps that end on the day; sessions of later days start 8 hours after their study day.';
    case 'limits':
      return `Daily limits of ${assumption.plan}: ${assumption.newPerDay} new, ${assumption.reviewsPerDay} to review.`;
    case 'review-limit':
      return `Daily limit of ${assumption.plan}: ${assumption.reviewsPerDay} to review.`;
    case 'recall':
      return 'A card in review is recalled with the probability that FSRS-6 gives it with the weights in use, moved by what the reviews of its topic have shown so far; desired retention and steps stay as they are unless the question changes them.';
    case 'recalled-buttons': {
      const { hard, good, easy } = assumption.percent;
      return `A recalled card is answered hard, good or easy in ${hard}, ${good}, ${easy} percent of cases, ${restingOn(assumption.answers)}.`;
    }
    case 'learning-buttons': {
      const { again, hard, good, easy } = assumption.percent;
      return `New cards and cards on a step are answered again, hard, good or easy in ${again}, ${hard}, ${good}, ${easy} percent, ${restingOn(assumption.answers)}.`;
    }
    case 'answer-time':
      return `An answer takes ${assumption.seconds} seconds, ${
        assumption.answers === null
          ? `the default, since fewer than ${FEWEST_ANSWERS} answers have a duration`
          : `the median of the learner's latest ${assumption.answers} timed answers`
      }.`;
    case 'cards-of-now':
      return 'Cards and items are those of now; suspended cards are forgotten along the curve.';
    case 'averages':
      return `Figures are for the end of a day, averaged over ${assumption.runs} simulations that differ only by chance.`;
    case 'only-new-of-goal':
      return 'Only new cards of the goal are introduced; the reviews of the whole plan go on, within their limit.';
    case 'first-pace':
      return 'The pace needed is the first that suffices, found by doubling and halving: more new cards a day can mean less retention if reviews are held back.';
    case 'rescheduled-first':
      return 'Each desired retention holds from now on: cards in review are first rescheduled for it, the present one too, so that the rows compare.';
    case 'limits-decide':
      return 'If reviews are held back, the limit and not the desired retention decides the work: see the backlog.';
  }
}

function restingOn(answers: number | null): string {
  return answers === null
    ? `as Anki's learners do on average, since the last year holds fewer than ${FEWEST_ANSWERS} such answers`
    : `as in the learner's ${answers} such answers of the last year`;
}
