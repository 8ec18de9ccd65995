import { useCallback, useId } from 'preact/hooks';
import { Axes } from './axes.tsx';
import { type Arranged, boxesOf, numbersOf, placesOf, tops } from './bars.ts';
import { lookOf, Pattern, type Tone } from './look.tsx';
import { type ChartWords, type Drawing, Picture } from './picture.tsx';
import { type Axis, plotOf, thinned } from './plot.ts';
import type { Stop } from './stops.ts';

export interface Bar {
  /** Shown below the bar if there is room. */
  readonly label: string;
  /** The full name, for the reader; by default the label. */
  readonly name?: string;
  /** One per series. */
  readonly values: readonly number[];
}

export interface Series {
  readonly label: string;
  readonly tone?: Tone;
}

export interface Props extends ChartWords {
  readonly bars: readonly Bar[];
  readonly series: readonly Series[];
  readonly arranged?: Arranged;
  readonly y: Axis;
  /** The name of the horizontal axis. */
  readonly xLabel?: string;
  /** Whether bars show their numbers, if there is room. */
  readonly numbered?: boolean;
  /** The text for a bar; by default its name and values. */
  readonly words?: (bar: Bar, index: number) => string;
  /** In pixels. */
  readonly height?: number;
}

/** Bars of counts, each split into its series. */
export function BarChart({
  bars,
  series,
  arranged = 'stacked',
  y,
  xLabel,
  numbered = false,
  words,
  height = 240,
  ...about
}: Props) {
  const id = useId();
  const looks = series.map(({ tone }, index) => lookOf(index, tone));
  const draw = useCallback(
    (width: number): Drawing => {
      const x: Axis = { format: String, ...(xLabel !== undefined && { label: xLabel }) };
      const values = bars.map((bar) => bar.values);
      const plot = plotOf(width, height, x, y, tops(values, arranged));
      const places = placesOf(bars.length, plot);
      const boxes = values.map((each, index) =>
        boxesOf(each, arranged, places(index) ?? 0, places.bandwidth(), plot.y),
      );
      const middle = (index: number) => (places(index) ?? 0) + places.bandwidth() / 2;
      const ticks = thinned(bars.map(({ label }, index) => ({ at: middle(index), label })));
      const stops = bars.map(
        (bar, index): Stop => ({
          x: middle(index),
          words: () => words?.(bar, index) ?? wordsOf(bar, series, y),
        }),
      );
      const marks = (
        <>
          <defs>
            {looks.map((look, index) => (
              <Pattern key={look.pattern} id={`${id}${index}`} look={look} />
            ))}
          </defs>
          <Axes plot={plot} x={x} y={y} ticks={ticks} />
          {boxes.flat().map((box) => (
            <rect
              key={`${box.series} ${box.x}`}
              class={`chart-bar tone-${looks[box.series]?.tone}`}
              fill={`url(#${id}${box.series})`}
              x={box.x}
              y={box.y}
              width={box.width}
              height={box.height}
            />
          ))}
          {numbered &&
            numbersOf(boxes, values, arranged, y.format).map((number) => (
              <text key={number.x} class="chart-number" x={number.x} y={number.y} text-anchor="middle">
                {number.text}
              </text>
            ))}
        </>
      );
      return { height, marks, stops };
    },
    [bars, series, arranged, y, xLabel, numbered, words, height, id],
  );
  const legend = series.flatMap(({ label }, index) => {
    const look = looks[index];
    return look ? [{ label, look, swatch: 'bar' as const }] : [];
  });
  return <Picture {...about} legend={series.length > 1 ? legend : []} draw={draw} />;
}

function wordsOf(bar: Bar, series: readonly Series[], y: Axis): string {
  const parts = bar.values.map((value, index) =>
    series.length > 1 ? `${series[index]?.label} ${y.format(value)}` : y.format(value),
  );
  return [bar.name ?? bar.label, ...parts].join(' · ');
}
