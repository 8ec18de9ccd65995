/** The middle of some values, or the mean of the two in the middle; null of nothing. */
export function median(values: readonly number[]): number | null {
  return medianOfSorted(new Float64Array(values).sort());
}

/** The same of values that rise. */
export function medianOfSorted(rising: Float64Array): number | null {
  const [low, high] = [rising[(rising.length - 1) >> 1], rising[rising.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
