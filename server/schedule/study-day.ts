// Study days: when they start, and which one an instant belongs to.
import { memoized } from './memoized.ts';
import type { Calendar, StudyDay } from './types.ts';
import { offsetChangeMs, offsetMs } from './zone.ts';

export { checkZone } from './zone.ts';

export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const MINUTES_A_DAY = 1440;
const FIRST_DATE = '1900-01-01';
/** No zone was ever further than this from UTC. */
const WIDEST_OFFSET_MS = 16 * 60 * MINUTE_MS;

/**
 * The instant at which a study day starts, in milliseconds since the epoch: the first whose local time is at or
 * after the date plus the rollover. If clocks skip the rollover, that is the moment of the change; if they
 * show it twice, the first time; a day that a zone skips entirely starts together with the next and is empty.
 *
 * @throws RangeError if the zone is unknown or the rollover isn't a whole minute of a day.
 */
export function studyDayStart(day: StudyDay, calendar: Calendar): number {
  return startsOf(calendar)(day);
}

/**
 * The study day that an instant belongs to: the latest one started.
 *
 * @throws RangeError as {@link studyDayStart}, or if the instant is not a finite number.
 */
export function studyDayOf(atMs: number, calendar: Calendar): StudyDay {
  if (!Number.isFinite(atMs))
    throw new RangeError(`An instant must be a number of milliseconds, not ${atMs}.`);
  const startOf = startsOf(calendar);
  // Only a first guess: zones differ from UTC by less than a day, so few steps lead to the day.
  let day = Math.floor((atMs - calendar.rolloverMinutes * MINUTE_MS) / DAY_MS);
  while (startOf(day) > atMs) day--;
  while (startOf(day + 1) <= atMs) day++;
  return day;
}

/** `2026-11-23`. */
export function formatStudyDay(day: StudyDay): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The study day of a date written `2026-11-23`.
 *
 * @throws RangeError if the text is not a calendar date of the years 1900 to 9999.
 */
export function parseStudyDay(text: string): StudyDay {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  const day = ms / DAY_MS;
  if (Number.isNaN(ms) || text < FIRST_DATE || formatStudyDay(day) !== text) {
    throw new RangeError(
      `"${text}" is not a date from 1900 on: write the year, month and day as in "2026-11-23".`,
    );
  }
  return day;
}

// Intl takes microseconds for each local time, and a session needs thousands: starts are cached by day.
const startsByRollover = memoized((zone: string) =>
  memoized((rolloverMinutes: number) => {
    checkRollover(rolloverMinutes);
    return memoized((day: StudyDay) => firstInstantAtLocal(day * DAY_MS + rolloverMinutes * MINUTE_MS, zone));
  }),
);

function startsOf(calendar: Calendar): (day: StudyDay) => number {
  return startsByRollover(calendar.zone)(calendar.rolloverMinutes);
}

function checkRollover(minutes: number): void {
  if (!Number.isInteger(minutes) || minutes < 0 || minutes >= MINUTES_A_DAY) {
    throw new RangeError(`The rollover can't be ${minutes}: use whole minutes after midnight, 0 to 1439.`);
  }
}

/** The first instant at which a zone's clocks show `localMs` (a local time counted as if it were UTC) or later. */
function firstInstantAtLocal(localMs: number, zone: string): number {
  const from = localMs - WIDEST_OFFSET_MS;
  const to = localMs + WIDEST_OFFSET_MS;
  const before = offsetMs(from, zone);
  const after = offsetMs(to, zone);
  if (before === after) return localMs - before;
  const change = offsetChangeMs(from, to, zone);
  return localMs - before < change ? localMs - before : Math.max(change, localMs - after);
}
