import { beforeEach, describe, expect, it } from 'vitest';
import {
  counted,
  dateWords,
  daysAwayWords,
  daysWords,
  firstWeekday,
  hourWords,
  intervalWords,
  listWords,
  monthWords,
  numberWords,
  percentWords,
  spanWords,
  tenthsWords,
  weekdayWords,
  whenWords,
  workWords,
} from '../../../web/words/format.ts';
import { intervalLabel } from '../../../web/words/interval.ts';
import { speak } from '../../../web/words/words.ts';

const AS_OF_MS = Date.parse('2026-11-23T10:00:00Z');
const inMinutes = (minutes: number) => ({
  dueAt: new Date(AS_OF_MS + minutes * 60_000).toISOString(),
  intervalDays: 0,
});
const inDays = (intervalDays: number) => ({ dueAt: '2027-01-01T04:00:00Z', intervalDays });

/** Languages put different kinds of spaces between numbers and signs. */
const plain = (text: string) => text.replace(/\s/g, ' ');

describe('in English', () => {
  beforeEach(() => speak('en', ['en-US']));

  it.each([
    [inMinutes(1), '1m'],
    [inMinutes(0.2), '1m'],
    [inMinutes(10), '10m'],
    [inMinutes(120), '2h'],
    [inDays(1), '1d'],
    [inDays(30), '30d'],
    [inDays(61), '2mo'],
    [inDays(100), '3.3mo'],
    [inDays(400), '1.1y'],
  ])('the button for %o says %s', (preview, label) => {
    expect(intervalLabel(preview, AS_OF_MS)).toBe(label);
  });

  it('writes an interval for reading aloud in words', () => {
    expect(intervalWords(inMinutes(10), AS_OF_MS)).toBe('in 10 minutes');
    // The server's time has whole seconds only.
    expect(intervalWords(inMinutes(1), AS_OF_MS - 900)).toBe('in 1 minute');
    expect(intervalWords(inDays(1), AS_OF_MS)).toBe('in 1 day');
  });

  const nowMs = new Date(2026, 10, 23, 22, 0).getTime();
  it.each([
    [new Date(2026, 10, 23, 21, 0), 'now'],
    [new Date(2026, 10, 23, 22, 8), 'in 8 minutes'],
    [new Date(2026, 10, 24, 0, 30), 'in 3 hours'],
    [new Date(2026, 10, 24, 4, 0), 'tomorrow'],
    [new Date(2026, 10, 27, 4, 0), 'in 4 days'],
  ])('a card due at %s is due %s', (at, words) => {
    expect(whenWords(at.toISOString(), nowMs)).toBe(words);
  });

  it('writes numbers, percentages, spans and lists', () => {
    expect(numberWords(12_345.67, 1)).toBe('12,345.7');
    expect([0, 7, 999, 1000, -3].map((n) => numberWords(n))).toEqual(['0', '7', '999', '1,000', '-3']);
    expect(tenthsWords(7)).toBe('7.0');
    expect(percentWords(72.44)).toBe('72.4%');
    expect(percentWords(90)).toBe('90%');
    expect(spanWords(60_000)).toBe('1 minute');
    expect(spanWords(61_000)).toBe('2 minutes');
    expect(spanWords(3 * 3_600_000)).toBe('3 hours');
    expect([0.2, 45.4, 119, 123].map(workWords)).toEqual([
      '1 minute',
      '45 minutes',
      '119 minutes',
      '2.1 hours',
    ]);
    expect([0.02, 0.5, 1, 1.46, 265.4].map(daysWords)).toEqual([
      '29 minutes',
      '12 hours',
      '1 day',
      '1.5 days',
      '265 days',
    ]);
    expect(listWords(['a', 'b', 'c'])).toBe('a, b, and c');
  });

  it('writes dates, months, weekdays and relative days', () => {
    expect(dateWords('2026-11-23')).toBe('Nov 23, 2026');
    expect(monthWords('2026-11-23')).toBe('November 2026');
    expect([1, 7].map((day) => weekdayWords(day))).toEqual(['Monday', 'Sunday']);
    expect([-12, -1, 0, 1].map(daysAwayWords)).toEqual(['12 days ago', 'yesterday', 'today', 'tomorrow']);
  });
});

it('writes dates as the browser’s region does', async () => {
  await speak('en', ['de-DE', 'en-GB', 'en-US']);
  expect(dateWords('2026-11-23')).toBe('23 Nov 2026');
  expect(firstWeekday()).toBe(1);
  expect([hourWords(8), hourWords(20, 'short')]).toEqual(['8:00', '20']);
  await speak('en', ['en-US']);
  expect(firstWeekday()).toBe(7);
  expect([hourWords(8), hourWords(20, 'short')].map(plain)).toEqual(['8:00 AM', '8 PM']);
});

it.each(['en-US', 'en-IN', 'es-ES', 'es-MX'])(
  'small whole numbers are written as %s has them',
  async (tag) => {
    await speak(tag.startsWith('en') ? 'en' : 'es', [tag]);
    const formatter = new Intl.NumberFormat(tag);
    const numbers = Array.from({ length: 1002 }, (_none, n) => n);
    expect(numbers.map((n) => numberWords(n))).toEqual(numbers.map((n) => formatter.format(n)));
  },
);

describe('in Spanish', () => {
  beforeEach(() => speak('es', ['es-ES']));

  it('writes intervals on buttons and for reading aloud', () => {
    const label = (preview: Parameters<typeof intervalLabel>[0]) => intervalLabel(preview, AS_OF_MS);
    expect(label(inMinutes(10))).toBe('10 min');
    expect(label(inDays(12))).toBe('12 d');
    expect(label(inDays(31))).toBe('1 mes');
    expect(label(inDays(100))).toBe('3,3 meses');
    expect(label(inDays(400))).toBe('1,1 años');
    expect(intervalWords(inDays(1), AS_OF_MS)).toBe('dentro de 1 día');
  });

  it('writes numbers and percentages', () => {
    expect(numberWords(12_345.67, 1)).toBe('12.345,7');
    expect(plain(percentWords(72.44))).toBe('72,4 %');
    expect(spanWords(3 * 3_600_000)).toBe('3 horas');
    expect(workWords(123)).toBe('2,1 horas');
    expect([0.5, 1, 1.46].map(daysWords)).toEqual(['12 horas', '1 día', '1,5 días']);
    expect(listWords(['a', 'b', 'c'])).toBe('a, b y c');
  });

  it('writes dates, months, weekdays and relative days', () => {
    expect(dateWords('2026-11-23')).toBe('23 nov 2026');
    expect(monthWords('2026-11-23')).toBe('noviembre de 2026');
    expect([1, 7].map((day) => weekdayWords(day))).toEqual(['lunes', 'domingo']);
    expect([-12, -1, 0, 1].map(daysAwayWords)).toEqual(['hace 12 días', 'ayer', 'hoy', 'mañana']);
  });

  it('has a form for millions', () => {
    const days = (n: number) => counted(n, { one: 'día', many: 'de días', other: 'días' });
    expect([1, 2, 0].map(days)).toEqual(['1 día', '2 días', '0 días']);
    expect(plain(days(1_000_000))).toBe('1.000.000 de días');
  });
});
