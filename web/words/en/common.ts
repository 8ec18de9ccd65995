import type { Rating, Topic } from '../../../server/http/schemas.ts';
import { counted, type IntervalUnit, numberWords, plural } from '../format.ts';

const RATINGS: Record<Rating, string> = { again: 'Again', hard: 'Hard', good: 'Good', easy: 'Easy' };

const STATUSES: Record<Topic['status'], string> = {
  'deep-dive': 'Deep dive',
  surface: 'Surface',
  'in-progress': 'In progress',
  'not-started': 'Not started',
};

const INTERVAL: Record<IntervalUnit, (n: number) => string> = {
  minute: (n) => `${numberWords(n)}m`,
  hour: (n) => `${numberWords(n)}h`,
  day: (n) => `${numberWords(n)}d`,
  month: (n) => `${numberWords(n, 1)}mo`,
  year: (n) => `${numberWords(n, 1)}y`,
};

/** Words that several pages share. */
export const common = {
  tab: (title: string) => `${title} – Tenax`,
  close: 'Close',
  loading: 'Loading…',
  underway: 'Progress',
  tryAgain: 'Try again',
  topic: 'Topic',
  none: '–',
  /** Opens a figure's table. */
  numbers: 'The numbers',
  /** Labels of frames that scroll by themselves. */
  wide: { code: 'Code', formula: 'Formula', table: 'Table' },
  interval: INTERVAL,
  ratings: RATINGS,
  statuses: STATUSES,
  /** Our own bands; a band that the plan itself names is shown as the plan writes it. */
  bands: {
    strong: 'Strong',
    good: 'Good',
    fair: 'Fair',
    'needs-review': 'Needs review',
    unmeasured: 'Not measured yet',
  },
  states: { new: 'new', learning: 'learning', review: 'in review', relearning: 'relearning' },
  answers: (n: number) => counted(n, { one: 'answer', other: 'answers' }),
  cards: (n: number) => counted(n, { one: 'card', other: 'cards' }),
  covered: (n: number) => `${numberWords(n)} covered`,
  days: (n: number) => counted(n, { one: 'day', other: 'days' }),
  drafts: (n: number) => counted(n, { one: 'draft', other: 'drafts' }),
  gaps: (n: number) => counted(n, { one: 'gap', other: 'gaps' }),
  reviews: (n: number) => counted(n, { one: 'review', other: 'reviews' }),
  /** How many cards the daily limits hold back today. */
  held: (n: number) =>
    `${counted(n, { one: 'more card', other: 'more cards' })} ${plural(n, { one: 'is', other: 'are' })} held back by your daily limits and will come on later days.`,
  between: (low: string, high: string) => `between ${low} and ${high}`,
  planScore: (percent: string) => `Plan’s own score ${percent}`,
  planScoreFrom: (source: string) => `From “${source}” in the plan`,
};
