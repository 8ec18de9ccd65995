// A deck with what the search for losses needs to know of its text.
import { type Block, walk } from '../blocks.ts';
import type { DeckFault } from '../faults.ts';
import type { Branch } from '../note.ts';
import type { DeckProblem, Note } from '../types.ts';
import { type Part, partsOf } from './inline.ts';
import { kindsOf, type LineKind } from './kinds.ts';

/** Findings of one kind in one file; the others come to light when these are mended. */
export const MOST_OF_A_KIND = 50;

export interface DeckText {
  readonly path: string;
  readonly source: string;
  readonly lines: readonly string[];
  readonly kinds: readonly LineKind[];
  readonly parts: readonly Part[];
  readonly blocks: readonly Block[];
  readonly branches: readonly Branch[];
  readonly notes: readonly Note[];
  /** The line (1-based) of an offset. */
  readonly lineAt: (offset: number) => number;
  /** The offset where a line (1-based) starts. */
  readonly startOf: (line: number) => number;
  /** The index of the heading that an offset stands in or under; -1 above the first one. */
  readonly branchAt: (offset: number) => number;
}

export function deckText(
  path: string,
  source: string,
  blocks: readonly Block[],
  branches: readonly Branch[],
  notes: readonly Note[],
): DeckText {
  const lines = source.split('\n');
  const kinds = kindsOf(lines, blocks);
  const starts: number[] = [];
  let start = 0;
  for (const line of lines) {
    starts.push(start);
    start += line.length + 1;
  }
  const headings = branches.map(({ heading }) => heading.start);
  return {
    path,
    source,
    lines,
    kinds,
    parts: partsOf(lines, kinds),
    blocks,
    branches,
    notes,
    lineAt: (offset) => countUpTo(starts, offset),
    startOf: (line) => starts[line - 1] ?? source.length,
    branchAt: (offset) => countUpTo(headings, offset) - 1,
  };
}

/** How many of the ascending numbers are at most `most`. */
function countUpTo(numbers: readonly number[], most: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The raw HTML blocks of a deck, also those in lists and quotes. */
export function* htmlOf({ blocks }: DeckText): Generator<{ readonly raw: string; readonly line: number }> {
  for (const { token, line } of walk(blocks.map((block) => block.token)))
    if (token.type === 'html') yield { raw: token.raw, line };
}

/** A finding whose rule is named as its fault. */
export function finding(
  { path }: Pick<DeckText, 'path'>,
  severity: DeckProblem['severity'],
  line: number,
  fault: DeckFault,
  message: string,
): DeckProblem {
  return { severity, rule: fault.kind, path, line, message, fault };
}
