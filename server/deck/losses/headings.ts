// Lines that look like a heading and are none.
import { walk } from '../blocks.ts';
import type { DeckProblem } from '../types.ts';
import { partAt } from './inline.ts';
import type { LineKind } from './kinds.ts';
import { type DeckText, finding, htmlOf } from './text.ts';

/** White space and invisible characters that editors and web pages leave behind; # may be a full-width one. */
const LIKE_A_HEADING =
  /^([\s\u00ad\u200b-\u200f\u2060\ufeff]*)((?:#|\uff03){1,3})(?![#\uff03])([\s\u00ad\u200b-\u200f\u2060\ufeff]*)(.*)$/;
const ASKS = /[?？؟]["'”’»)\]]*$/;

/** Headings inside raw HTML, which goes on until an empty line. */
export function swallowedHeadings(text: DeckText): readonly DeckProblem[] {
  const found: DeckProblem[] = [];
  for (const { raw, line } of htmlOf(text)) {
    if (isComment(raw)) continue;
    const isCode = /^\s*<(?:pre|script|style|textarea|[?!])/i.test(raw);
    for (const [at, content] of raw.split('\n').entries()) {
      if (at === 0 || !mayBeHeading(content.replace(/^(?: {0,3}>)+ ?/, ''), isCode)) continue;
      if (isCommentedOut(text, line + at)) continue;
      found.push(
        finding(
          text,
          'error',
          line + at,
          { kind: 'swallowed-heading', from: line },
          `This heading belongs to the HTML that starts in line ${line}, so it is no heading, and what follows is lost. Put an empty line above it, or put what is code between lines of \`\`\`.`,
        ),
      );
    }
  }
  return found;
}

/** In code, `# …` is rather a comment. */
function mayBeHeading(content: string, isCode: boolean): boolean {
  if (isCode) return /^ {0,3}#{2,3}[ \t]+\S/.test(content);
  const [, lead = '', signs = '', space = '', title = ''] = LIKE_A_HEADING.exec(content) ?? [];
  return title !== '' && !/^(?: {4}|\t)/.test(lead) && !isPlain(lead, signs, space, title);
}

/** A comment hides headings because its author wants that, unless a second comment opens inside it. */
function isComment(raw: string): boolean {
  const comment = /^\s*<!--([\s\S]*?)-->/.exec(raw)?.[1];
  return comment !== undefined && !comment.includes('<!--');
}

function isCommentedOut(text: DeckText, line: number): boolean {
  const part = partAt(text.parts, text.startOf(line));
  return part?.kind === 'comment' && !text.source.slice(part.start + 4, part.end).includes('<!--');
}

/** Lines with # signs that Markdown reads as text, or as part of a list or quote. */
export function headingsAsText(text: DeckText): readonly DeckProblem[] {
  const structural = new Set(text.branches.map(({ heading }) => heading.line));
  const nested = nestedHeadings(text, structural);
  return text.lines.flatMap((content, at) => {
    const line = at + 1;
    const kind = text.kinds[at];
    if (nested.has(line)) return nested.get(line) === 'lost' ? [inBlock(text, line)] : [];
    if (!mayHoldText(kind)) return [];
    const match = /[#\uff03]/.test(content) ? LIKE_A_HEADING.exec(content) : null;
    if (!match) return [];
    const [, lead = '', signs = '', space = '', title = ''] = match;
    if (structural.has(line)) return /^[ \t]*$/.test(space) ? [] : [oddSpace(text, line)];
    if (kind === 'heading' || title === '' || isPlain(lead, signs, space, title)) return [];
    if (kind === 'indented' && (text.kinds[at - 1] === 'indented' || signs.length === 1)) return [];
    return [
      finding(
        text,
        'warning',
        line,
        { kind: 'heading-as-text', signs: '#'.repeat(signs.length) },
        `This line reads as text, not as a heading. Begin it with ${'#'.repeat(signs.length)} and an ordinary space, without indentation; if it is text, put a backslash before it.`,
      ),
    ];
  });
}

/** HTML is searched by itself; an indented block may be meant as text. */
function mayHoldText(kind: LineKind | undefined): boolean {
  return (
    kind === 'text' || kind === 'heading' || kind === 'table' || kind === 'definition' || kind === 'indented'
  );
}

/** Text such as `#tag`, `#1` or `#!/bin/sh`. */
function isPlain(lead: string, signs: string, space: string, title: string): boolean {
  const isOrdinary = /^[ \t]*$/.test(lead) && /^#+$/.test(signs);
  if (signs.length === 1) return isOrdinary && (space === '' || /^(?: {4}|\t)/.test(lead));
  return /^[=>|]/.test(title);
}

function oddSpace(text: DeckText, line: number): DeckProblem {
  return finding(
    text,
    'warning',
    line,
    { kind: 'odd-space-in-heading' },
    'No ordinary space follows the # signs: other Markdown programs show the line as text. Type the space again.',
  );
}

function inBlock(text: DeckText, line: number): DeckProblem {
  return finding(
    text,
    'warning',
    line,
    { kind: 'nested-heading' },
    'This heading belongs to a list or a quote, so it starts no note. Put it at the start of a line, after an empty line; in an answer, use bold text or ####.',
  );
}

/**
 * The headings of level 1–3 within lists and quotes. They are lost where they stand outside notes or ask something;
 * others may be content of an answer.
 */
function nestedHeadings(
  text: DeckText,
  structural: ReadonlySet<number>,
): ReadonlyMap<number, 'lost' | 'content'> {
  const found = new Map<number, 'lost' | 'content'>();
  for (const { token, line } of walk(text.blocks.map((block) => block.token))) {
    if (token.type !== 'heading' || token.depth > 3 || structural.has(line)) continue;
    if (text.kinds[line - 1] !== 'heading') continue;
    const isInNote = text.branches[text.branchAt(text.startOf(line))]?.level === 3;
    found.set(line, !isInNote || ASKS.test(token.text) ? 'lost' : 'content');
  }
  return found;
}
