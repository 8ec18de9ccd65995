// Cloze marks that hide nothing, and text that was meant as one.
import { countLineEnds, fencesOf } from '../blocks.ts';
import type { ClozePlace } from '../faults.ts';
import { exceedsBytes, MAX_NOTE_BYTES } from '../limits.ts';
import { hasMarks, type MarkSpan, readMarks } from '../marks.ts';
import type { DeckProblem, Note } from '../types.ts';
import { type Part, partAt, partsOf } from './inline.ts';
import { type DeckText, finding } from './text.ts';

const MARK = /(?<!\\)\{\{c[1-9]\d{0,2}::/g;
/** What a formatter or a slip makes of `{{c1::`. */
const ALMOST = /(?<!\\)\{(\s*)\{(\s*)[cC](\d*)(\s*)(:(?:\s*:)?)/g;
const SINGLE = /(?<![{\\])\{c\d{1,3}::/g;

/** Almost cloze marks, the first of each heading: they are shown as typed. */
export function brokenClozes(text: DeckText): readonly DeckProblem[] {
  const { source, kinds, parts } = text;
  const seen = new Set<number>();
  const isCode = (offset: number) => {
    const kind = kinds[text.lineAt(offset) - 1];
    return kind === 'fence' || kind === 'indented' || partAt(parts, offset)?.kind === 'code';
  };
  const found: DeckProblem[] = [];
  const matches = [...source.matchAll(ALMOST), ...source.matchAll(SINGLE)];
  for (const match of matches.toSorted((a, b) => a.index - b.index)) {
    const { 0: typed, index } = match;
    if (/^\{\{c[1-9]\d{0,2}::$/.test(typed) || partAt(parts, index)?.kind === 'comment') continue;
    const [, between, , digits, , colons] = match;
    // `{{c: 1}}` and `{ { c1: 1 } }` are code of many languages.
    if (colons === ':' && (digits === '' || between !== '')) continue;
    if (isCode(index) && (digits === undefined || digits === '')) continue;
    const branch = text.branchAt(index);
    if (seen.has(branch)) continue;
    seen.add(branch);
    const shown = typed.replace(/\s+/g, ' ');
    found.push(
      finding(
        text,
        'error',
        text.lineAt(index),
        { kind: 'broken-cloze', typed: shown },
        `“${shown}” is almost a cloze mark, and is shown as typed. Write {{c1:: with a number from 1 to 999 and nothing between the signs, and keep formatters away from decks; if it is text, put a backslash before it.`,
      ),
    );
  }
  return found;
}

/** Marks in headings and outside notes, the first of each heading. */
export function clozesOutsideBodies(text: DeckText): readonly DeckProblem[] {
  const seen = new Set<string>();
  const found: DeckProblem[] = [];
  for (const { index } of text.source.matchAll(MARK)) {
    const branch = text.branches[text.branchAt(index)];
    const line = text.lineAt(index);
    const isInHeading = branch?.heading.line === line;
    const key = `${branch?.heading.start ?? ''} ${isInHeading}`;
    if (seen.has(key) || (branch?.level === 3 && !isInHeading)) continue;
    const part = partAt(text.parts, index)?.kind;
    if (!isInHeading && (part === 'comment' || part === 'code')) continue;
    seen.add(key);
    found.push(
      isInHeading
        ? finding(
            text,
            'error',
            line,
            { kind: 'cloze-in-heading' },
            'Cloze marks work in the body of a note only: in a heading they are shown as typed. Move the sentence below the heading, or write \\{{ if it is text.',
          )
        : finding(
            text,
            'error',
            line,
            { kind: 'cloze-outside-note' },
            'This cloze mark stands outside a note, so it makes no card. Put a ### heading above it, or write \\{{ if it is text.',
          ),
    );
  }
  return found;
}

/** Marks in bodies at places where nothing can be hidden, the first of each note. */
export function clozesThatHideNothing(text: DeckText): readonly DeckProblem[] {
  return text.notes.flatMap((note) => {
    if (!hasMarks(note.body) || exceedsBytes(note.body, MAX_NOTE_BYTES)) return [];
    if (!/<|\]\(|\]:|!\[|\||[`~]{3}[^\n]*\{\{/.test(note.body)) return [];
    const { spans, faults } = readMarks(note.body);
    if (faults.length > 0) return [];
    const found = hidesNothing(text, note, spans);
    if (!found) return [];
    const line = note.bodyLine + countLineEnds(note.body, 0, found.span.start);
    const { kind, span } = found;
    return [finding(text, 'error', line, { kind, number: span.number }, MESSAGES[kind](span.number))];
  });
}

const REMEDY = 'Hide text that is shown, or write \\{{ if it is text.';
const MESSAGES: Readonly<Record<ClozePlace, (number: number) => string>> = {
  'cloze-in-comment': (number) =>
    `The cloze mark {{c${number}:: is inside a comment, where it hides nothing and still makes a card. Move it out, or remove it.`,
  'cloze-in-tag': (number) =>
    `The cloze mark {{c${number}:: is inside an HTML tag, where it hides nothing. ${REMEDY}`,
  'cloze-in-link': (number) =>
    `The cloze mark {{c${number}:: is in the address or title of a link or picture, where it hides nothing. ${REMEDY}`,
  'cloze-in-fence-line': (number) =>
    `The cloze mark {{c${number}:: is in the first line of a code block, which is not shown. Move it into the code.`,
  'cloze-with-pipe': (number) =>
    `The cloze mark {{c${number}:: is in a table and holds a |, which ends the cell. Write \\| instead.`,
};

function hidesNothing(
  text: DeckText,
  { body, bodyLine }: Note,
  spans: readonly MarkSpan[],
): { readonly kind: ClozePlace; readonly span: MarkSpan } | null {
  const kinds = text.kinds.slice(bodyLine - 1);
  const parts = (masked: string): readonly Part[] => partsOf(masked.split('\n'), kinds);
  const outer = spans.filter(({ depth }) => depth === 0);
  const asBlanks = parts(
    masked(
      body,
      outer.map(({ start, end }) => [start, end] as const),
    ),
  );
  const asText = parts(
    masked(
      body,
      spans.flatMap(({ start, textStart, textEnd, end }) => [
        [start, textStart] as const,
        [textEnd, end] as const,
      ]),
    ),
  );
  const fenceLines = new Set(fencesOf(body).map(({ line }) => line));
  let row = 0;
  let counted = 0;
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    row += countLineEnds(body, counted, span.start);
    counted = span.start;
    const part = (span.depth === 0 ? partAt(asBlanks, span.start) : undefined) ?? partAt(asText, span.start);
    if (part && part.kind !== 'code') return { kind: `cloze-in-${part.kind}`, span };
    if (fenceLines.has(row + 1)) return { kind: 'cloze-in-fence-line', span };
    const isSplit = kinds[row] === 'table' && /(?<!\\)\|/.test(body.slice(span.start, span.end));
    if (isSplit) return { kind: 'cloze-with-pipe', span };
  }
  return null;
}

/** The text with these spans overwritten by characters that are neither Markdown nor white space. */
function masked(text: string, spans: readonly (readonly [number, number])[]): string {
  let from = 0;
  let left = '';
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    left += text.slice(from, start) + text.slice(start, end).replace(/[^\n]/g, '\uE000');
    from = end;
  }
  return left + text.slice(from);
}
