// Colours, dashes, marks and patterns that tell lines or bars apart.

import { symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle } from 'd3-shape';

/** A colour with a meaning; each also has a dash, a mark and a pattern. */
export type Tone = 'ivy' | 'easy' | 'hard' | 'again' | 'muted';

const TONES: readonly Tone[] = ['ivy', 'easy', 'hard', 'again'];
const DASHES = [undefined, '7 4', '2 4', '10 3 2 3'] as const;
const SHAPES = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond] as const;
const SHAPE_AREA = 42;

/** How the n-th line or bar looks, so that it can be told apart without colour too. */
export interface Look {
  readonly tone: Tone;
  readonly dash: string | undefined;
  /** Path of the mark around the origin. */
  readonly mark: string;
  /** Number of the pattern that fills bars. */
  readonly pattern: number;
}

export function lookOf(index: number, tone?: Tone): Look {
  const shape = SHAPES[index % SHAPES.length] ?? symbolCircle;
  return {
    tone: tone ?? TONES[index % TONES.length] ?? 'ivy',
    dash: DASHES[index % DASHES.length],
    mark: symbol(shape, SHAPE_AREA)() ?? '',
    pattern: index % DASHES.length,
  };
}

interface PatternProps {
  readonly id: string;
  readonly look: Look;
}

/** The fill of a look: solid, hatched, ruled, dotted. */
export function Pattern({ id, look: { tone, pattern } }: PatternProps) {
  return (
    <pattern id={id} class={`tone-${tone}`} width="6" height="6" patternUnits="userSpaceOnUse">
      <rect class={pattern === 0 ? 'chart-solid' : 'chart-tint'} width="6" height="6" />
      {pattern === 1 && <path class="chart-stroke" d="M-1 1 1-1M0 6 6 0M5 7 7 5" />}
      {pattern === 2 && <path class="chart-stroke" d="M0 3H6" />}
      {pattern === 3 && <circle class="chart-solid" cx="3" cy="3" r="1.4" />}
    </pattern>
  );
}
