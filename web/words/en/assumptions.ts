import type { Assumption } from '../../../server/http/schemas.ts';
import { counted, numberWords, percentWords } from '../format.ts';
import type { Sentences } from './faults.ts';

const buttons = (percents: readonly number[]) => percents.map((percent) => percentWords(percent)).join(', ');
const answers = (n: number) => counted(n, { one: 'answer', other: 'answers' });
const restingOn = (n: number | null) =>
  n === null
    ? 'as learners do on average, since you gave few such answers in the last year'
    : `as in your ${answers(n)} of this kind in the last year`;

/** What a forecast assumes. */
export const assumptions: Sentences<Assumption> = {
  'every-day': () =>
    'You study every day and finish each session, including the steps that end on that day; sessions of later days start 8 hours into the study day.',
  limits: ({ plan, newPerDay, reviewsPerDay }) =>
    `Daily limits in ${plan}: ${counted(newPerDay, { one: 'new card', other: 'new cards' })}, ${counted(reviewsPerDay, { one: 'review', other: 'reviews' })}.`,
  'review-limit': ({ plan, reviewsPerDay }) =>
    `Daily limit in ${plan}: ${counted(reviewsPerDay, { one: 'review', other: 'reviews' })}.`,
  recall: () =>
    'A card in review is recalled with the probability that FSRS-6 predicts with the weights in use, adjusted by what the reviews of its topic have shown so far; desired retention and steps stay as they are unless the forecast varies them.',
  'recalled-buttons': ({ percent: { hard, good, easy }, answers }) =>
    `You grade a recalled card hard, good or easy in ${buttons([hard, good, easy])} of cases, ${restingOn(answers)}.`,
  'learning-buttons': ({ percent: { again, hard, good, easy }, answers }) =>
    `You grade new cards and cards on a step again, hard, good or easy in ${buttons([again, hard, good, easy])} of cases, ${restingOn(answers)}.`,
  'answer-time': ({ seconds, answers: timed }) =>
    `An answer takes ${numberWords(seconds, 1)} seconds, ${timed === null ? 'the default, since few answers have a time' : `the median of your latest ${answers(timed)} with a time`}.`,
  'cards-of-now': () =>
    'Cards and items are those you have now; suspended cards are forgotten along their curve.',
  averages: ({ runs }) =>
    `A day’s figures are those at its end, averaged over ${counted(runs, { one: 'simulation', other: 'simulations' })} that differ only by chance.`,
  'only-new-of-goal': () =>
    'The only new cards are those of the goal; the reviews of the whole plan go on, within their limit.',
  'first-pace': () =>
    'The answer is the first pace that is enough, found by doubling and halving; more new cards a day can mean lower retention when reviews are held back.',
  'rescheduled-first': () =>
    'Each desired retention applies from now on; cards in review are first rescheduled for it, even for the current one, so that the rows can be compared.',
  'limits-decide': () =>
    'When reviews are held back, the limit decides the work, not the desired retention: see the backlog.',
};
