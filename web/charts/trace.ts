// The path of a line in a line chart, broken where values are missing.

import { area, line } from 'd3-shape';
import type { Scale } from './plot.ts';

/** A value at a place; null if unknown. */
export interface LinePoint {
  readonly x: number;
  readonly y: number | null;
  /** The range in which the value lies. */
  readonly low?: number | null;
  readonly high?: number | null;
}

/** A line in pixels, broken where values are missing. */
export interface Trace {
  readonly path: string;
  /** Outline of the ranges; '' if there are none. */
  readonly band: string;
  readonly marks: readonly { readonly x: number; readonly y: number }[];
}

interface Known {
  readonly x: number;
  readonly y: number;
}

export function traceOf(points: readonly LinePoint[], x: Scale, y: Scale): Trace {
  const isKnown = (point: LinePoint) => point.y !== null;
  const hasRange = ({ low, high }: LinePoint) => typeof low === 'number' && typeof high === 'number';
  const toPath = line<LinePoint>()
    .defined(isKnown)
    .x((point) => x(point.x))
    .y((point) => y(point.y ?? 0));
  const toBand = area<LinePoint>()
    .defined(hasRange)
    .x((point) => x(point.x))
    .y0((point) => y(point.low ?? 0))
    .y1((point) => y(point.high ?? 0));
  const marks = points.flatMap((point): Known[] =>
    point.y === null ? [] : [{ x: x(point.x), y: y(point.y) }],
  );
  return {
    path: toPath.digits(1)([...points]) ?? '',
    band: points.some(hasRange) ? (toBand.digits(1)([...points]) ?? '') : '',
    marks,
  };
}

/** All values of a line and its ranges, for the domain of its axis. */
export function* reach(points: readonly LinePoint[]): Generator<number> {
  for (const { y, low, high } of points) {
    for (const value of [y, low, high]) if (typeof value === 'number') yield value;
  }
}
