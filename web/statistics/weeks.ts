// Sums days into weeks, for charts of many days.

import type { ForecastStats } from '../../server/http/schemas.ts';

type Due = ForecastStats['days'][number];

/** Groups days by seven, starting with the first; the last group may be shorter. */
export function weeksOf(days: readonly Due[]): readonly Due[] {
  const weeks: Due[] = [];
  for (const [index, { studyDay, due }] of days.entries()) {
    const week = weeks[Math.floor(index / 7)];
    if (week) week.due += due;
    else weeks.push({ studyDay, due });
  }
  return weeks;
}
