// Numbers, shares, dates, spans and plurals in the reader's locale.

import { locale } from './language.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** One wording for each plural category of the language; `other` stands in for missing ones. */
export type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

const made = new Map<string, unknown>();

/** Formatters are slow to make and never change. */
function once<T>(kind: string, make: (tag: string) => T): T {
  const name = `${locale()} ${kind}`;
  if (!made.has(name)) made.set(name, make(locale()));
  return made.get(name) as T;
}

function numbers(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return once(`number ${JSON.stringify(options)}`, (tag) => new Intl.NumberFormat(tag, options));
}

function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return once(`date ${JSON.stringify(options)}`, (tag) => new Intl.DateTimeFormat(tag, options));
}

function relative(numeric: 'always' | 'auto'): Intl.RelativeTimeFormat {
  return once(`relative ${numeric}`, (tag) => new Intl.RelativeTimeFormat(tag, { numeric }));
}

/** Makes the browser's first formatter, which is slow, at a moment when nobody notices. */
export function warmFormats(): void {
  numbers({}).format(0);
}

/** The wording for a number: `plural(n, { one: 'it is', other: 'they are' })`. */
export function plural(n: number, forms: Forms): string {
  return forms[once('plural', (tag) => new Intl.PluralRules(tag)).select(n)] ?? forms.other;
}

/** `1 card`, `1,200 cards`: a number with its wording. */
export function counted(n: number, forms: Forms): string {
  return `${numberWords(n)} ${plural(n, forms)}`;
}

/** `12,345.6`. @param digits the most decimals. @param least the fewest decimals. */
export function numberWords(
  n: number,
  digits = 0,
  least = 0,
  style: 'decimal' | 'percent' = 'decimal',
): string {
  // Both languages write these alike, and a browser's first number formatter takes many milliseconds.
  if (style === 'decimal' && least === 0 && Number.isInteger(n) && n >= 0 && n < 1000) return String(n);
  return numbers({ style, minimumFractionDigits: least, maximumFractionDigits: digits }).format(n);
}

/** A percentage in running text, from 0 to 100: at most one decimal, and none if it is zero. */
export function percentWords(percent: number, digits = 1, least = 0): string {
  return numberWords(percent / 100, digits, least, 'percent');
}

/** A number in a column: always one decimal, so that the column lines up. */
export function tenthsWords(n: number): string {
  return numberWords(n, 1, 1);
}

/** A percentage in a column: always one decimal. */
export function percentTenths(percent: number): string {
  return percentWords(percent, 1, 1);
}

