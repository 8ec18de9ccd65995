// Leeches: cards that are forgotten too often.

/** Whether a card was forgotten so often that it needs rewording rather than reviewing. 0 lapses are never too many. */
export function isLeech(lapses: number, threshold: number): boolean {
  return lapses > 0 && lapses >= threshold;
}

/**
 * Whether this lapse should be reported, as in Anki: the one that reaches the threshold, and after that every one
 * that is half the threshold (rounded up) further.
 */
export function isLeechAlarm(lapses: number, threshold: number): boolean {
  const again = Math.max(1, Math.ceil(threshold / 2));
  return isLeech(lapses, threshold) && (lapses - threshold) % again === 0;
}
