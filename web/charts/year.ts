// The calendar of a heat map: where each day is, and how dark.

import { quantileSorted } from 'd3-array';
import type { StudyDay } from '../../server/schedule/types.ts';

const DAY_MS = 86_400_000;
const LEVELS = 4;

/** A study day's place in a calendar whose columns are weeks. */
export interface YearDay {
  readonly day: StudyDay;
  /** 0–11. */
  readonly month: number;
  /** Column, from 0 in each block. */
  readonly week: number;
  /** Row, 0–6, from the first day of the week. */
  readonly row: number;
}

/** A range of months of a year, drawn as a block of its own. */
export interface YearBlock {
  readonly days: readonly YearDay[];
  readonly weeks: number;
  /** Where each month's name goes: the column of the first week that starts in it. */
  readonly months: readonly { readonly month: number; readonly week: number }[];
}

/** The weekday of a study day: 1 is Monday, 7 Sunday. 1970-01-01 was a Thursday. */
export function weekdayOf(day: StudyDay): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/**
 * Splits a year into blocks of weeks. Study days are dates, so changes of the clock do not matter.
 *
 * @param blocks 1 for the whole year in a row, 2 for halves, 4 for quarters
 * @param firstWeekday the day on which weeks start: 1 is Monday, 7 Sunday
 */
export function yearBlocks(year: number, blocks: 1 | 2 | 4, firstWeekday = 1): readonly YearBlock[] {
  const months = 12 / blocks;
  return Array.from({ length: blocks }, (_none, index) =>
    blockOf(year, index * months, months, firstWeekday),
  );
}

function blockOf(year: number, fromMonth: number, months: number, firstWeekday: number): YearBlock {
  const first = dayOf(year, fromMonth);
  const end = dayOf(year, fromMonth + months);
  const rowOf = (day: StudyDay) => (weekdayOf(day) - firstWeekday + 7) % 7;
  const offset = rowOf(first);
  const days = Array.from({ length: end - first }, (_none, index): YearDay => {
    const day = first + index;
    return {
      day,
      month: new Date(day * DAY_MS).getUTCMonth(),
      week: Math.floor((index + offset) / 7),
      row: rowOf(day),
    };
  });
  const starts = Array.from({ length: months }, (_none, index) => {
    const month = fromMonth + index;
    const week = days.find((day) => day.month === month && day.row === 0)?.week ?? 0;
    return { month, week: index === 0 ? 0 : week };
  });
  return { days, weeks: (days.at(-1)?.week ?? 0) + 1, months: starts };
}

function dayOf(year: number, month: number): StudyDay {
  return Date.UTC(year, month, 1) / DAY_MS;
}

/** The lowest value of each level above zero, rising: quartiles of the values above zero, fewer if values repeat. */
export function levelsOf(values: readonly number[]): readonly number[] {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  const starts = Array.from({ length: LEVELS }, (_none, index) =>
    Math.ceil(quantileSorted(sorted, index / LEVELS) ?? 0),
  );
  return [...new Set(starts)];
}

/** 0 for zero, else the number of the level, from 1. */
export function levelOf(value: number, levels: readonly number[]): number {
  return value <= 0 ? 0 : Math.max(1, levels.filter((least) => least <= value).length);
}
