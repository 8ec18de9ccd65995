// The values of a chart that a pointer or a key can stop at.

/** A value that can be read by itself. */
export interface Stop {
  /** In pixels. */
  readonly x: number;
  /** In pixels; absent if everything above and below a place is read together. */
  readonly y?: number;
  readonly words: () => string;
}

/** The index of the stop nearest to a point. */
export function nearest(stops: readonly Stop[], x: number, y: number): number {
  let [found, least] = [0, Number.POSITIVE_INFINITY];
  stops.forEach((stop, index) => {
    const distance = (stop.x - x) ** 2 + (stop.y === undefined ? 0 : (stop.y - y) ** 2);
    if (distance < least) [found, least] = [index, distance];
  });
  return found;
}

/**
 * The stop that a key leads to; null for other keys.
 *
 * @param column how many stops stand in a column: keys to the side move by that many, keys up and down by one
 */
export function stepOf(key: string, index: number, last: number, column: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: column,
    ArrowLeft: -column,
    ArrowUp: column === 1 ? 1 : -1,
    ArrowDown: column === 1 ? -1 : 1,
    PageUp: 4 * column,
    PageDown: -4 * column,
    Home: -last,
    End: last,
  };
  const step = steps[key];
  return step === undefined ? null : Math.min(last, Math.max(0, index + step));
}
