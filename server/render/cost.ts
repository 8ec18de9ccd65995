/**
 * Steps that a text may cost. Markdown's inline rules look ahead from each character that could open something,
 * at worst to the end of its block: the product of the two is what a hostile text can make them do. Honest
 * cards stay far below: a paragraph of 4 KiB with 200 such characters costs less than a hundredth of this.
 */
const MOST_STEPS = 4e7;
/** Quotes and lists opened on one line: each is read again for every one around it. */
const MOST_NESTED = 12;

const OPENERS = /[!"$&'()*:<@[\]\\^_`{|}~]/g;
const CONTAINERS = /^(?:[ \t]*(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))+/;

/** Whether a text could keep the Markdown parser busy for longer than a reader should wait. */
export function isCostly(markdown: string): boolean {
  let steps = 0;
  for (const block of markdown.split(/\n[ \t]*\n/)) {
    steps += countMatches(block, OPENERS) * block.length;
    if (steps > MOST_STEPS) return true;
  }
  return markdown.split('\n').some((line) => nesting(line) > MOST_NESTED);
}

function nesting(line: string): number {
  const markers = CONTAINERS.exec(line)?.[0] ?? '';
  return countMatches(markers, /[>*+-]|\d+/g);
}

function countMatches(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
