// Times that people and programs write.
import { parseStudyDay } from './study-day.ts';

const FORM = /^(\d{4}-\d\d-\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
/** No zone was ever this far from UTC. */
const OFFSET_HOURS = 16;
const FIRST_MS = Date.UTC(1900, 0, 1);
const END_MS = Date.UTC(10_000, 0, 1);

/** What {@link parseInstant} reads, after “must be”. */
export const INSTANT_RULE =
  'a time that exists, of the years 1900 to 9999, with seconds and its offset from UTC, such as 2026-11-23T07:00:00Z';

/**
 * The instant written in a text (RFC 3339), in milliseconds since the epoch. null for any other text, such as a day or
 * an offset that does not exist, a leap second, which clocks of computers do not count, or 24:00.
 */
export function parseInstant(text: string): number | null {
  const [, date, hour, minute, second, fraction = '', sign, hours = '0', minutes = '0'] =
    FORM.exec(text) ?? [];
  const day = date === undefined ? null : dayOf(date);
  if (day === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  if (Number(hours) >= OFFSET_HOURS || Number(minutes) > 59) return null;
  const written = Date.parse(`${date}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`);
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  const ms = written - offsetMs;
  return ms >= FIRST_MS && ms < END_MS ? ms : null;
}

function dayOf(date: string): number | null {
  try {
    return parseStudyDay(date);
  } catch {
    return null;
  }
}

/** Whether a text is a date, as `parseStudyDay` reads it. */
export function isDate(text: string): boolean {
  return dayOf(text) !== null;
}
