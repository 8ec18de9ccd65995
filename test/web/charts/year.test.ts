import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatStudyDay, parseStudyDay } from '../../../server/schedule/study-day.ts';
import { levelOf, levelsOf, weekdayOf, yearBlocks } from '../../../web/charts/year.ts';

const years = fc.integer({ min: 1970, max: 2100 });
const layouts = fc.constantFrom(1, 2, 4);

describe('the calendar of a year', () => {
  it('has every day once, including leap days', () => {
    fc.assert(
      fc.property(years, layouts, fc.integer({ min: 1, max: 7 }), (year, count, firstWeekday) => {
        const days = yearBlocks(year, count, firstWeekday).flatMap((block) => block.days);
        const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
        expect(days).toHaveLength(isLeap ? 366 : 365);
        expect(formatStudyDay(days[0]?.day ?? 0)).toBe(`${year}-01-01`);
        expect(formatStudyDay(days.at(-1)?.day ?? 0)).toBe(`${year}-12-31`);
      }),
    );
  });

  it('has one place per day, weekdays in rows and weeks in columns', () => {
    fc.assert(
      fc.property(years, layouts, fc.integer({ min: 1, max: 7 }), (year, count, firstWeekday) => {
        for (const { days, weeks } of yearBlocks(year, count, firstWeekday)) {
          const places = new Set(days.map(({ week, row }) => `${week} ${row}`));
          expect(places.size).toBe(days.length);
          expect(Math.max(...days.map(({ week }) => week))).toBe(weeks - 1);
          for (const { day, row } of days) expect((row + firstWeekday - 1) % 7).toBe(weekdayOf(day) - 1);
        }
      }),
    );
  });

  it('starts a column where a week starts, even at the ends of the year', () => {
    const [block] = yearBlocks(2026, 1);
    const place = (date: string) => {
      const day = block?.days.find((each) => each.day === parseStudyDay(date));
      return day && [day.week, day.row];
    };
    // 2026 starts on a Thursday and ends on one.
    expect(place('2026-01-01')).toEqual([0, 3]);
    expect(place('2026-01-04')).toEqual([0, 6]);
    expect(place('2026-01-05')).toEqual([1, 0]);
    expect(place('2026-12-31')).toEqual([52, 3]);
  });

  it('knows weekdays before 1970', () => {
    expect(weekdayOf(parseStudyDay('1970-01-01'))).toBe(4);
    expect(weekdayOf(parseStudyDay('1969-12-28'))).toBe(7);
    expect(weekdayOf(parseStudyDay('2026-11-23'))).toBe(1);
  });

  it('names each month above its first whole week', () => {
    const [first, second] = yearBlocks(2026, 2);
    expect(first?.months.map(({ month }) => month)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(second?.months[0]).toEqual({ month: 6, week: 0 });
    expect(first?.months[1]).toEqual({ month: 1, week: 5 });
  });
});

describe('the levels of a calendar', () => {
  it('are quartiles of the days on which something was done', () => {
    expect(levelsOf([0, 0, 1, 2, 3, 4, 5, 6, 7, 8])).toEqual([1, 3, 5, 7]);
    expect(levelsOf([5, 5, 5])).toEqual([5]);
    expect(levelsOf([0])).toEqual([]);
  });

  it('rise with the values, and only zero has none', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1 }), (values) => {
        const levels = levelsOf(values);
        const sorted = [...values].sort((a, b) => a - b).map((value) => levelOf(value, levels));
        expect(sorted).toEqual([...sorted].sort((a, b) => a - b));
        for (const value of values) expect(levelOf(value, levels) === 0).toBe(value === 0);
        expect(Math.max(0, ...sorted)).toBeLessThanOrEqual(levels.length);
      }),
    );
  });
});
