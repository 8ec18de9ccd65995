// Values stacked on top of each other, as in a stacked bar.

import { cumsum } from 'd3-array';

/** A piece of a stacked bar, in the unit of its values. */
export interface Piece {
  readonly from: number;
  readonly to: number;
}

/** Stacks values in their order, from zero to their sum. */
export function stack(values: readonly number[]): readonly Piece[] {
  const tops = cumsum(values);
  return values.map((value, index) => ({ from: (tops[index] ?? 0) - value, to: tops[index] ?? 0 }));
}

export function sum(values: readonly number[]): number {
  return stack(values).at(-1)?.to ?? 0;
}
