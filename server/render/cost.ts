// Recognises Markdown that would keep the parser busy.
import { inlineRuns } from './markdown.ts';

/**
 * Steps that a text may cost. From each character that could open something, Markdown's inline rules may look ahead
 * to the end of its paragraph, item or cell: a hostile text can make them take the product of the two, at up to 15
 * nanoseconds a step. Honest cards stay far below: a paragraph of 4 KiB with 200 such characters takes 0.8 million.
 */
const MOST_STEPS = 6e6;
/** Quotes and lists opened on one line: each is read again for every one around it. */
const MOST_NESTED = 12;
/** Lines: in lists, quotes and tables each makes the parser look again at some of what follows. */
const MOST_LINES = 2000;
/** HTML tags: one that is never closed stays open around everything after it. */
const MOST_TAGS = 2000;

const OPENERS = /[!()*<@[\]\\_`~]/g;
const CONTAINERS = /^(?:[ \t]*(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))+/gm;

/** Whether a text would keep the Markdown parser busy for longer than a reader should wait. */
export function isCostly(markdown: string): boolean {
  return hasCostlyBlocks(markdown) || stepsOf(inlineRuns(markdown)) > MOST_STEPS;
}

function hasCostlyBlocks(markdown: string): boolean {
  return (
    countMatches(markdown, /\S.*$/gm) > MOST_LINES ||
    countMatches(markdown, /<\/?[a-z]/gi) > MOST_TAGS ||
    (markdown.match(CONTAINERS) ?? []).some((markers) => countMatches(markers, /[>*+-]|\d+/g) > MOST_NESTED)
  );
}

function stepsOf(runs: readonly string[]): number {
  return runs.reduce((steps, run) => steps + countMatches(run, OPENERS) * run.length, 0);
}

function countMatches(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
