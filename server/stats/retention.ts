import type { ReviewDesk } from '../log/desk.ts';
import { DAY_MS } from '../schedule/study-day.ts';
import type { StudyDay } from '../schedule/types.ts';
import { KINDS } from './counted.ts';
import { addFigures, emptyFigures, type Figures, one } from './figures.ts';
import { daysOf, type Span } from './span.ts';

/** Reviews that test memory, and those of them that were not answered "again". */
export interface Tested {
  readonly reviews: number;
  readonly passed: number;
}

export interface Retention {
  readonly young: Tested;
  readonly mature: Tested;
  readonly all: Tested;
}

export const PERIODS = ['day', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

export interface PeriodRetention extends Retention {
  /** The first day of the period, which may be before the span. */
  readonly start: StudyDay;
}

/** True retention over a span: by day, week (from Monday on) or month, oldest first, and over the whole span. */
export async function trueRetention(
  desk: ReviewDesk,
  span: Span,
  by: Period,
): Promise<{ readonly periods: readonly PeriodRetention[]; readonly total: Retention }> {
  const sums = new Map<StudyDay, Figures>();
  const total = emptyFigures();
  for (const { studyDay, figures } of await daysOf(desk, span)) {
    const start = START[by](studyDay);
    const sum = sums.get(start) ?? emptyFigures();
    sums.set(start, sum);
    addFigures(sum, figures);
    addFigures(total, figures);
  }
  const periods = [...sums].map(([start, figures]) => ({ start, ...retentionOf(figures) }));
  return { periods: periods.filter(({ all }) => all.reviews > 0), total: retentionOf(total) };
}

/** True retention in the figures of a day or a span, by kind of card. */
export function retentionOf(figures: Figures): Retention {
  const young = tested(figures, KINDS.indexOf('young'));
  const mature = tested(figures, KINDS.indexOf('mature'));
  const all = { reviews: young.reviews + mature.reviews, passed: young.passed + mature.passed };
  return { young, mature, all };
}

function tested(figures: Figures, kind: number): Tested {
  return { reviews: one(figures, 'tested', kind), passed: one(figures, 'passed', kind) };
}

/** The first day of the period that a day belongs to. Day 0, 1 January 1970, was a Thursday, so day 4 was a Monday. */
const START: Readonly<Record<Period, (day: StudyDay) => StudyDay>> = {
  day: (day) => day,
  week: (day) => day - ((((day - 4) % 7) + 7) % 7),
  month: (day) => day - new Date(day * DAY_MS).getUTCDate() + 1,
};
