// Code spans, comments, tags and link targets in Markdown, found in one pass without marked's quadratic inline pass.
import type { LineKind } from './kinds.ts';

/** A part in which text is not shown as text; `link` covers the text behind a picture too. */
export interface Part {
  readonly kind: 'code' | 'comment' | 'tag' | 'link';
  /** Offsets into the text. */
  readonly start: number;
  readonly end: number;
}

const ATTRIBUTE = String.raw`\s+[a-zA-Z_:][\w.:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>${'`'}]+))?`;
const TAG = String.raw`<[a-zA-Z][\w-]*(?:${ATTRIBUTE})*\s*/?>`;
const TARGET = String.raw`<[^<>\n]*>|[^\s()<][^\s()]*(?:\([^\s()]*\)[^\s()]*)*`;
const TITLE = String.raw`"[^"]*"|'[^']*'|\([^()]*\)`;
const LINK = String.raw`\]\(\s*(?:${TARGET})?(?:\s+(?:${TITLE}))?\s*\)|!\[[^[\]]*(?=\](?:\(|\[))`;
const IN_TEXT = new RegExp(`(<!--)|(${'`+'})|\\\\[^\\n]|(${LINK})|(${TAG})|\\[`, 'g');
const IN_HTML = new RegExp(`(<!--)|(${TAG})`, 'g');

/** Starts a paragraph of its own, so that no code span reaches into it. */
const APART = /^[ \t>]*(?:$|(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$))/;

/** Lines that are read together. */
interface Run {
  readonly start: number;
  readonly kind: LineKind;
  readonly lines: string[];
}

/** The parts of a text, in order. Lines of code hold none. */
export function partsOf(lines: readonly string[], kinds: readonly LineKind[]): readonly Part[] {
  const parts: Part[] = [];
  let start = 0;
  let run = null as Run | null;
  const close = (ended: Run | null) => {
    if (ended) for (const part of partsIn(ended.lines.join('\n'), ended.kind, ended.start)) parts.push(part);
  };
  for (const [at, line] of lines.entries()) {
    const kind = kinds[at] ?? 'text';
    const isJoined = kind === 'html' || (kind === 'text' && !APART.test(line));
    if (run?.kind !== kind || !isJoined) {
      close(run);
      run = null;
    }
    if (kind !== 'blank' && kind !== 'fence' && kind !== 'indented') {
      if (run) run.lines.push(line);
      else run = { start, kind, lines: [line] };
    }
    start += line.length + 1;
  }
  close(run);
  return parts;
}

/** The part that holds an offset. */
export function partAt(parts: readonly Part[], offset: number): Part | undefined {
  let low = 0;
  let high = parts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((parts[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const part = parts[low];
  return part && part.start <= offset ? part : undefined;
}

function* partsIn(text: string, kind: LineKind, base: number): Generator<Part> {
  if (kind === 'definition') {
    yield { kind: 'link', start: base, end: base + text.length };
    return;
  }
  if (!/[<`]|\]\(|!\[/.test(text)) return;
  const pattern = new RegExp(kind === 'html' ? IN_HTML : IN_TEXT);
  const codeEnd = codeEnds(text);
  const lastComment = text.lastIndexOf('-->');
  let brackets = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const { index: start } = match;
    let part: Part['kind'] | null = null;
    let end = pattern.lastIndex;
    if (match[1] !== undefined) {
      const close = /^<!--(?:-?>)/.exec(text.slice(start, start + 6))?.[0].length;
      if (close !== undefined) end = start + close;
      else if (lastComment >= start + 4) end = text.indexOf('-->', start + 4) + 3;
      if (end > start + 4) part = 'comment';
    } else if (kind !== 'html' && match[2] !== undefined) {
      const close = codeEnd(end, match[2].length);
      if (close !== null) [part, end] = ['code', close];
    } else if (kind === 'html' || match[4] !== undefined) part = 'tag';
    else if (match[3] !== undefined) {
      if (match[3].startsWith('!') || brackets > 0) part = 'link';
      brackets = match[3].startsWith('!') ? brackets + 1 : 0;
    } else if (match[0] === '[') brackets++;
    pattern.lastIndex = end;
    if (part) yield { kind: part, start: base + start, end: base + end };
  }
}

/** Where a code span ends that was opened by a run of backticks; call with rising offsets only. */
function codeEnds(text: string): (from: number, length: number) => number | null {
  const runs = new Map<number, { readonly starts: number[]; next: number }>();
  for (const { index, 0: ticks } of text.matchAll(/`+/g)) {
    const same = runs.get(ticks.length);
    if (same) same.starts.push(index);
    else runs.set(ticks.length, { starts: [index], next: 0 });
  }
  return (from, length) => {
    const same = runs.get(length);
    if (!same) return null;
    while ((same.starts[same.next] ?? Number.POSITIVE_INFINITY) < from) same.next++;
    const close = same.starts[same.next];
    return close === undefined ? null : close + length;
  };
}
