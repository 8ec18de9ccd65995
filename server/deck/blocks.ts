// Markdown as top-level blocks with offsets and lines, and helpers over them.
import { Lexer, type MarkedToken } from 'marked';

/** A block of Markdown with its place: offsets into the text, 1-based lines. */
export interface Block {
  readonly token: MarkedToken;
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

export interface LineSpan {
  readonly line: number;
  readonly endLine: number;
}

/** The text without byte-order mark, with line ends `\n`; line numbers stay the same. */
export function lfCopy(text: string): string {
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text;
  return bare.includes('\r') ? bare.replace(/\r\n?/g, '\n') : bare;
}

/**
 * The top-level blocks of a Markdown text with `\n` line ends. Only the lengths of marked's raw strings are
 * used, never their content: it may replace a trailing blank by a line end.
 * @throws Error when marked gives up (nesting too deep) or its blocks do not add up to the text.
 */
export function readBlocks(text: string): readonly Block[] {
  // Its own options, so that extensions that other modules give marked do not change the format.
  const tokens = new Lexer({ gfm: true }).blockTokens(text) as MarkedToken[];
  const blocks: Block[] = [];
  let start = 0;
  let line = 1;
  for (const token of tokens) {
    const end = start + token.raw.length;
    blocks.push({ token, start, end, line });
    line += countLineEnds(text, start, end);
    start = end;
  }
  if (start !== text.length) throw new Error('The blocks of the file do not add up to the file.');
  return blocks;
}

/** Every block, also those inside lists and quotes, in reading order, with its line. */
export function* walk(
  tokens: readonly MarkedToken[],
  line = 1,
): Generator<{ readonly token: MarkedToken; readonly line: number }> {
  let at = line;
  for (const token of tokens) {
    yield { token, line: at };
    if (token.type === 'list') {
      let itemLine = at;
      for (const item of token.items) {
        yield* walk(item.tokens as MarkedToken[], itemLine);
        itemLine += countLineEnds(item.raw);
      }
    } else if (token.type === 'blockquote') {
      yield* walk(token.tokens as MarkedToken[], at);
    }
    at += countLineEnds(token.raw);
  }
}

/** True for a fenced code block (not for an indented one). */
export function isFence(token: MarkedToken): boolean {
  return token.type === 'code' && token.codeBlockStyle === undefined;
}

/** True for a heading that begins with # signs, not for underlined text (which may begin with `#tag`). */
export function isAtxHeading(token: MarkedToken): boolean {
  return token.type === 'heading' && /^ {0,3}#{1,6}(?:\s|$)/.test(token.raw);
}

/** Whether a fenced block ends with its closing line rather than with the text or list item around it. */
export function isClosedFence(raw: string): boolean {
  const lines = raw.trimEnd().split('\n');
  const opening = /^ {0,3}(`{3,}|~{3,})/.exec(lines[0] ?? '')?.[1] ?? '';
  const closing = /^ {0,3}(`{3,}|~{3,})$/.exec(lines.at(-1) ?? '')?.[1] ?? '';
  return lines.length > 1 && closing.startsWith(opening);
}

/** The fenced blocks of a text, also those inside lists and quotes. */
export function fencesOf(text: string): readonly LineSpan[] {
  if (!text.includes('```') && !text.includes('~~~')) return [];
  const spans: LineSpan[] = [];
  for (const { token, line } of walk(readBlocks(text).map((block) => block.token))) {
    if (isFence(token)) spans.push({ line, endLine: line + countLineEnds(token.raw.trimEnd()) });
  }
  return spans;
}

/** The text without blank lines at both ends, and how many were dropped before it. */
export function trimBlankLines(text: string): { readonly text: string; readonly skipped: number } {
  const lead = /^(?:[ \t]*\n)*/.exec(text)?.[0] ?? '';
  const end = endWithoutBlanks(text);
  if (end <= lead.length) return { text: '', skipped: countLineEnds(lead) };
  // Spaces at the end of the last line stay: two of them, or a backslash, mean something in Markdown.
  const lineEnd = text.indexOf('\n', end);
  return {
    text: text.slice(lead.length, lineEnd === -1 ? text.length : lineEnd),
    skipped: countLineEnds(lead),
  };
}

/** Offset after the last character that is not a space, tab or line end. A regular expression would be quadratic. */
export function endWithoutBlanks(text: string): number {
  let end = text.length;
  while (end > 0 && ' \t\n'.includes(text[end - 1] ?? '')) end--;
  return end;
}

export function countLineEnds(text: string, from = 0, to = text.length): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
