import { counted, numberWords, percentWords } from '../format.ts';

const days = (n: number) => counted(n, { one: 'day', other: 'days' });
const whole = ([least, most]: readonly [number, number]) =>
  `A whole number from ${numberWords(least)} to ${numberWords(most)}.`;

/** Every setting: its name, what it does, and what it accepts. */
export const fields = {
  names: {
    zone: 'Time zone',
    rollover: 'Day starts at',
    learnAheadMinutes: 'Learn ahead, in minutes',
    easyDays: 'Easy days',
    desiredRetention: 'Desired retention, in percent',
    learningSteps: 'Learning steps',
    relearningSteps: 'Relearning steps',
    maximumIntervalDays: 'Longest interval, in days',
    loadBalance: 'Even out the days',
    leechThreshold: 'Leech threshold, in lapses',
    weights: 'Weights',
    newPerDay: 'New cards a day',
    reviewsPerDay: 'Reviews a day',
    newCountsAgainstReviews: 'New cards count as reviews',
    reviewOrder: 'Order of reviews',
    newOrder: 'Order of new cards',
    mix: 'New cards among reviews',
    burySiblings: 'One card per note a day',
  },
  does: {
    zone: 'Decides when your study day starts. Use a name of the IANA list, such as Europe/Madrid.',
    rollover: 'Reviews before this time still count for the day before.',
    learnAheadMinutes:
      'When nothing else is left, a card that waits for its next step is asked up to this much early.',
    easyDays:
      'How much of a usual day’s work each weekday takes. Reviews move to neighbouring days, as far as memory allows.',
    desiredRetention:
      'The share of reviews that you want to get right. The higher it is, the sooner cards come back and the more reviews you have.',
    learningSteps:
      'Delays before a new card becomes a review, such as 1m 10m. The units are s, m, h and d. Empty: none.',
    relearningSteps: 'Delays before a forgotten card becomes a review again. Empty: none.',
    maximumIntervalDays: 'No card waits longer than this for its next review.',
    loadBalance: 'A card comes back on the least busy of the days that suit it.',
    leechThreshold:
      'A card forgotten this often is reported as a leech, so that you can reword or suspend it.',
    weights: 'The 21 numbers of FSRS-6 that describe how memory fades. The optimiser finds yours.',
    newPerDay: 'How many cards that you have not seen yet may come up in a day.',
    reviewsPerDay: 'How many reviews may come up in a day; the rest wait. Cards on a step do not count.',
    newCountsAgainstReviews:
      'New cards only get what reviews leave of the limit, so that a heavy day gets no heavier.',
    reviewOrder: 'Which reviews come first, and so which of them fit within the limit.',
    newOrder:
      'Which new cards come first, and so which of them fit within the limit. Cards of a gap found today always come first.',
    mix: 'Where new cards come in a session.',
    burySiblings: 'Cards of one note give each other away, so the others wait for another day.',
  },
  faults: {
    zone: 'Unknown time zone. Use a name such as Europe/Madrid, America/New_York or UTC.',
    rollover: 'A time of day, such as 04:00.',
    steps: 'Up to ten delays from 1s to 30d, separated by spaces, such as 1m 10m.',
    percent: ([least, most]: readonly [number, number]) =>
      `A number from ${numberWords(100 * least)} to ${numberWords(100 * most)}.`,
    whole,
    numbers: (n: number) => `${numberWords(n)} numbers, separated by spaces or commas.`,
    other: 'Choose one from the list.',
  },
  values: {
    on: 'on',
    off: 'off',
    none: 'none',
    minutes: (n: number) => counted(n, { one: 'minute', other: 'minutes' }),
    days,
    percent: (share: number) => percentWords(100 * share),
    allDays: 'all days the same',
    ownDays: 'some easier',
    weights: 'those of FSRS-6 or of the plan',
  },
  reviewOrder: {
    'falling-recall': 'Most likely recalled first',
    'rising-recall': 'Most likely forgotten first',
    'due-day': 'Longest due first',
    'relative-overdueness': 'Most overdue for its interval first',
    random: 'At random',
  },
  newOrder: {
    'gaps-first': 'Gaps, then along the roadmap',
    'weakest-topic': 'The weakest topic first',
    'file-order': 'In the order of the files',
    random: 'At random',
  },
  mix: { spread: 'Evenly between reviews', 'new-first': 'Before reviews', 'new-last': 'After reviews' },
};