/** `1.2 MB`: the size of a file. */
export function sizeWords(bytes: number): string {
  const [n, unit] = bytes < 1e6 ? [Math.ceil(bytes / 1e3), 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  return numbers({ style: 'unit', unit, maximumFractionDigits: 1 }).format(n);
}

/** `a, b and c`. */
export function listWords(parts: readonly string[]): string {
  return once('list', (tag) => new Intl.ListFormat(tag, { type: 'conjunction' })).format(parts);
}

/** A date in the learner's locale, from `2026-11-23` or an ISO time. */
export function dateWords(date: string): string {
  return dates({ day: 'numeric', month: 'short', year: 'numeric' }).format(instant(date));
}

/** The same without the year. */
export function dayWords(date: string): string {
  return dates({ day: 'numeric', month: 'short' }).format(instant(date));
}

/** A date and its time of day. */
export function timeWords(at: string): string {
  return dates({ dateStyle: 'medium', timeStyle: 'short' }).format(new Date(at));
}

/** `November 2026`. */
export function monthWords(date: string, month: 'long' | 'short' = 'long'): string {
  return dates(month === 'long' ? { month, year: 'numeric' } : { month }).format(instant(date));
}

/** An hour of the clock: `8:00`, `8:00 PM`; short: `8`, `8 PM`. @param hour 0–23. */
export function hourWords(hour: number, length: 'long' | 'short' = 'long'): string {
  const minute = length === 'long' ? ({ minute: '2-digit' } as const) : {};
  return dates({ hour: 'numeric', ...minute, timeZone: 'UTC' }).format(Date.UTC(2026, 10, 23, hour));
}

/** A locale's week, which newer browsers give as a method and older ones as a property. */
interface WeekInfo {
  readonly getWeekInfo?: () => { readonly firstDay: number };
  readonly weekInfo?: { readonly firstDay: number };
}

/** The weekday on which weeks start: 1 for Monday to 7 for Sunday. */
export function firstWeekday(): number {
  const place: Intl.Locale & WeekInfo = new Intl.Locale(locale());
  return (place.getWeekInfo?.() ?? place.weekInfo)?.firstDay ?? 1;
}

/** The name of a weekday. @param day 1 for Monday to 7 for Sunday. */
export function weekdayWords(day: number, weekday: 'long' | 'short' | 'narrow' = 'long'): string {
  // 2026-11-23 was a Monday.
  return dates({ weekday, timeZone: 'UTC' }).format(Date.UTC(2026, 10, 22 + day));
}

/** Midday, so that a change of the clock at night can't move a local date to another day. */
function instant(date: string): Date {
  return new Date(date.length === 10 ? `${date}T12:00:00` : date);
}

interface Preview {
  readonly dueAt: string;
  readonly intervalDays: number;
}

/** The unit of an interval on a button. */
export type IntervalUnit = 'minute' | 'hour' | 'day' | 'month' | 'year';

/**
 * An interval as a number of one unit, for a button: 10 minutes, 12 days, 2.5 months. `asOfMs` is when the server sent
 * it.
 */
export function intervalOf(
  { dueAt, intervalDays }: Preview,
  asOfMs: number,
): readonly [number, IntervalUnit] {
  if (intervalDays === 0) {
    const minutes = Math.max(1, Math.round((Date.parse(dueAt) - asOfMs) / MINUTE_MS));
    return minutes < 60 ? [minutes, 'minute'] : [Math.round(minutes / 60), 'hour'];
  }
  if (intervalDays < 31) return [intervalDays, 'day'];
  return intervalDays < 365 ? [tenth(intervalDays / 30.44), 'month'] : [tenth(intervalDays / 365.25), 'year'];
}

function tenth(n: number): number {
  return Math.round(n * 10) / 10;
}

/** The same for screen readers: `in 10 minutes`, `in 3 days`. */
export function intervalWords({ dueAt, intervalDays }: Preview, asOfMs: number): string {
  if (intervalDays > 0) return relative('always').format(intervalDays, 'day');
  const minutes = Math.round((Date.parse(dueAt) - asOfMs) / MINUTE_MS);
  return inSpan(Math.max(1, minutes) * MINUTE_MS);
}

/** When something falls due, relative to now: `now`, `in 8 minutes`, `in 5 hours`, `tomorrow`, `in 4 days`. */
export function whenWords(dueAt: string, nowMs: number): string {
  const dueMs = Date.parse(dueAt);
  const aheadMs = dueMs - nowMs;
  if (aheadMs <= 0) return relative('auto').format(0, 'second');
  const days = calendarDay(dueMs) - calendarDay(nowMs);
  if (days === 0 || aheadMs < 3 * HOUR_MS) return inSpan(aheadMs);
  return days === 1 ? relative('auto').format(1, 'day') : relative('always').format(days, 'day');
}

/** A study day relative to today: `today`, `yesterday`, `in 3 days`, `12 days ago`. */
export function daysAwayWords(days: number): string {
  return relative(Math.abs(days) <= 1 ? 'auto' : 'always').format(days, 'day');
}

/** `0:07`, `12:40`, `61:05`: minutes and seconds, as on a watch. */
export function spentLabel(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** `8 minutes`, `5 hours`, `3 days`: at least 1 minute. */
export function spanWords(ms: number): string {
  const [n, unit] = spanOf(ms);
  return numbers({ style: 'unit', unit, unitDisplay: 'long' }).format(n);
}

/** Roughly how long work takes: `1 minute`, `45 minutes`, `2.1 hours`. */
export function workWords(minutes: number): string {
  const wording = { style: 'unit', unitDisplay: 'long', maximumFractionDigits: 1 } as const;
  if (minutes >= 119.5) return numbers({ ...wording, unit: 'hour' }).format(minutes / 60);
  return numbers({ ...wording, unit: 'minute' }).format(Math.max(1, Math.round(minutes)));
}

/** How many days a memory lasts: `12 hours`, `1.5 days`, `265 days`. */
export function daysWords(days: number): string {
  if (days < 1) return spanWords(days * DAY_MS);
  const digits = days < 10 ? 1 : 0;
  return numbers({ style: 'unit', unit: 'day', unitDisplay: 'long', maximumFractionDigits: digits }).format(
    days,
  );
}

function inSpan(ms: number): string {
  return relative('always').format(...spanOf(ms));
}

function spanOf(ms: number): readonly [number, 'minute' | 'hour' | 'day'] {
  if (ms < HOUR_MS) return [Math.max(1, Math.ceil(ms / MINUTE_MS)), 'minute'];
  return ms < DAY_MS ? [Math.round(ms / HOUR_MS), 'hour'] : [Math.round(ms / DAY_MS), 'day'];
}

/** The day in the browser's own calendar. */
function calendarDay(ms: number): number {
  return Math.floor((ms - new Date(ms).getTimezoneOffset() * MINUTE_MS) / DAY_MS);
}
