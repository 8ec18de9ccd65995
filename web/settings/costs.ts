// How many minutes a day a desired retention costs, between simulated values.

import type { WorkloadForecast } from '../../server/http/schemas.ts';

type Row = Pick<WorkloadForecast['plans'][number]['rows'][number], 'desiredRetention' | 'perDay'>;

/** The minutes a day that a desired retention takes, interpolated between simulated ones; null outside them. */
export function minutesAt(rows: readonly Row[], desiredRetention: number): number | null {
  const sorted = [...rows].sort((a, b) => a.desiredRetention - b.desiredRetention);
  const after = sorted.find((row) => row.desiredRetention >= desiredRetention);
  const before = sorted.findLast((row) => row.desiredRetention <= desiredRetention);
  if (!after || !before) return null;
  const span = after.desiredRetention - before.desiredRetention;
  const part = span === 0 ? 0 : (desiredRetention - before.desiredRetention) / span;
  return before.perDay.minutes + part * (after.perDay.minutes - before.perDay.minutes);
}
