// Scales and ticks of a chart's axes, and the room they need.

import { type ScaleLinear, scaleLinear } from 'd3-scale';
import { utcMonth, utcTicks } from 'd3-time';
import type { StudyDay } from '../../server/schedule/types.ts';
import { MANY_DAYS } from './days.ts';

const DAY_MS = 86_400_000;
/** Average width of a character of chart text, rounded up. */
const CHARACTER = 7;
const MARGIN = { top: 12, right: 14, bottom: 26, left: 10 } as const;
/** Height of a line of text that names an axis. */
const AXIS_NAME = 18;
const TICK_GAP = 18;

export type Scale = ScaleLinear<number, number>;

/** An axis, and how its values are written. */
export interface Axis {
  /** What is measured, and its unit. */
  readonly label?: string;
  readonly format: (value: number) => string;
  /** A shorter form for ticks. */
  readonly tick?: (value: number) => string;
  /** `days` are study days, `numbers` anything else. */
  readonly of?: 'days' | 'numbers';
  /** The lowest and highest value; by default from zero to what the data need. */
  readonly domain?: readonly [number, number];
  /** Whether only whole numbers make sense. */
  readonly whole?: boolean;
}

export interface Tick {
  /** In pixels. */
  readonly at: number;
  readonly label: string;
}

/** The part of a picture within its axes, in pixels. */
export interface Area {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** A picture's height, its vertical scale, and the area between the axes. */
export interface Plot extends Area {
  readonly y: Scale;
  readonly yTicks: readonly Tick[];
}

/** The width of a text in pixels, rounded up. */
export function textWidth(text: string): number {
  return text.length * CHARACTER;
}

/**
 * The area for data between the axes. The vertical scale does not depend on the width, so its widest label decides
 * where the data start.
 */
export function plotOf(width: number, height: number, x: Axis, y: Axis, values: Iterable<number>): Plot {
  const top = MARGIN.top + (y.label === undefined ? 0 : AXIS_NAME);
  const bottom = height - MARGIN.bottom - (x.label === undefined ? 0 : AXIS_NAME);
  const scale = scaleLinear(domainOf(y, values), [bottom, top]);
  const yTicks = numberTicks(scale, y, Math.max(2, Math.floor((bottom - top) / 42)));
  const widest = Math.max(0, ...yTicks.map(({ label }) => textWidth(label)));
  return { left: MARGIN.left + widest, right: width - MARGIN.right, top, bottom, y: scale, yTicks };
}

/** The axis' own domain, or one from zero (or below) to a round number at or above all values. */
export function domainOf(axis: Axis, values: Iterable<number>): readonly [number, number] {
  if (axis.domain) return axis.domain;
  let [least, most] = [0, 0];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const [from = 0, to = 1] = scaleLinear([least, most > least ? most : least + 1], [0, 1])
    .nice(4)
    .domain();
  return [from, to];
}

/** Ticks of an axis within its range: as many as fit side by side. */
export function xTicks(scale: Scale, axis: Axis): readonly Tick[] {
  const [from = 0, to = 0] = scale.domain();
  const [left = 0, right = 0] = scale.range();
  const write = axis.tick ?? axis.format;
  const widest = Math.max(textWidth(write(from)), textWidth(write(to))) + TICK_GAP;
  const room = Math.max(1, Math.floor((right - left) / widest));
  if (axis.of !== 'days') return apart(numberTicks(scale, axis, room));
  return apart(dayTicks(from, to, room).map((day) => ({ at: scale(day), label: write(day) })));
}

const DAYS_A_MONTH = 30.44;

/** About `count` ticks over a span of study days; over long spans, at the starts of months or years. */
export function dayTicks(from: StudyDay, to: StudyDay, count: number): readonly StudyDay[] {
  if (to <= from) return [from];
  const [start, end] = [new Date(from * DAY_MS), new Date(to * DAY_MS)];
  const months = (to - from) / DAYS_A_MONTH / count;
  const step = [1, 2, 3, 6].find((each) => each >= months);
  const ticks =
    to - from > MANY_DAYS && step !== undefined
      ? (utcMonth.every(step)?.range(start, new Date(end.getTime() + 1)) ?? [])
      : utcTicks(start, end, count);
  return ticks.map((date) => date.getTime() / DAY_MS).filter(Number.isInteger);
}

function numberTicks(scale: Scale, axis: Axis, count: number): readonly Tick[] {
  const write = axis.tick ?? axis.format;
  const ticks = scale.ticks(count).filter((value) => !axis.whole || Number.isInteger(value));
  return ticks.map((value) => ({ at: scale(value), label: write(value) }));
}

/** Every n-th tick, with the smallest n for which no labels overlap. */
export function thinned(ticks: readonly Tick[]): readonly Tick[] {
  for (let step = 1; step < ticks.length; step++) {
    const some = ticks.filter((_tick, index) => index % step === 0);
    if (apart(some).length === some.length) return some;
  }
  return ticks.slice(0, 1);
}

/** Drops ticks whose labels overlap the one before. */
export function apart(ticks: readonly Tick[]): readonly Tick[] {
  let end = Number.NEGATIVE_INFINITY;
  return ticks.filter(({ at, label }) => {
    const half = textWidth(label) / 2;
    if (at - half < end) return false;
    end = at + half + TICK_GAP / 2;
    return true;
  });
}

/** Where to put the label of a vertical mark: beside its foot, within the picture. */
export function besideMark(
  x: number,
  { right, bottom }: Area,
  label: string,
): { readonly x: number; readonly y: number } {
  return { x: Math.min(x + 5, right - textWidth(label)), y: bottom - 7 };
}
