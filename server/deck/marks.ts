// Finds cloze marks.
import { fencesOf, type LineSpan } from './blocks.ts';
import type { DeckFault } from './faults.ts';
import { MAX_CARDS_PER_NOTE } from './limits.ts';

/** One `{{c1::hidden::hint}}`. */
export interface Mark {
  readonly number: number;
  /** Hidden text; it may hold marks itself. */
  readonly hidden: readonly Piece[];
  /** null if the author gave none, and in fences. */
  readonly hint: string | null;
}

export type Piece = string | Mark;

export interface MarkFault {
  readonly rule: 'unclosed-cloze' | 'empty-cloze' | 'cloze-too-deep' | 'too-many-cards';
  readonly message: string;
  readonly fault: DeckFault;
  /** Offset of the mark in the body. */
  readonly offset: number;
}

/** Where a mark stands in the body, by offsets. */
export interface MarkSpan {
  readonly number: number;
  readonly start: number;
  /** Of the hidden text, without hint. */
  readonly textStart: number;
  readonly textEnd: number;
  readonly end: number;
  /** How many marks it is nested in. */
  readonly depth: number;
}

export interface Marks {
  readonly pieces: readonly Piece[];
  /** Numbers used, ascending. */
  readonly numbers: readonly number[];
  /** In the order in which they end. */
  readonly spans: readonly MarkSpan[];
  /** If there are any, the note yields no card. */
  readonly faults: readonly MarkFault[];
}

/** Marks may be nested to this depth. */
const MAX_DEPTH = 8;

