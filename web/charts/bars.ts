// Positions of a bar chart's bars and their numbers: pure geometry.

import { type ScaleBand, scaleBand } from 'd3-scale';
import { type Area, type Scale, textWidth } from './plot.ts';
import { stack, sum } from './stack.ts';

/** Whether the values of a bar are stacked or side by side. */
export type Arranged = 'stacked' | 'grouped';

/** A rectangle for one value, in pixels. */
export interface Box {
  readonly series: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A number above a bar, in pixels. */
export interface BarNumber {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  /** Of the bar. */
  readonly width: number;
}

/** The horizontal positions of the bars, by index. */
export function placesOf(count: number, { left, right }: Area): ScaleBand<number> {
  return scaleBand(
    Array.from({ length: count }, (_none, index) => index),
    [left, right],
  ).padding(count > 60 ? 0.1 : 0.2);
}

/** The values that the vertical axis has to reach. */
export function tops(bars: readonly (readonly number[])[], arranged: Arranged): readonly number[] {
  return arranged === 'stacked' ? bars.map(sum) : bars.flat();
}

/** The rectangles of a bar whose place starts at `x`. */
export function boxesOf(
  values: readonly number[],
  arranged: Arranged,
  x: number,
  width: number,
  y: Scale,
): readonly Box[] {
  const isStacked = arranged === 'stacked';
  const pieces = isStacked ? stack(values) : values.map((to) => ({ from: 0, to }));
  const each = isStacked ? width : width / Math.max(1, values.length);
  return pieces.map(({ from, to }, series) => ({
    series,
    x: isStacked ? x : x + series * each,
    y: y(to),
    width: isStacked ? each : each * 0.88,
    height: y(from) - y(to),
  }));
}

/** The number above each bar; none at all if any would overlap the next. */
export function numbersOf(
  boxes: readonly (readonly Box[])[],
  bars: readonly (readonly number[])[],
  arranged: Arranged,
  format: (value: number) => string,
): readonly BarNumber[] {
  const numbers = boxes.flatMap((bar, index): BarNumber[] => {
    const values = bars[index] ?? [];
    const top = bar.at(-1);
    if (arranged === 'stacked') {
      return top
        ? [{ x: top.x + top.width / 2, y: top.y - 5, text: format(sum(values)), width: top.width }]
        : [];
    }
    return bar.map(({ series, x, y, width }) => ({
      x: x + width / 2,
      y: y - 5,
      text: format(values[series] ?? 0),
      width,
    }));
  });
  return numbers.every(({ text, width }) => textWidth(text) <= width * 1.25) ? numbers : [];
}
