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
    leechThreshold: 'Leech after so many lapses',
    weights: 'Weights',
    newPerDay: 'New cards a day',
    reviewsPerDay: 'Reviews a day',
    newCountsAgainstReviews: 'New cards count as reviews',
    reviewOrder: 'Order of reviews',
    newOrder: 'Order of new cards',
    mix: 'New cards among reviews',
    burySiblings: 'One card of a note a day',
  },
  does: {
    zone: 'Where your days turn. Write a place of the IANA list, such as Europe/Madrid.',
    rollover: 'What you review before this time of night still counts for the day before.',
    learnAheadMinutes:
      'When nothing else is left, a card that waits for its next step is asked this much early.',
    easyDays:
      'How much of a usual day’s work each weekday takes. Reviews move to days beside it, as far as memory allows.',
    desiredRetention:
      'The share of reviews that you want to recall. The higher, the sooner cards come back, and the more of them.',
    learningSteps:
      'Waits before a new card becomes a review, such as 1m 10m; s, m, h and d are the units. Empty: none.',
    relearningSteps: 'Waits before a forgotten card becomes a review again. Empty: none.',
    maximumIntervalDays: 'No card waits longer than this for its next review.',
    loadBalance: 'A card comes back on the least busy of the days that suit it.',
    leechThreshold: 'A card forgotten this often is reported as a leech, so that you reword it or leave it.',
    weights: '21 numbers of FSRS-6 that say how memory fades. The optimiser finds yours.',
    newPerDay: 'How many cards that you have not seen may be asked in a day.',
    reviewsPerDay: 'How many reviews may be asked in a day; the rest wait. Cards on a step are not counted.',
    newCountsAgainstReviews:
      'New cards take only what reviews leave of their limit, so that a heavy day gets no heavier.',
    reviewOrder: 'Which reviews come first, and which of them the limit lets through.',
    newOrder:
      'Which new cards come first, and which of them the limit lets through. Those of a gap found today come before all.',
    mix: 'Where new cards stand in a session.',
    burySiblings: 'Cards of one note give each other away: the others wait for another day.',
  },
  faults: {
    zone: 'There is no such time zone. Write a name such as Europe/Madrid, America/New_York or UTC.',
    rollover: 'A time of day, such as 04:00.',
    steps: 'Up to ten waits from 1s to 30d with a space between them, such as 1m 10m.',
    percent: ([least, most]: readonly [number, number]) =>
      `A number from ${numberWords(100 * least)} to ${numberWords(100 * most)}.`,
    whole,
    numbers: (n: number) => `${numberWords(n)} numbers, with a space or a comma between them.`,
    other: 'Choose one of the list.',
  },
  values: {
    on: 'on',
    off: 'off',
    none: 'none',
    minutes: (n: number) => counted(n, { one: 'minute', other: 'minutes' }),
    days,
    percent: (share: number) => percentWords(100 * share),
    allDays: 'all days alike',
    ownDays: 'some easier',
    weights: 'those of FSRS-6 or of the plan',
  },
  reviewOrder: {
    'falling-recall': 'Most likely recalled first',
    'rising-recall': 'Most likely forgotten first',
    'due-day': 'Longest due first',
    'relative-overdueness': 'Longest overdue for its interval first',
    random: 'At random',
  },
  newOrder: {
    'gaps-first': 'Gaps, then along the roadmap',
    'weakest-topic': 'The weakest topic first',
    'file-order': 'As in the files',
    random: 'At random',
  },
  mix: { spread: 'Evenly between reviews', 'new-first': 'Before reviews', 'new-last': 'After reviews' },
};
