// Axes and words that several figures share.

import { formatStudyDay } from '../../server/schedule/study-day.ts';
import type { StudyDay } from '../../server/schedule/types.ts';
import { MANY_DAYS } from '../charts/days.ts';
import type { Axis } from '../charts/plot.ts';
import { dateWords, dayWords, monthWords, numberWords, percentWords } from '../words/format.ts';
import { words } from '../words/words.ts';

/** An axis of study days. */
export function dayAxis(from: StudyDay, to: StudyDay): Axis {
  return {
    of: 'days',
    format: dateOf,
    tick: to - from > MANY_DAYS ? monthOf : (day) => dayWords(formatStudyDay(day)),
    domain: [from, to],
  };
}

/** A study day as a date. */
export function dateOf(day: StudyDay): string {
  return dateWords(formatStudyDay(day));
}

/** A month; for January, the year. */
function monthOf(day: StudyDay): string {
  const date = formatStudyDay(day);
  return date.slice(5, 7) === '01' ? date.slice(0, 4) : monthWords(date, 'short');
}

/** An axis of percentages, up to 100. */
export function percentAxis(label?: string, from = 0): Axis {
  return {
    format: (value) => percentWords(value),
    tick: (value) => percentWords(value, 0),
    domain: [from, 100],
    ...(label !== undefined && { label }),
  };
}

/** An axis of counts. */
export const countAxis: Axis = { format: (value) => numberWords(value), whole: true };

/** A share and the number of reviews it rests on. */
export function shareWords({
  percent,
  reviews,
}: {
  readonly percent: number | null;
  readonly reviews: number;
}): string {
  return percent === null
    ? words().common.none
    : words().statistics.ofReviews(percentWords(percent), reviews);
}
