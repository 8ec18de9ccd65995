import type { Assumption } from '../../../server/http/schemas.ts';
import { counted, numberWords, percentWords } from '../format.ts';
import type { Sentences } from './faults.ts';

const buttons = (percents: readonly number[]) => percents.map((percent) => percentWords(percent)).join(', ');
const answers = (n: number) => counted(n, { one: 'answer', other: 'answers' });
const restingOn = (n: number | null) =>
  n === null
    ? 'as learners do on average, since you gave few such answers in the last year'
    : `as in your ${answers(n)} of the kind in the last year`;

/** What a forecast assumes. */
export const assumptions: Sentences<Assumption> = {
  'every-day': () =>
    'You study every day, and answer the session to its end with the steps that end on the day; sessions of later days start 8 hours after their study day.',
  limits: ({ plan, newPerDay, reviewsPerDay }) =>
    `Daily limits of ${plan}: ${numberWords(newPerDay)} new, ${numberWords(reviewsPerDay)} to review.`,
  'review-limit': ({ plan, reviewsPerDay }) =>
    `Daily limit of ${plan}: ${numberWords(reviewsPerDay)} to review.`,
  recall: () =>
    'A card in review is recalled with the probability that FSRS-6 gives it with the weights in use, moved by what the reviews of its topic have shown so far; desired retention and steps stay as they are unless the question changes them.',
  'recalled-buttons': ({ percent: { hard, good, easy }, answers }) =>
    `You answer a recalled card hard, good or easy in ${buttons([hard, good, easy])} of cases, ${restingOn(answers)}.`,
  'learning-buttons': ({ percent: { again, hard, good, easy }, answers }) =>
    `You answer new cards and cards on a step again, hard, good or easy in ${buttons([again, hard, good, easy])} of cases, ${restingOn(answers)}.`,
  'answer-time': ({ seconds, answers: timed }) =>
    `An answer takes ${numberWords(seconds, 1)} seconds, ${timed === null ? 'the default, since few answers have a duration' : `the median of your latest ${answers(timed)} with a duration`}.`,
  'cards-of-now': () => 'Cards and items are those of now; suspended cards are forgotten along the curve.',
  averages: ({ runs }) =>
    `Figures are for the end of a day, averaged over ${counted(runs, { one: 'simulation', other: 'simulations' })} that differ only by chance.`,
  'only-new-of-goal': () =>
    'Only new cards of the goal are introduced; the reviews of the whole plan go on, within their limit.',
  'first-pace': () =>
    'The pace needed is the first that suffices, found by doubling and halving: more new cards a day can mean less retention if reviews are held back.',
  'rescheduled-first': () =>
    'Each desired retention holds from now on: cards in review are first rescheduled for it, the present one too, so that the rows compare.',
  'limits-decide': () =>
    'If reviews are held back, the limit and not the desired retention decides the work: see the backlog.',
};
