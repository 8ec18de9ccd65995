import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { useCallback } from 'preact/hooks';
import { Axes } from './axes.tsx';
import { type CurvePoint, type CurveReview, curveOf, fall, recallBefore } from './curve.ts';
import { type Look, lookOf } from './look.tsx';
import { type ChartWords, type Drawing, Picture } from './picture.tsx';
import { type Axis, besideMark, plotOf, xTicks } from './plot.ts';
import type { Stop } from './stops.ts';

const PASSED = lookOf(0);
/** A cross, which cannot be mistaken for a dot. */
const FAILED: Look = { ...lookOf(3), mark: 'M-6-4-4-6 0-2 4-6 6-4 2 0 6 4 4 6 0 2-4 6-6 4-2 0Z' };

export interface CurveWords {
  readonly passed: string;
  readonly failed: string;
  readonly now: string;
  readonly desired: string;
  /** The text for a point on the curve; `review` is set if a review is there. */
  readonly place: (point: CurvePoint, review?: CurveReview) => string;
}

export interface Props extends ChartWords {
  /** Oldest first. */
  readonly reviews: readonly CurveReview[];
  /** The last of the card's weights, positive. */
  readonly decay: number;
  /** In the same days as the reviews. */
  readonly nowDay: number;
  /** The day up to which the curve is drawn. */
  readonly untilDay: number;
  /** 0–1: the card falls due where the curve meets it. */
  readonly desiredRetention?: number;
  readonly x: Axis;
  /** The axis of recall, 0–1. */
  readonly y: Axis;
  readonly words: CurveWords;
  /** In pixels. */
  readonly height?: number;
}

/** A card's forgetting curve: past reviews, and the fall from now on. */
export function ForgettingCurve({
  reviews,
  decay,
  nowDay,
  untilDay,
  desiredRetention,
  x,
  y,
  words,
  height = 240,
  ...about
}: Props) {
  const draw = useCallback(
    (width: number): Drawing => {
      const first = reviews[0]?.day ?? 0;
      const pieces = curveOf(reviews, nowDay, decay);
      const before = recallBefore(pieces);
      const last = reviews.at(-1);
      const ahead = last ? fall(last, nowDay, Math.max(nowDay, untilDay), decay) : [];
      const drawn = [...pieces.flatMap(({ points }) => points), ...ahead];
      const shares: Axis = { domain: [leastShown(drawn, desiredRetention), 1], ...y };
      const plot = plotOf(width, height, x, shares, []);
      const scale = scaleLinear([first, Math.max(first + 1, untilDay)], [plot.left, plot.right]);
      const toPath = line<CurvePoint>()
        .x(({ day }) => scale(day))
        .y(({ recall }) => plot.y(recall))
        .digits(1);
      const at = (point: CurvePoint, review?: CurveReview): Stop => ({
        x: scale(point.day),
        y: plot.y(point.recall),
        words: () => words.place(point, review),
      });
      const tested = reviews.map((review, index) => ({ day: review.day, recall: before[index] ?? 1 }));
      const marks = (
        <>
          <Axes plot={plot} x={x} y={shares} ticks={xTicks(scale, x)} />
          {desiredRetention !== undefined && (
            <path class="chart-goal" d={`M${plot.left} ${plot.y(desiredRetention)}H${plot.right}`} />
          )}
          <path class="chart-now" d={`M${scale(nowDay)} ${plot.top}V${plot.bottom}`} />
          <text {...besideMark(scale(nowDay), plot, words.now)}>{words.now}</text>
          <g class="tone-ivy">
            <path class="chart-line" d={toPath(pieces.flatMap(({ points }) => points)) ?? ''} />
            <path class="chart-line" stroke-dasharray="3 6" d={toPath([...ahead]) ?? ''} />
          </g>
          {reviews.map((review, index) => {
            const look = review.passed ? PASSED : FAILED;
            return (
              <path
                key={review.day}
                class={`chart-mark tone-${look.tone}`}
                d={look.mark}
                transform={`translate(${scale(review.day)} ${plot.y(before[index] ?? 1)})`}
              />
            );
          })}
        </>
      );
      const stops = [
        ...tested.map((point, index) => at(point, reviews[index])),
        ...ahead.filter((_point, index) => index % 4 === 0).map((point) => at(point)),
      ];
      return { height, marks, stops };
    },
    [reviews, decay, nowDay, untilDay, desiredRetention, x, y, words, height],
  );
  const legend = [
    { label: words.passed, look: PASSED, swatch: 'mark' as const },
    { label: words.failed, look: FAILED, swatch: 'mark' as const },
    ...(desiredRetention === undefined
      ? []
      : [{ label: words.desired, look: lookOf(0, 'muted'), swatch: 'goal' as const }]),
  ];
  return <Picture {...about} legend={legend} draw={draw} />;
}

/** Where the axis starts: a tenth below the lowest value. On a full axis, a curve near the top would look flat. */
function leastShown(points: readonly CurvePoint[], desired = 1): number {
  const least = Math.min(desired, ...points.map(({ recall }) => recall));
  return Math.max(0, Math.floor(least * 10 - 0.5) / 10);
}
