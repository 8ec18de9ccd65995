// The SVG frame of every chart, with a reader that moves from value to value.

import type { ComponentChildren, TargetedEvent, TargetedKeyboardEvent, TargetedPointerEvent } from 'preact';
import { useId, useMemo, useState } from 'preact/hooks';
import { Legend, type LegendEntry } from './legend.tsx';
import { nearest, type Stop, stepOf } from './stops.ts';
import { useWidth } from './use-width.ts';

/** The texts of a chart. */
export interface ChartWords {
  /** The picture's accessible name. */
  readonly title: string;
  /** What it shows, in a sentence, for those who can't see it. */
  readonly description: string;
}

/** A picture drawn for a width in pixels. */
export interface Drawing {
  readonly height: number;
  readonly marks: ComponentChildren;
  /** The values that can be read one by one. */
  readonly stops: readonly Stop[];
}

interface Props extends ChartWords {
  readonly legend?: readonly LegendEntry[];
  /** Should be the same function as long as it draws the same. */
  readonly draw: (width: number) => Drawing;
  /** How many stops a key to the side moves by, if stops stand in columns of this height. */
  readonly column?: number;
  readonly class?: string;
}

/**
 * The base of all charts: a picture drawn for the width it has, so that text is never scaled, and over it a reader that
 * moves from value to value by pointer or arrow keys. The reader is a slider, so screen readers announce it.
 */
export function Picture({ title, description, legend = [], draw, column = 1, class: name = '' }: Props) {
  const id = useId();
  const [frame, width] = useWidth<HTMLDivElement>();
  const drawing = useMemo(() => (width > 0 ? draw(width) : null), [draw, width]);
  const { height = 0, stops = [] } = drawing ?? {};
  return (
    <div class={`chart ${name}`}>
      {legend.length > 0 && <Legend entries={legend} />}
      <div class="chart-frame" ref={frame}>
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-labelledby={`${id}t`}
          aria-describedby={`${id}d`}
        >
          <title id={`${id}t`}>{title}</title>
          <desc id={`${id}d`}>{description}</desc>
          {drawing?.marks}
        </svg>
        {stops.length > 0 && (
          <Reader label={title} stops={stops} column={column} width={width} height={height} />
        )}
      </div>
    </div>
  );
}

interface ReaderProps {
  readonly label: string;
  readonly stops: readonly Stop[];
  readonly column: number;
  readonly width: number;
  readonly height: number;
}

function Reader({ label, stops, column, width, height }: ReaderProps) {
  const last = stops.length - 1;
  const [at, setAt] = useState(last);
  const [shown, show] = useState(false);
  const index = Math.min(at, last);
  const stop = stops[index];
  if (!stop) return null;
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Escape') show(false);
    const next = stepOf(event.key, index, last, column);
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    setAt(next);
    show(true);
  };
  const onPointer = (event: TargetedPointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setAt(nearest(stops, event.clientX - box.left, event.clientY - box.top));
    show(true);
  };
  const hide = (event: TargetedEvent<HTMLDivElement>) => {
    if (!event.currentTarget.matches(':focus-visible')) show(false);
  };
  return (
    <>
      {shown && (
        <svg class="chart-pointer" width={width} height={height} aria-hidden="true">
          {stop.y === undefined ? (
            <path d={`M${stop.x} 0V${height}`} />
          ) : (
            <circle cx={stop.x} cy={stop.y} r="8" />
          )}
        </svg>
      )}
      <div
        class="chart-reader"
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={1}
        aria-valuemax={stops.length}
        aria-valuenow={index + 1}
        aria-valuetext={stop.words()}
        onKeyDown={onKeyDown}
        onPointerMove={onPointer}
        onPointerDown={onPointer}
        onPointerLeave={hide}
        onFocus={() => show(true)}
        onBlur={() => show(false)}
      />
      {shown && (
        <p
          class="chart-readout"
          aria-hidden="true"
          style={stop.x < width / 2 ? { left: `${stop.x + 12}px` } : { right: `${width - stop.x + 12}px` }}
        >
          {stop.words()}
        </p>
      )}
    </>
  );
}
