// Keeps hostile Markdown from taking quadratic time.
import { MAX_NOTE_BYTES, MAX_STRETCH_LINES } from './limits.ts';

/** Lines between two places where every list, quote and table ends: headings and fences at column 0. */
export interface Stretch {
  readonly line: number;
  readonly endLine: number;
}

const BOUNDARY = /^(?:#{1,6}(?:\s|$)|```|~~~)/;
/** What can start or end something that reaches beyond the stretch. */
const STRUCTURE = /^ {0,3}(?:#{1,6}(?:\s|$)|```|~~~|<|-->)/;

/**
 * Overwrites stretches that the lexer would need minutes for: their lists, quotes and tables become paragraphs of
 * the same length, so that offsets and lines stay true. Headings, fences and HTML stay, so the rest of the file is
 * read as usual. A note that holds such a stretch outside a fence is too large to be a card.
 */
export function softenStretches(text: string): {
  readonly text: string;
  readonly softened: readonly Stretch[];
} {
  const lines = text.split('\n');
  const softened: Stretch[] = [];
  let first = 0;
  let length = 0;
  const close = (end: number) => {
    if (end - first > MAX_STRETCH_LINES || length > MAX_NOTE_BYTES) {
      softened.push({ line: first + 1, endLine: end });
      for (let i = first; i < end; i++) lines[i] = soften(lines[i] ?? '');
    }
  };
  for (const [i, line] of lines.entries()) {
    if (BOUNDARY.test(line)) {
      close(i);
      first = i + 1;
      length = 0;
    } else {
      length += line.length + 1;
    }
  }
  close(lines.length);
  return softened.length === 0 ? { text, softened } : { text: lines.join('\n'), softened };
}

function soften(line: string): string {
  const plain = line.replaceAll('|', 'x');
  return STRUCTURE.test(line) ? plain : plain.replace(/\S/, 'x');
}
