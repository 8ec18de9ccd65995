const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

interface Preview {
  readonly dueAt: string;
  readonly intervalDays: number;
}

/** What a grade button says about its interval: `10m`, `3h`, `12d`, `2.5mo`, `1.2y`. `asOfMs` is when it was told. */
export function intervalLabel({ dueAt, intervalDays }: Preview, asOfMs: number): string {
  if (intervalDays === 0) {
    const minutes = Math.max(1, Math.round((Date.parse(dueAt) - asOfMs) / MINUTE_MS));
    return minutes < 60 ? `${minutes}m` : `${Math.round(minutes / 60)}h`;
  }
  if (intervalDays < 31) return `${intervalDays}d`;
  return intervalDays < 365 ? `${short(intervalDays / 30.44)}mo` : `${short(intervalDays / 365.25)}y`;
}

/** The same, to be read aloud: `in 10 minutes`, `in 3 days`. */
export function intervalWords(preview: Preview, asOfMs: number): string {
  if (preview.intervalDays > 0) return `in ${counted(preview.intervalDays, 'day')}`;
  return `in ${spanWords(Math.max(MINUTE_MS, Date.parse(preview.dueAt) - asOfMs))}`;
}

/** When something falls due, seen from now: `in 8 minutes`, `in 5 hours`, `tomorrow`, `in 4 days`. */
export function whenWords(dueAt: string, nowMs: number): string {
  const dueMs = Date.parse(dueAt);
  const aheadMs = dueMs - nowMs;
  if (aheadMs <= 0) return 'now';
  const days = calendarDay(dueMs) - calendarDay(nowMs);
  if (days === 0 || aheadMs < 3 * HOUR_MS) return `in ${spanWords(aheadMs)}`;
  return days === 1 ? 'tomorrow' : `in ${counted(days, 'day')}`;
}

/** `8 minutes`, `5 hours`, `3 days`: never less than it is. */
export function spanWords(ms: number): string {
  if (ms < HOUR_MS) return counted(Math.max(1, Math.ceil(ms / MINUTE_MS)), 'minute');
  return ms < DAY_MS ? counted(Math.round(ms / HOUR_MS), 'hour') : counted(Math.round(ms / DAY_MS), 'day');
}

/** `1 card`, `2 cards`. */
export function counted(n: number, word: string, plural = `${word}s`): string {
  return `${n} ${n === 1 ? word : plural}`;
}

/** A date as the learner's locale writes it, from `2026-11-23` or an ISO time. */
export function dateWords(date: string): string {
  const at = new Date(date.length === 10 ? `${date}T12:00:00` : date);
  return at.toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
}

function short(n: number): string {
  return n.toFixed(1).replace(/\.0$/, '');
}

/** Days of the browser's own calendar. */
function calendarDay(ms: number): number {
  return Math.floor((ms - new Date(ms).getTimezoneOffset() * MINUTE_MS) / DAY_MS);
}
