import { counted, numberWords, percentWords } from '../format.ts';

const reviews = (n: number) => counted(n, { one: 'review', other: 'reviews' });
const cards = (n: number) => counted(n, { one: 'card', other: 'cards' });
const days = (n: number) => counted(n, { one: 'day', other: 'days' });
/** Above two hours, in hours. */
const minutes = (n: number) => (n < 120 ? `${numberWords(n, 1)} min` : `${numberWords(n / 60, 1)} h`);

export const statistics = {
  title: 'Statistics',
  lead: 'What you did, how well you remembered it, and what comes next. Every figure has its numbers behind it.',
  none: 'Nothing to count yet',
  noneHow:
    'Every answer counts here: how much you did and when, how well you remembered it, and what comes next.',
  start: 'Answer your first cards',
  span: 'Time',
  spans: { month: '30 days', quarter: '90 days', year: 'A year', all: 'All' },
  plan: 'Plan',
  allPlans: 'All plans',
  parts: { days: 'Day by day', past: 'How well you remembered', cards: 'Your cards, and what comes next' },
  partsHint: {
    past: 'Counts your answers in all plans, including those to cards that have moved or are gone.',
    cards: 'Counts the cards that are in the decks now.',
  },
  gone: 'Tenax isn’t answering: start it with `npm start` in its folder, then try again.',
  nothing: 'There is nothing to show for this selection yet.',
  /** The columns of tables. */
  columns: {
    figure: 'Figure',
    value: 'Value',
    day: 'Day',
    from: 'From',
    period: 'Period',
    reviews: 'Reviews',
    cards: 'Cards',
    newCards: 'New cards',
    minutes: 'Minutes',
    crammed: 'Practice',
    kind: 'Kind',
    hour: 'Hour',
    remembered: 'Remembered',
    predicted: 'Predicted',
    range: 'Range',
    card: 'Card',
    topic: 'Topic',
    difficulty: 'Difficulty',
    lapses: 'Lapses',
    stability: 'Stability',
    recall: 'Recall',
    due: 'Due',
    answers: 'Answers',
    backlog: 'Held back',
    desired: 'Desired retention',
    perDay: 'Minutes a day',
    known: 'Known at the end',
    retention: 'Retention',
    run: 'Streak',
    days: 'Days',
    to: 'To',
    plan: 'Plan',
  },
  kinds: { learning: 'Learning', young: 'Young', mature: 'Mature', all: 'All' },
  kindsLong: {
    learning: 'Learning: interval below a day',
    young: 'Young: interval of 1 to 20 days',
    mature: 'Mature: interval of 21 days or more',
  },
  minutes,
  ofReviews: (percent: string, n: number) => `${percent} of ${reviews(n)}`,
  range: (from: string, to: string) => `${from}–${to}`,
  orMore: (from: string) => `${from} or more`,

  today: {
    title: 'Today',
    sentence: 'What you have done this study day so far.',
    left: 'Cards left',
    secondsEach: 'Seconds a review',
    retention: 'True retention',
  },
  streak: {
    title: 'Streak',
    sentence:
      'Study days in a row with at least one answer, practice included. Today does not break it until it is over.',
    current: 'Now',
    longest: 'Longest',
    all: 'Days with an answer',
    broken: 'none',
  },
  year: {
    title: 'A year, day by day',
    sentence: 'Each square is a study day: the larger and darker it is, the more you did.',
    measure: 'Measure',
    reviews: 'Reviews',
    minutes: 'Minutes',
    older: (year: string) => `To ${year}`,
    newer: (year: string) => `To ${year}`,
    sum: (n: number, spent: number, on: number) => `${reviews(n)} in ${minutes(spent)} on ${days(on)}`,
    day: (date: string, n: number, spent: number) =>
      n === 0 ? `${date}: nothing` : `${date}: ${reviews(n)} in ${minutes(spent)}`,
    levelReviews: (range: string) => range,
    levelMinutes: (range: string) => `${range} min`,
    table: (year: string) => `Study days of ${year}`,
  },
  answers: {
    title: 'Answer buttons',
    sentence: 'How often you pressed each button, by the card’s interval when it was asked.',
    sum: (n: number, passed: number) => `${reviews(n)}, ${percentWords(passed)} of them passed`,
    bar: (kind: string, parts: string) => `${kind}: ${parts}`,
    part: (rating: string, n: number, percent: string) => `${rating} ${numberWords(n)} (${percent})`,
    table: 'Answers by kind of card',
  },
  hours: {
    title: 'Hours of the day',
    sentence: 'Reviews by hour of the day, and how much you remembered.',
    sum: (hour: string, percent: number) => `Most at ${hour}: ${percentWords(percent)} of all reviews`,
    bar: (hour: string, n: number, retention: string | null) =>
      `${hour}: ${reviews(n)}${retention === null ? '' : `, ${retention} remembered`}`,
    table: 'Reviews and true retention by hour',
  },
  retention: {
    title: 'True retention',
    sentence:
      'How much you remembered when a card came back after a day or more. The first answer of each card and day counts.',
    by: 'Group by',
    periods: { day: 'Day', week: 'Week', month: 'Month' },
    sum: (percent: string, n: number) => `${percent} of ${reviews(n)} remembered`,
    week: (date: string) => `Week of ${date}`,
    line: (kind: string, percent: string, n: number) => `${kind} ${percent} of ${numberWords(n)}`,
    table: 'Remembered reviews by period',
  },
  calibration: {
    title: 'Predicted and remembered',
    sentence:
      'Each dot groups reviews of about the same predicted recall; on the line, it came true. Bars are 95% intervals; larger dots mean more reviews.',
    x: 'Predicted',
    y: 'Remembered',
    diagonal: 'As predicted',
    sum: (predicted: string, measured: string) => `Predicted ${predicted}, remembered ${measured}`,
    scores: (logLoss: string, rmse: string) => `Log loss ${logLoss} · RMSE (bins) ${rmse}`,
    dot: (predicted: string, measured: string, range: string, n: number) =>
      `Predicted ${predicted}, remembered ${measured} (${range}) of ${reviews(n)}`,
    table: 'Reviews by predicted recall',
  },
  stability: {
    title: 'Stability',
    sentence: 'How many days it takes for the recall of each card you have seen to fall to 90%.',
    x: 'Days',
    sum: (median: number) => `Half of the cards hold ${days(Math.round(median))} or longer`,
    bar: (range: string, n: number) => `${range} days: ${cards(n)}`,
    table: 'Cards by stability in days',
  },
  difficulty: {
    title: 'Difficulty',
    sentence: 'How hard each card you have seen is for you, from 1 to 10.',
    x: 'Difficulty',
    sum: (mean: number) => `${numberWords(mean, 1)} on average`,
    bar: (range: string, n: number) => `${range}: ${cards(n)}`,
    table: 'Cards by difficulty',
  },
  recall: {
    title: 'Recall now',
    sentence: 'How likely you are to remember each card you have seen if asked now.',
    x: 'Recall',
    sum: (mean: number) => `${percentWords(mean)} on average`,
    bar: (range: string, n: number) => `${range}: ${cards(n)}`,
    table: 'Cards by recall now',
  },
  hardest: {
    title: 'Hardest cards',
    sentence: 'By difficulty, then by how often you forgot them.',
    facts: (difficulty: string, lapses: number, stability: string, recall: string) =>
      `difficulty ${difficulty} · ${counted(lapses, { one: 'lapse', other: 'lapses' })} · holds ${stability} days · recall ${recall}`,
    table: 'The hardest cards',
  },
  due: {
    title: 'Falling due',
    sentence: 'How many cards fall due as scheduled now, without the reviews that answering them will add.',
    ahead: 'Ahead',
    spans: { 30: '30 days', 365: '365 days' },
    sum: (overdue: number, unseen: number) =>
      `${numberWords(overdue)} overdue · ${numberWords(unseen)} not seen yet`,
    bar: (date: string, n: number) => `${date}: ${cards(n)}`,
    week: (date: string) => `Week from ${date}`,
    later: 'Later',
    overdue: 'Overdue',
    unseen: 'Not seen yet',
    table: 'Cards falling due',
  },
  load: {
    title: 'Work in the next 30 days',
    sentence:
      'Simulated: your queue day by day, with its limits and a memory like yours. Averages of several runs.',
    reviews: 'Reviews',
    newCards: 'New cards',
    sum: (spent: number) => `About ${minutes(spent)} a day`,
    bar: (date: string, n: number, fresh: number, spent: number) =>
      `${date}: ${numberWords(n, 1)} reviews, ${numberWords(fresh, 1)} new cards, ${minutes(spent)}`,
    table: 'Simulated work by study day',
  },
  workload: {
    title: 'The cost of remembering more',
    sentence:
      'Simulated over a year: the minutes a day that each desired retention takes, and what you would know at the end.',
    x: 'Desired retention',
    y: 'Minutes a day',
    inForce: 'in use',
    sum: (desired: string, spent: string) => `At ${desired}, now in use: ${spent} a day`,
    point: (plan: string, desired: string, spent: number, known: number) =>
      `${plan} at ${desired}: ${minutes(spent)} a day, ${numberWords(known)} known at the end`,
    table: 'Minutes a day by desired retention',
  },
};
