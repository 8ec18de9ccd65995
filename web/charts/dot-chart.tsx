import { scaleLinear, scaleSqrt } from 'd3-scale';
import { useCallback } from 'preact/hooks';
import { Axes } from './axes.tsx';
import { lookOf } from './look.tsx';
import { type ChartWords, type Drawing, Picture } from './picture.tsx';
import { type Axis, plotOf, xTicks } from './plot.ts';

export interface Dot {
  readonly x: number;
  readonly y: number;
  /** The range in which `y` lies. */
  readonly low: number;
  readonly high: number;
  /** How much the dot rests on: the more, the larger the dot. */
  readonly weight: number;
  readonly words: string;
}

export interface Props extends ChartWords {
  readonly x: Axis;
  readonly y: Axis;
  readonly dots: readonly Dot[];
  /** The name of the line on which both values are equal. */
  readonly diagonal?: string;
  /** In pixels. */
  readonly height?: number;
}

/** One measure against another, with the uncertainty of the second. */
export function DotChart({ x, y, dots, diagonal, height = 320, ...about }: Props) {
  const draw = useCallback(
    (width: number): Drawing => {
      const plot = plotOf(
        width,
        height,
        x,
        y,
        dots.flatMap(({ low, high }) => [low, high]),
      );
      const scale = scaleLinear(x.domain ?? [0, Math.max(1, ...dots.map((dot) => dot.x))], [
        plot.left,
        plot.right,
      ]);
      const radius = scaleSqrt([0, Math.max(1, ...dots.map(({ weight }) => weight))], [3, 8]);
      const [from = 0, to = 1] = scale.domain();
      const marks = (
        <>
          <Axes plot={plot} x={x} y={y} ticks={xTicks(scale, x)} grid />
          {diagonal !== undefined && (
            <line class="chart-goal" x1={scale(from)} y1={plot.y(from)} x2={scale(to)} y2={plot.y(to)} />
          )}
          {dots.map((dot) => {
            const [at, low, high] = [scale(dot.x), plot.y(dot.low), plot.y(dot.high)];
            return (
              <g key={dot.x} class="tone-ivy">
                <path
                  class="chart-error"
                  d={`M${at} ${low}V${high}M${at - 4} ${low}H${at + 4}M${at - 4} ${high}H${at + 4}`}
                />
                <circle class="chart-mark" cx={at} cy={plot.y(dot.y)} r={radius(dot.weight)} />
              </g>
            );
          })}
        </>
      );
      const stops = dots.map((dot) => ({ x: scale(dot.x), y: plot.y(dot.y), words: () => dot.words }));
      return { height, marks, stops };
    },
    [x, y, dots, diagonal, height],
  );
  const legend = [{ label: diagonal ?? '', look: lookOf(0, 'muted'), swatch: 'goal' as const }];
  return <Picture {...about} legend={diagonal === undefined ? [] : legend} draw={draw} />;
}
