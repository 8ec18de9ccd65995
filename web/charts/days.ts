/** Over more days than these, ticks stand where months start. */
export const MANY_DAYS = 120;
