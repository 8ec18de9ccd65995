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
    `At most a day in ${plan}: ${numberWords(newPerDay)} new, ${numberWords(reviewsPerDay)} to review.`,
  'review-limit': ({ plan, reviewsPerDay }) =>
    `At most a day in ${plan}: ${numberWords(reviewsPerDay)} to review.`,
  recall: () =>
    'A card in review is recalled with the probability that FSRS-6 gives it with the weights in use, moved by what the reviews of its topic have shown so far; desired retention and steps stay as they are where nothing else is asked.',
  'recalled-buttons': ({ percent: { hard, good, easy }, answers }) =>
    `You answer a recalled card hard, good or easy in ${buttons([hard, good, easy])} of cases, ${restingOn(answers)}.`,
  'learning-buttons': ({ percent: { again, hard, good, easy }, answers }) =>
    `You answer new cards and cards on a step again, hard, good or easy in ${buttons([again, hard, good, easy])} of cases, ${restingOn(answers)}.`,
  'answer-time': ({ seconds, answers: timed }) =>
    `An answer takes ${numberWords(seconds, 1)} seconds, ${timed === null ? 'the default, since few answers tell how long they took' : `the median of your latest ${answers(timed)} with a time`}.`,
  'cards-of-now': () =>
    'Cards and items are those that there are now; suspended cards are forgotten as the curve says.',
  averages: ({ runs }) =>
    `Figures of a day are as it ends, averaged over ${counted(runs, { one: 'simulation', other: 'simulations' })}; in them only chance differs.`,
  'only-new-of-goal': () =>
    'New cards are those of what the goal is about, and no others; the reviews of the whole plan go on, within their limit.',
  'first-pace': () =>
    'Needed is the first pace that suffices, looked for by doubling and halving: more new cards a day can mean less retention where reviews are held back.',
  'rescheduled-first': () =>
    'Each desired retention holds from now on: cards in review are first rescheduled for it, the present one too, so that the rows compare.',
  'limits-decide': () =>
    'Where reviews are held back, the limit and not the desired retention decides the work: see the backlog.',
};
