// Time zones.
import { memoized } from './memoized.ts';

const SECOND_MS = 1000;

/**
 * Checks that a zone is one of the IANA database, such as `Europe/Helsinki` or `UTC`.
 *
 * @throws RangeError that names the zone and says what to write instead.
 */
export function checkZone(zone: string): void {
  try {
    // Newer engines also take bare offsets such as `+02:00`, which know nothing of summer time.
    if (/^[+-]/.test(zone)) throw new RangeError('an offset is not a zone');
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
  } catch {
    throw new RangeError(`Unknown time zone "${zone}": use an IANA name such as "Europe/Helsinki" or "UTC".`);
  }
}

const formatOf = memoized((zone: string) => {
  checkZone(zone);
  return new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
});

/** Milliseconds that local time is ahead of UTC at an instant. */
export function offsetMs(atMs: number, zone: string): number {
  const wholeSecond = Math.floor(atMs / SECOND_MS) * SECOND_MS;
  const field = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of formatOf(zone).formatToParts(wholeSecond)) {
    if (type in field) field[type as keyof typeof field] = Number(value);
  }
  const { year, month, day, hour, minute, second } = field;
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSecond;
}

/** The first whole second after `fromMs` with the offset of `toMs`, where the offset changes once between them. */
export function offsetChangeMs(fromMs: number, toMs: number, zone: string): number {
  const after = offsetMs(toMs, zone);
  let before = Math.floor(fromMs / SECOND_MS);
  let changed = Math.ceil(toMs / SECOND_MS);
  while (changed - before > 1) {
    const middle = Math.floor((before + changed) / 2);
    if (offsetMs(middle * SECOND_MS, zone) === after) changed = middle;
    else before = middle;
  }
  return changed * SECOND_MS;
}
