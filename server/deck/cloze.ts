import { fencesOf, type LineSpan } from './blocks.ts';

/** Private-use characters that stand for a card's gap until the Markdown around it is rendered. */
export const CLOZE_BLANK_START = '\uE000';
export const CLOZE_BLANK_END = '\uE001';
export const CLOZE_SHOWN_START = '\uE002';
export const CLOZE_SHOWN_END = '\uE003';

/** One `{{c1::hidden::hint}}`. */
export interface Mark {
  readonly number: number;
  /** Hidden text; it may hold marks itself. */
  readonly hidden: readonly Piece[];
  /** null where the author gave none, and in fences. */
  readonly hint: string | null;
}

export type Piece = string | Mark;

export interface ClozeFault {
  readonly rule: 'unclosed-cloze' | 'empty-cloze';
  readonly message: string;
  /** Offset of the mark in the body. */
  readonly offset: number;
}

export interface Cloze {
  readonly pieces: readonly Piece[];
  /** Numbers used, ascending. */
  readonly numbers: readonly number[];
  readonly faults: readonly ClozeFault[];
}

const MARK = /\{\{c([1-9]\d{0,2})::/y;

/** Whether a body holds what looks like a cloze mark, escaped ones excepted. */
export function hasCloze(body: string): boolean {
  return /(?<!\\)\{\{c[1-9]\d{0,2}::/.test(body);
}

/** An open mark while its end is looked for. */
interface Frame {
  readonly number: number;
  readonly offset: number;
  readonly fence: LineSpan | undefined;
  readonly hidden: Piece[];
  /** Braces opened inside and not closed yet. */
  braces: number;
  /** Length of the backtick run that is open; 0 outside code. */
  ticks: number;
  hintAt: number | null;
}

/**
 * Finds the cloze marks of a body, before Markdown, in one pass. A mark ends at the first `}}` outside braces
 * opened inside it; it may hold other marks. The hint starts at the first `::` outside backticks and braces;
 * in fences there is none. `\{{` opens nothing. A mark that begins in a fence must end in it, and no other may.
 */
export function readCloze(body: string): Cloze {
  const fences = fencesOf(body);
  const fenceAt = lineFinder(body, fences);
  const root: Piece[] = [];
  const frames: Frame[] = [];
  const faults: ClozeFault[] = [];
  const numbers = new Set<number>();
  let textFrom = 0;
  let at = 0;

  const takeText = (to: number) => {
    if (to > textFrom) (frames.at(-1)?.hidden ?? root).push(body.slice(textFrom, to));
  };
  const close = (frame: Frame) => {
    takeText(frame.hintAt ?? at);
    frames.pop();
    at += 2;
    textFrom = at;
    const hint = frame.hintAt === null ? null : body.slice(frame.hintAt + 2, at - 2).trim();
    numbers.add(frame.number);
    (frames.at(-1)?.hidden ?? root).push({ number: frame.number, hidden: frame.hidden, hint: hint || null });
    if (frame.fence !== fenceAt(at - 2)) faults.push(crossesFence(frame));
    else if (frame.hidden.length === 0) faults.push(hidesNothing(frame));
  };

  while (at < body.length) {
    const frame = frames.at(-1);
    if (body.startsWith('\\{{', at)) {
      at += 3;
      continue;
    }
    MARK.lastIndex = at;
    const mark = frame?.hintAt == null && body[at] === '{' ? MARK.exec(body) : null;
    if (mark) {
      takeText(at);
      frames.push({
        number: Number(mark[1]),
        offset: at,
        fence: fenceAt(at),
        hidden: [],
        braces: 0,
        ticks: 0,
        hintAt: null,
      });
      at += mark[0].length;
      textFrom = at;
      continue;
    }
    if (!frame) {
      at++;
      continue;
    }
    const char = body[at];
    if (char === '{') frame.braces++;
    else if (char === '}' && frame.braces > 0) frame.braces--;
    else if (char === '}' && body[at + 1] === '}') {
      close(frame);
      continue;
    } else if (char === '`') {
      const run = /^`+/.exec(body.slice(at, at + 64))?.[0].length ?? 1;
      if (frame.ticks === 0) frame.ticks = run;
      else if (frame.ticks === run) frame.ticks = 0;
      at += run;
      continue;
    } else if (char === ':' && body[at + 1] === ':' && isHintStart(frame)) {
      frame.hintAt = at;
      takeText(at);
      textFrom = at;
      at += 2;
      continue;
    }
    at++;
  }
  for (const frame of frames) faults.push(neverCloses(frame));
  if (frames.length === 0) takeText(body.length);
  return { pieces: root, numbers: [...numbers].sort((a, b) => a - b), faults };
}

/**
 * The body as one card shows it. Of the marks with the asked number the prompt side shows a blank that holds
 * the hint, or nothing; the answer side shows the hidden text between the two shown characters. All other
 * marks show their text. With `asked` 0 no mark is asked.
 */
export function showCloze(pieces: readonly Piece[], asked: number, side: 'prompt' | 'answer'): string {
  return pieces
    .map((piece) => {
      if (typeof piece === 'string') return withoutEscapes(piece);
      if (piece.number !== asked) return showCloze(piece.hidden, asked, side);
      if (side === 'prompt') return CLOZE_BLANK_START + (piece.hint ?? '') + CLOZE_BLANK_END;
      return revealed(showCloze(piece.hidden, 0, side));
    })
    .join('');
}

/** Drops the backslash of `\{{c1::`, which inside code would show. */
export function withoutEscapes(text: string): string {
  return text.includes('\\{{c') ? text.replace(/\\(?=\{\{c[1-9]\d{0,2}::)/g, '') : text;
}

/** Drops the four private-use characters, so that no source can pretend to be a card's gap. */
export function withoutClozeCharacters(text: string): string {
  return text.replace(/[\uE000-\uE003]/g, '');
}

/** Highlights hidden text that stays within one block; what spans several blocks is shown as it is. */
function revealed(text: string): string {
  const spansBlocks =
    /\n[ \t]*(?:\n|[-*+>#|]|\d{1,9}[.)]|```|~~~|$)/.test(text) || /^\s*(?:```|~~~)/.test(text);
  return spansBlocks ? text : CLOZE_SHOWN_START + text + CLOZE_SHOWN_END;
}

function isHintStart(frame: Frame): boolean {
  return frame.hintAt === null && frame.ticks === 0 && frame.braces === 0 && frame.fence === undefined;
}

/** Finds the fence that an offset stands in; asked with rising offsets only, so one pass over the lines does. */
function lineFinder(body: string, fences: readonly LineSpan[]): (offset: number) => LineSpan | undefined {
  let line = 1;
  let counted = 0;
  return (offset) => {
    if (fences.length === 0) return undefined;
    for (; counted < offset; counted++) if (body[counted] === '\n') line++;
    return fences.find((fence) => fence.line <= line && line <= fence.endLine);
  };
}

function neverCloses(frame: Frame): ClozeFault {
  return {
    rule: 'unclosed-cloze',
    offset: frame.offset,
    message: `The cloze mark {{c${frame.number}:: is never closed. End it with }}, balance the braces inside it, or write \\{{ where it is plain text.`,
  };
}

function crossesFence(frame: Frame): ClozeFault {
  return {
    rule: 'unclosed-cloze',
    offset: frame.offset,
    message: `The cloze mark {{c${frame.number}:: crosses the edge of a code block. Close it with }} on the side where it begins.`,
  };
}

function hidesNothing(frame: Frame): ClozeFault {
  return {
    rule: 'empty-cloze',
    offset: frame.offset,
    message: `The cloze mark {{c${frame.number}:: hides nothing. Write the text to hide between :: and }}.`,
  };
}