const OPENING = /\{\{c([1-9]\d{0,2})::/y;

/** Whether a body holds a cloze mark that is not escaped. */
export function hasMarks(body: string): boolean {
  return /(?<!\\)\{\{c[1-9]\d{0,2}::/.test(body);
}

/**
 * Finds the cloze marks of a body, before Markdown, in one pass. A mark ends at the first `}}` outside braces
 * opened inside it; it may hold other marks. The hint starts at the first `::` outside backticks and braces;
 * fences have no hints. `\{{` opens nothing. A mark begins and ends on the same side of a fence's edge.
 */
export function readMarks(body: string): Marks {
  return new MarkReader(body).read();
}

/** A mark whose end was not found yet. */
interface OpenMark {
  readonly number: number;
  readonly offset: number;
  readonly textStart: number;
  readonly fence: LineSpan | undefined;
  readonly hidden: Piece[];
  /** Braces opened inside and not closed yet. */
  braces: number;
  /** Length of the backtick run that is open; 0 outside code. */
  ticks: number;
  hintAt: number | null;
}

class MarkReader {
  private readonly body: string;
  private readonly fences: readonly LineSpan[];
  private readonly root: Piece[] = [];
  private readonly open: OpenMark[] = [];
  private readonly faults: MarkFault[] = [];
  private readonly spans: MarkSpan[] = [];
  private readonly numbers = new Set<number>();
  private at = 0;
  private textFrom = 0;
  private line = 1;
  private linesCountedTo = 0;

  constructor(body: string) {
    this.body = body;
    this.fences = fencesOf(body);
  }

  read(): Marks {
    while (this.at < this.body.length && this.open.length <= MAX_DEPTH) this.step();
    this.takeText(this.body.length);
    for (const mark of this.open.slice(0, 1))
      this.faults.push(this.open.length > MAX_DEPTH ? tooDeep(mark) : unclosed(mark));
    if (this.numbers.size > MAX_CARDS_PER_NOTE) this.faults.push(tooMany(this.numbers.size));
    return {
      pieces: this.root,
      numbers: [...this.numbers].sort((a, b) => a - b),
      spans: this.spans,
      faults: this.faults,
    };
  }

  private step(): void {
    const { body } = this;
    const mark = this.open.at(-1);
    if (body[this.at] === '\\' && body.startsWith('{{', this.at + 1)) {
      this.at += 1 + (this.openingAt(this.at + 1)?.[0].length ?? 2);
      return;
    }
    const opening = mark?.hintAt == null ? this.openingAt(this.at) : null;
    if (opening) this.begin(Number(opening[1]), opening[0].length);
    else if (mark) this.stepInside(mark);
    else this.at++;
  }

  private stepInside(mark: OpenMark): void {
    const char = this.body[this.at];
    const doubled = this.body[this.at + 1] === char;
    if (char === '}' && doubled && mark.braces === 0) this.end(mark);
    else if (char === '`') this.passTicks(mark);
    else if (char === ':' && doubled && startsHint(mark)) this.beginHint(mark);
    else {
      if (char === '{') mark.braces++;
      else if (char === '}' && mark.braces > 0) mark.braces--;
      this.at++;
    }
  }

  private beginHint(mark: OpenMark): void {
    this.takeText(this.at);
    this.at += 2;
    mark.hintAt = this.at;
  }

  private begin(number: number, length: number): void {
    this.takeText(this.at);
    const fence = this.fenceAt(this.at);
    const textStart = this.at + length;
    this.open.push({
      number,
      offset: this.at,
      textStart,
      fence,
      hidden: [],
      braces: 0,
      ticks: 0,
      hintAt: null,
    });
    this.at = textStart;
    this.textFrom = textStart;
  }

  private end(mark: OpenMark): void {
    const hint = mark.hintAt === null ? '' : this.body.slice(mark.hintAt, this.at).trim();
    if (mark.hintAt === null) this.takeText(this.at);
    if (mark.fence !== this.fenceAt(this.at)) this.faults.push(crossesFence(mark));
    else if (mark.hidden.length === 0) this.faults.push(hidesNothing(mark));
    this.open.pop();
    this.pieces.push({ number: mark.number, hidden: mark.hidden, hint: hint || null });
    this.numbers.add(mark.number);
    this.spans.push({
      number: mark.number,
      start: mark.offset,
      textStart: mark.textStart,
      textEnd: mark.hintAt === null ? this.at : mark.hintAt - 2,
      end: this.at + 2,
      depth: this.open.length,
    });
    this.at += 2;
    this.textFrom = this.at;
  }

  private passTicks(mark: OpenMark): void {
    const from = this.at;
    while (this.body[this.at] === '`') this.at++;
    const run = this.at - from;
    if (mark.ticks === 0) mark.ticks = run;
    else if (mark.ticks === run) mark.ticks = 0;
  }

  private takeText(to: number): void {
    if (to > this.textFrom) this.pieces.push(this.body.slice(this.textFrom, to));
  }

  private get pieces(): Piece[] {
    return this.open.at(-1)?.hidden ?? this.root;
  }

  private openingAt(offset: number): RegExpExecArray | null {
    if (this.body[offset] !== '{') return null;
    OPENING.lastIndex = offset;
    return OPENING.exec(this.body);
  }

  /** Call with rising offsets only. */
  private fenceAt(offset: number): LineSpan | undefined {
    if (this.fences.length === 0) return undefined;
    for (; this.linesCountedTo < offset; this.linesCountedTo++)
      if (this.body[this.linesCountedTo] === '\n') this.line++;
    return this.fences.find((fence) => fence.line <= this.line && this.line <= fence.endLine);
  }
}

function startsHint(mark: OpenMark): boolean {
  return mark.hintAt === null && mark.ticks === 0 && mark.braces === 0 && mark.fence === undefined;
}

function unclosed({ number, offset }: OpenMark): MarkFault {
  const message = `The cloze mark {{c${number}:: is never closed. End it with }}, balance the braces inside it, or write \\{{ if it is plain text.`;
  return { rule: 'unclosed-cloze', offset, message, fault: { kind: 'unclosed-cloze', number } };
}

function crossesFence({ number, offset }: OpenMark): MarkFault {
  const message = `The cloze mark {{c${number}:: crosses the edge of a code block. Close it with }} on the side where it begins.`;
  return { rule: 'unclosed-cloze', offset, message, fault: { kind: 'cloze-crosses-fence', number } };
}

function hidesNothing({ number, offset }: OpenMark): MarkFault {
  const message = `The cloze mark {{c${number}:: hides nothing. Write the text to hide after the colons.`;
  return { rule: 'empty-cloze', offset, message, fault: { kind: 'empty-cloze', number } };
}

function tooDeep({ number, offset }: OpenMark): MarkFault {
  const message = `The cloze mark {{c${number}:: has more than ${MAX_DEPTH} levels of nested marks. Close some of them earlier with }}.`;
  return {
    rule: 'cloze-too-deep',
    offset,
    message,
    fault: { kind: 'cloze-too-deep', number, most: MAX_DEPTH },
  };
}

function tooMany(count: number): MarkFault {
  const message = `The note has ${count} cloze numbers; ${MAX_CARDS_PER_NOTE} are allowed. Split it into several notes.`;
  return {
    rule: 'too-many-cards',
    offset: 0,
    message,
    fault: { kind: 'too-many-cards', numbers: count, most: MAX_CARDS_PER_NOTE },
  };
}
