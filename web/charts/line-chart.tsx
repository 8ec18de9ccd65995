import { scaleLinear } from 'd3-scale';
import { useCallback } from 'preact/hooks';
import { Axes } from './axes.tsx';
import type { LegendEntry } from './legend.tsx';
import { lookOf, type Tone } from './look.tsx';
import { type ChartWords, type Drawing, Picture } from './picture.tsx';
import { type Axis, besideMark, plotOf, xTicks } from './plot.ts';
import type { Stop } from './stops.ts';
import { type LinePoint, reach, traceOf } from './trace.ts';

/** With less room than this per point, marks would hide the line. */
const MARK_ROOM = 14;

export interface Line {
  readonly label: string;
  readonly points: readonly LinePoint[];
  readonly tone?: Tone;
}

export interface Goal {
  readonly value: number;
  readonly label: string;
}

export interface Props extends ChartWords {
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
  /** The name of the ranges, if lines have them. */
  readonly bandLabel?: string;
  /** A target value. */
  readonly goal?: Goal;
  /** A place to point out. */
  readonly mark?: { readonly x: number; readonly label: string };
  /** The text for all values at a place; by default each line's value with its name. */
  readonly words?: (x: number) => string;
  /** In pixels. */
  readonly height?: number;
}

/** Values over time or another quantity: one line or several, with ranges and a goal. */
export function LineChart({ x, y, lines, bandLabel, goal, mark, words, height = 240, ...about }: Props) {
  const draw = useCallback(
    (width: number): Drawing => {
      const values = lines.flatMap(({ points }) => [...reach(points)]);
      const plot = plotOf(width, height, x, y, goal ? [...values, goal.value] : values);
      const places = [...new Set(lines.flatMap(({ points }) => points.map((point) => point.x)))].sort(
        (a, b) => a - b,
      );
      const domain = x.domain ?? [places[0] ?? 0, places.at(-1) ?? 1];
      const scale = scaleLinear(domain, [plot.left, plot.right]);
      const stops = places.map(
        (place): Stop => ({
          x: scale(place),
          words: () => words?.(place) ?? wordsAt(place, x, y, lines),
        }),
      );
      const marks = (
        <>
          <Axes plot={plot} x={x} y={y} ticks={xTicks(scale, x)} />
          {goal && <path class="chart-goal" d={`M${plot.left} ${plot.y(goal.value)}H${plot.right}`} />}
          {mark && (
            <>
              <path class="chart-now" d={`M${scale(mark.x)} ${plot.top}V${plot.bottom}`} />
              <text {...besideMark(scale(mark.x), plot, mark.label)}>{mark.label}</text>
            </>
          )}
          {lines.map((line, index) => {
            const look = lookOf(index, line.tone);
            const trace = traceOf(line.points, scale, plot.y);
            const isRoomy = trace.marks.length * MARK_ROOM <= plot.right - plot.left;
            return (
              <g key={line.label} class={`tone-${look.tone}`}>
                {trace.band && <path class="chart-band" d={trace.band} />}
                <path class="chart-line" d={trace.path} stroke-dasharray={look.dash} />
                {(isRoomy ? trace.marks : trace.marks.slice(-1)).map((at) => (
                  <path
                    key={at.x}
                    class="chart-mark"
                    d={look.mark}
                    transform={`translate(${at.x} ${at.y})`}
                  />
                ))}
              </g>
            );
          })}
        </>
      );
      return { height, marks, stops };
    },
    [x, y, lines, goal, mark, words, height],
  );
  return <Picture {...about} legend={legendOf(lines, bandLabel, goal)} draw={draw} />;
}

/** One line without a range or a goal needs no legend: the title names it. */
function legendOf(lines: readonly Line[], bandLabel: string | undefined, goal: Goal | undefined) {
  const entries = lines.map(
    ({ label, tone }, index): LegendEntry => ({ label, look: lookOf(index, tone), swatch: 'line' }),
  );
  const [first] = entries;
  if (first && bandLabel !== undefined) entries.push({ ...first, label: bandLabel, swatch: 'band' });
  if (goal) entries.push({ label: goal.label, look: lookOf(0, 'muted'), swatch: 'goal' });
  return entries.length > 1 ? entries : [];
}

function wordsAt(place: number, x: Axis, y: Axis, lines: readonly Line[]): string {
  const parts = lines.flatMap(({ label, points }) => {
    const value = points.find((point) => point.x === place)?.y;
    return typeof value === 'number'
      ? [lines.length > 1 ? `${label} ${y.format(value)}` : y.format(value)]
      : [];
  });
  return [x.format(place), ...parts].join(' · ');
}
