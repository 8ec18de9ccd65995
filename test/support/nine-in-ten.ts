// The tolerance of the claim "nine times in ten".

/** With three standard errors, a true claim fails by chance in three of a thousand samples. */
const STANDARD_ERRORS = 3;

/**
 * The range of the number of `count` intervals that contain the truth if each does with probability 0.9:
 * 0.9 n ± 3 · √(0.09 n), three standard errors of the binomial distribution.
 */
export function nineInTen(count: number): { readonly low: number; readonly high: number } {
  const spread = STANDARD_ERRORS * Math.sqrt(0.9 * 0.1 * count);
  return { low: 0.9 * count - spread, high: 0.9 * count + spread };
}
