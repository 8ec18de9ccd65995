// When an axis of days counts as long. Separate from `plot.ts`, which pulls in the drawing code.

/** Above this many days, ticks are at the starts of months. */
export const MANY_DAYS = 120;
