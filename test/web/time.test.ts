import { describe, expect, it } from 'vitest';
import { intervalLabel, intervalWords, whenWords } from '../../web/time.ts';

const AS_OF_MS = Date.parse('2026-11-23T10:00:00Z');
const inMinutes = (minutes: number) => ({
  dueAt: new Date(AS_OF_MS + minutes * 60_000).toISOString(),
  intervalDays: 0,
});
const inDays = (intervalDays: number) => ({ dueAt: '2027-01-01T04:00:00Z', intervalDays });

describe('the interval on a button', () => {
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
  ])('%o is %s', (preview, label) => {
    expect(intervalLabel(preview, AS_OF_MS)).toBe(label);
  });

  it('is read aloud in words', () => {
    expect(intervalWords(inMinutes(10), AS_OF_MS)).toBe('in 10 minutes');
    expect(intervalWords(inDays(1), AS_OF_MS)).toBe('in 1 day');
  });
});

describe('the next due time', () => {
  const nowMs = new Date(2026, 10, 23, 22, 0).getTime();
  it.each([
    [new Date(2026, 10, 23, 21, 0), 'now'],
    [new Date(2026, 10, 23, 22, 8), 'in 8 minutes'],
    [new Date(2026, 10, 24, 0, 30), 'in 3 hours'],
    [new Date(2026, 10, 24, 4, 0), 'tomorrow'],
    [new Date(2026, 10, 27, 4, 0), 'in 4 days'],
  ])('%s is %s', (at, words) => {
    expect(whenWords(at.toISOString(), nowMs)).toBe(words);
  });
});
