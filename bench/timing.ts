// Timing and percentiles.

/** Durations of single acts in milliseconds, unordered. */
export type Times = readonly number[];

/** How long an act takes, in milliseconds. */
export async function timed(act: () => Promise<unknown> | unknown): Promise<number> {
  const startedMs = performance.now();
  await act();
  return performance.now() - startedMs;
}

/** Acts one after the other, each timed; `before` each of them is not. */
export async function timedEach(
  count: number,
  act: () => Promise<unknown> | unknown,
  before: () => Promise<unknown> | unknown = () => {},
): Promise<Times> {
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    await before();
    times.push(await timed(act));
  }
  return times;
}

/** The time that this percentage of samples does not exceed (nearest rank). */
export function percentile(times: Times, percent: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
}

export function median(times: Times): number {
  return percentile(times, 50);
}
