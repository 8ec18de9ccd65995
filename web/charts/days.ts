// When an axis of days counts as long; apart from `plot.ts`, which brings the drawing code with it.

/** Over more days than these, ticks stand where months start. */
export const MANY_DAYS = 120;
