import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  checkZone,
  DAY_MS,
  formatStudyDay,
  parseStudyDay,
  studyDayOf,
  studyDayStart,
} from '../../server/schedule/study-day.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ROLLOVERS = [0, 30, 60, 90, 120, 150, 180, 210, 240, 720, 1439];

/** What a zone's clocks show, counted as if it were UTC: read from Intl by another way than the code under test. */
function clocks(zone: string): (atMs: number) => number {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  return (atMs) => Date.parse(`${format.format(atMs).replace(' ', 'T')}Z`);
}

/** Each of a stretch of minutes with what the clocks show then. */
function minutes(zone: string, fromIso: string, days: number) {
  const show = clocks(zone);
  const from = Date.parse(fromIso);
  return Array.from({ length: (days * DAY_MS) / MINUTE_MS }, (_, index) => {
    const atMs = from + index * MINUTE_MS;
    return { atMs, localMs: show(atMs) };
  });
}

const CHANGES = [
  ['Europe/Helsinki in spring', 'Europe/Helsinki', '2026-03-27T00:00:00Z'],
  ['Europe/Helsinki in autumn', 'Europe/Helsinki', '2026-10-23T00:00:00Z'],
  ['Australia/Lord_Howe in spring, by half an hour', 'Australia/Lord_Howe', '2026-10-02T00:00:00Z'],
  ['Australia/Lord_Howe in autumn, by half an hour', 'Australia/Lord_Howe', '2026-04-03T00:00:00Z'],
  ['America/Sao_Paulo at midnight in spring', 'America/Sao_Paulo', '2018-11-02T00:00:00Z'],
  ['America/Sao_Paulo at midnight in autumn', 'America/Sao_Paulo', '2018-02-16T00:00:00Z'],
  ['Pacific/Apia without 30 December 2011', 'Pacific/Apia', '2011-12-28T00:00:00Z'],
  ['UTC', 'UTC', '2026-03-27T00:00:00Z'],
] as const;

