// The confidence interval of a share.

/** z of a 95% interval of the normal distribution. */
const Z = 1.959964;

/**
 * The 95% score interval of Wilson (1927) for a share: `passed` out of `of`. Both ends are 0–1. Unlike the simple
 * interval it stays within 0 and 1, even if all or none passed.
 */
export function shareInterval(passed: number, of: number): readonly [low: number, high: number] {
  if (of <= 0) return [0, 1];
  const share = passed / of;
  const square = Z ** 2;
  const middle = (share + square / (2 * of)) / (1 + square / of);
  const half = (Z * Math.sqrt((share * (1 - share)) / of + square / (4 * of ** 2))) / (1 + square / of);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