describe('a study day', () => {
  it.each(CHANGES)('holds each minute of %s in the latest day started', (_, zone, from) => {
    const stretch = minutes(zone, from, 5);
    for (const rolloverMinutes of ROLLOVERS) {
      const calendar = { zone, rolloverMinutes };
      let latestStarted = Number.NEGATIVE_INFINITY;
      const wrong = stretch.filter(({ atMs, localMs }) => {
        latestStarted = Math.max(latestStarted, Math.floor((localMs - rolloverMinutes * MINUTE_MS) / DAY_MS));
        return studyDayOf(atMs, calendar) !== latestStarted;
      });
      expect(wrong).toEqual([]);
    }
  });

  it.each(CHANGES)('changes exactly once in a local day of %s', (_, zone, from) => {
    const stretch = minutes(zone, from, 5);
    const instants = stretch.map(({ atMs }) => atMs);
    const shown = [...new Set(stretch.map(({ localMs }) => Math.floor(localMs / DAY_MS)))];
    for (const rolloverMinutes of ROLLOVERS) {
      const calendar = { zone, rolloverMinutes };
      const turns = instants.filter((atMs) => studyDayOf(atMs, calendar) !== studyDayOf(atMs - 1, calendar));
      const days = turns.map((atMs) => studyDayOf(atMs, calendar));
      expect(turns).toEqual(days.map((day) => studyDayStart(day, calendar)));
      expect(days).toEqual([...new Set(days)].sort((a, b) => a - b));
      const startedHere = shown.filter((day) => instants.includes(studyDayStart(day, calendar)));
      expect(startedHere.length).toBeGreaterThan(2);
      expect(days).toEqual(expect.arrayContaining(startedHere));
    }
  });

  it('starts when the clocks jump over the rollover', () => {
    const calendar = { zone: 'Europe/Helsinki', rolloverMinutes: 210 };
    const start = studyDayStart(parseStudyDay('2026-03-29'), calendar);
    expect(new Date(start).toISOString()).toBe('2026-03-29T01:00:00.000Z');
  });

  it('starts the first time that the clocks show the rollover twice', () => {
    const calendar = { zone: 'Europe/Helsinki', rolloverMinutes: 210 };
    const start = studyDayStart(parseStudyDay('2026-10-25'), calendar);
    expect(new Date(start).toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  it('that a zone skips starts together with the next and is empty', () => {
    const calendar = { zone: 'Pacific/Apia', rolloverMinutes: 0 };
    const skipped = parseStudyDay('2011-12-30');
    expect(studyDayStart(skipped, calendar)).toBe(studyDayStart(skipped + 1, calendar));
    expect(studyDayOf(studyDayStart(skipped, calendar), calendar)).toBe(skipped + 1);
  });

  it('that a zone skips lasts from the change to the rollover of the next', () => {
    const calendar = { zone: 'Pacific/Apia', rolloverMinutes: 240 };
    const skipped = parseStudyDay('2011-12-30');
    expect(studyDayStart(skipped + 1, calendar) - studyDayStart(skipped, calendar)).toBe(4 * HOUR_MS);
  });

  it('starts at the first instant that shows the rollover, in any zone, at any time', () => {
    const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const atMs = fc.integer({ min: Date.UTC(1950, 0), max: Date.UTC(2100, 0) });
    const rolloverMinutes = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(zone, atMs, rolloverMinutes, (zone, atMs, rolloverMinutes) => {
        const calendar = { zone, rolloverMinutes };
        const day = studyDayOf(atMs, calendar);
        const start = studyDayStart(day, calendar);
        expect(start).toBeLessThanOrEqual(atMs);
        expect(studyDayStart(day + 1, calendar)).toBeGreaterThan(atMs);

        const show = clocks(zone);
        const rollover = day * DAY_MS + rolloverMinutes * MINUTE_MS;
        expect(show(start)).toBeGreaterThanOrEqual(rollover);
        expect(show(start - 1)).toBeLessThan(rollover);
        for (let earlier = start - 10 * MINUTE_MS; earlier > start - 6 * HOUR_MS; earlier -= 10 * MINUTE_MS) {
          expect(show(earlier)).toBeLessThan(rollover);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('never runs backwards', () => {
    const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const atMs = fc.integer({ min: Date.UTC(1950, 0), max: Date.UTC(2100, 0) });
    const later = fc.integer({ min: 0, max: 3 * DAY_MS });
    fc.assert(
      fc.property(
        zone,
        fc.integer({ min: 0, max: 1439 }),
        atMs,
        later,
        (zone, rolloverMinutes, atMs, later) => {
          const calendar = { zone, rolloverMinutes };
          expect(studyDayOf(atMs + later, calendar)).toBeGreaterThanOrEqual(studyDayOf(atMs, calendar));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is found without asking Intl again once its start is known', () => {
    // A zone of its own: what another test asked of it would be known already.
    const calendar = { zone: 'Pacific/Chatham', rolloverMinutes: 240 };
    const now = Date.UTC(2026, 10, 23, 12);
    studyDayOf(now, calendar);
    const asked = vi.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts');
    for (let i = 0; i < 100; i++) studyDayOf(now + i, calendar);
    expect(asked).not.toHaveBeenCalled();
    studyDayOf(now + 40 * DAY_MS, calendar);
    expect(asked).toHaveBeenCalled();
    asked.mockRestore();
  });
});

describe('a written study day', () => {
  it('is its date', () => {
    expect(formatStudyDay(0)).toBe('1970-01-01');
    expect(formatStudyDay(parseStudyDay('2026-11-23'))).toBe('2026-11-23');
    expect(parseStudyDay('2024-02-29') - parseStudyDay('2024-02-28')).toBe(1);
  });

  it.each(['2026-02-30', '2026-1-2', '23.11.2026', '', '2026-11-23T00:00'])('refuses %j', (text) => {
    expect(() => parseStudyDay(text)).toThrow(/not a date/);
  });
});

describe('a calendar', () => {
  it.each(['Europe/Helsinki', 'UTC', 'Etc/GMT+5'])('takes %s', (zone) => {
    expect(() => checkZone(zone)).not.toThrow();
  });

  it.each(['Europe/Atlantis', '', '+02:00', 'local'])(
    'refuses the zone %j and says what to write',
    (zone) => {
      expect(() => checkZone(zone)).toThrow(/IANA name/);
      expect(() => studyDayOf(0, { zone, rolloverMinutes: 0 })).toThrow(/IANA name/);
    },
  );

  it.each([-1, 1440, 4.5, Number.NaN])('refuses a rollover of %s minutes', (rolloverMinutes) => {
    expect(() => studyDayStart(0, { zone: 'UTC', rolloverMinutes })).toThrow(/0 to 1439/);
  });

  it('refuses an instant that is not a number', () => {
    expect(() => studyDayOf(Number.NaN, { zone: 'UTC', rolloverMinutes: 0 })).toThrow(/instant/);
  });
});
