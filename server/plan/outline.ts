// Lines of Markdown to a tree of sections that keep their line numbers.
import { frontMatterLength } from '../text-file.ts';
import {
  type Bullet,
  type Content,
  DETAILS_LEVEL,
  isSection,
  type ListBlock,
  type Row,
  type Section,
  type TextBlock,
} from './blocks.ts';
import { refuseConflict } from './decode.ts';
import { cellsOf, indentOf, isTableDivider, widthOf, withoutClosingHashes } from './lines.ts';
import { findRetentionEnd, RETENTION_END, RETENTION_START, repeated, unpaired } from './retention.ts';

const MAX_DETAILS_DEPTH = 16;
const MAX_LIST_DEPTH = 32;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+|$)/;
const BULLET = /^([ \t]*)([-*+]|\d{1,6}[.)])(?:[ \t]+|$)/;
const FENCE = /^[ \t]*(`{3,}|~{3,})/;
const RULE = /^ {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$/;
const SETEXT = /^ {0,3}(?:=+|-{2,})[ \t]*$/;

export interface Outline {
  readonly root: Section;
  /** One entry a line (index 0 is line 1): true where the line holds nothing to read, such as a rule or a comment. */
  readonly empty: readonly boolean[];
  /** The markers of the retention block, 0-based, or null where the plan has none. */
  readonly retention: { readonly start: number; readonly end: number } | null;
  /** Line (0-based) of a code fence that is never closed: everything below belongs to it. */
  readonly openFence: number | null;
}

/** @throws PlanError where a merge left its marks, or a marker of the retention block has no partner. */
export function readOutline(lines: readonly string[]): Outline {
  refuseConflict(lines);
  return new OutlineReader(lines).read();
}

interface OpenBullet {
  readonly indent: number;
  readonly bullet: {
    number: number | null;
    text: string;
    line: number;
    endLine: number;
    children: Bullet[];
    notes: TextBlock[];
  };
}

class OutlineReader {
  readonly #lines: readonly string[];
  readonly #empty: boolean[];
  readonly #root: Section = { level: 0, title: '', line: 0, content: [] };
  readonly #open: Section[] = [this.#root];
  #bullets: OpenBullet[] = [];
  #afterBlank = true;
  #detailsDepth = 0;
  #retention: Outline['retention'] = null;
  #openFence: number | null = null;
  readonly #lastCommentEnd: number;

  constructor(lines: readonly string[]) {
    this.#lines = lines;
    this.#empty = lines.map((line) => line.trim() === '' || RULE.test(line));
    this.#lastCommentEnd = lines.findLastIndex((line) => line.includes('-->'));
  }

  read(): Outline {
    for (let at = this.#readFrontMatter(); at < this.#lines.length; ) at = this.#readAt(at);
    return { root: this.#root, empty: this.#empty, retention: this.#retention, openFence: this.#openFence };
  }

  #readFrontMatter(): number {
    const length = frontMatterLength(this.#lines);
    for (let at = 1; at < length - 1; at++) {
      this.#root.content.push({ kind: 'code', text: this.#lines[at] ?? '', line: at + 1 });
    }
    if (length > 0) this.#empty[length - 1] = true;
    return length;
  }

  /** Reads the block that starts at `at` (0-based) and returns where the next one starts. */
  #readAt(at: number): number {
    const line = this.#lines[at] ?? '';
    const blank = line.trim() === '';
    if (!blank) {
      const next =
        this.#skipRetention(at) ??
        this.#readFence(at) ??
        this.#skipComment(at) ??
        this.#readHeading(at) ??
        this.#readDetails(at) ??
        this.#skipRule(at) ??
        this.#readTable(at) ??
        this.#readBullet(at) ??
        this.#readText(at);
      this.#afterBlank = false;
      return next;
    }
    this.#afterBlank = true;
    return at + 1;
  }

  get #section(): Section {
    return this.#open[this.#open.length - 1] ?? this.#root;
  }

  #skipRetention(at: number): number | null {
    const marker = this.#lines[at]?.trim();
    if (marker === RETENTION_END) throw unpaired(at, RETENTION_END, RETENTION_START);
    if (marker !== RETENTION_START) return null;
    if (this.#retention) throw repeated(at);
    const end = findRetentionEnd(this.#lines, at);
    this.#retention = { start: at, end };
    this.#skip(at, end + 1);
    return end + 1;
  }

  #skipComment(at: number): number | null {
    const line = this.#lines[at] ?? '';
    if (!line.trimStart().startsWith('<!--') || at > this.#lastCommentEnd) return null;
    let end = at;
    let close = line.indexOf('-->', line.indexOf('<!--') + 4);
    while (close < 0) close = this.#lines[++end]?.indexOf('-->') ?? 0;
    this.#skip(at, end + 1);
    const rest = this.#lines[end]?.slice(close + 3).trim() ?? '';
    if (rest !== '') {
      this.#empty[end] = false;
      this.#section.content.push({ kind: 'text', text: rest, line: end + 1 });
    }
    return end + 1;
  }

  #readFence(at: number): number | null {
    const open = this.#lines[at]?.match(FENCE)?.[1];
    if (!open) return null;
    const close = new RegExp(`^[ \\t]*${open[0]}{${open.length},}[ \\t]*$`);
    let end = at + 1;
    while (end < this.#lines.length && !close.test(this.#lines[end] ?? '')) end++;
    const target = this.#noteTarget(indentOf(this.#lines[at] ?? ''));
    for (let inner = at + 1; inner < end; inner++) {
      const text = this.#lines[inner] ?? '';
      if (text.trim() !== '') target.push({ kind: 'code', text, line: inner + 1 });
      this.#empty[inner] = text.trim() === '';
    }
    this.#empty[at] = true;
    if (end < this.#lines.length) this.#empty[end] = true;
    else this.#openFence = at;
    return end + 1;
  }

  /** Where an indented paragraph or fence goes: into the bullet that it belongs to, else into the section. */
  #noteTarget(indent: number): (TextBlock | Content)[] {
    const owner = this.#bullets.findLast((open) => open.indent < indent);
    if (owner) return owner.bullet.notes;
    this.#bullets = [];
    return this.#section.content;
  }

  #readHeading(at: number): number | null {
    const line = this.#lines[at] ?? '';
    const atx = line.match(HEADING);
    if (atx) {
      this.#openSection(atx[1]?.length ?? 1, withoutClosingHashes(line.slice(atx[0].length)), at);
      return at + 1;
    }
    const under = this.#lines[at + 1] ?? '';
    const isTitle =
      SETEXT.test(under) &&
      (this.#afterBlank || this.#bullets.length === 0) &&
      /^ {0,3}[^\s>|<]/.test(line) &&
      !BULLET.test(line) &&
      !RULE.test(line);
    if (!isTitle) return null;
    this.#openSection(under.trim()[0] === '=' ? 1 : 2, line.trim(), at);
    this.#empty[at + 1] = true;
    return at + 2;
  }

  #openSection(level: number, title: string, at: number): void {
    const barrier = this.#open.findLastIndex((section) => section.level === DETAILS_LEVEL);
    while (this.#open.length - 1 > Math.max(barrier, 0) && this.#section.level >= level) this.#open.pop();
    const section: Section = { level, title, line: at + 1, content: [] };
    this.#section.content.push(section);
    this.#open.push(section);
    this.#bullets = [];
  }

  /** `<details>`, `<summary>` and their ends, each at the start of a line, in one line or several. */
  #readDetails(at: number): number | null {
    const line = this.#lines[at]?.trim() ?? '';
    const lower = line.slice(0, 20).toLowerCase();
    if (lower.startsWith('</details>')) {
      this.#closeDetails();
      return this.#restOfTag(at, line.slice('</details>'.length));
    }
    if (lower.startsWith('<details>') || lower.startsWith('<details ')) {
      this.#openDetails(at);
      return this.#readSummary(at, line.slice(line.indexOf('>') + 1).trim());
    }
    if (lower.startsWith('<summary>')) return this.#readSummary(at, line);
    return null;
  }

  #openDetails(at: number): void {
    this.#bullets = [];
    this.#empty[at] = true;
    if (this.#detailsDepth++ >= MAX_DETAILS_DEPTH) return;
    const section: Section = { level: DETAILS_LEVEL, title: '', line: at + 1, content: [] };
    this.#section.content.push(section);
    this.#open.push(section);
  }

  #closeDetails(): void {
    this.#bullets = [];
    if (this.#detailsDepth === 0 || this.#detailsDepth-- > MAX_DETAILS_DEPTH) return;
    while (this.#open.length > 1 && this.#open.pop()?.level !== DETAILS_LEVEL);
  }

  #readSummary(at: number, rest: string): number {
    const opens = rest.toLowerCase().startsWith('<summary>');
    if (!opens) return this.#restOfTag(at, rest);
    let end = at;
    let text = rest.slice('<summary>'.length);
    while (!/<\/summary>/i.test(this.#lines[end] ?? '') && end + 1 < this.#lines.length && end - at < 4) {
      text += ` ${this.#lines[++end]?.trim() ?? ''}`;
    }
    const close = text.toLowerCase().indexOf('</summary>');
    const title = (close < 0 ? text : text.slice(0, close)).replace(/<\/?[a-z]{1,10}>/gi, '').trim();
    this.#nameSection(title, at);
    this.#skip(at + 1, end + 1);
    const behind = close < 0 ? '' : text.slice(close + '</summary>'.length).trim();
    if (/^<\/details>/i.test(behind)) this.#closeDetails();
    else if (behind !== '') this.#section.content.push({ kind: 'text', text: behind, line: end + 1 });
    this.#empty[end] = end > at;
    this.#empty[at] = false;
    return end + 1;
  }

  #nameSection(title: string, at: number): void {
    const section = this.#section;
    const parent = this.#open[this.#open.length - 2];
    if (section.level !== DETAILS_LEVEL || !parent || section.title !== '') {
      this.#section.content.push({ kind: 'text', text: title, line: at + 1 });
      return;
    }
    const named: Section = { ...section, title, line: at + 1 };
    parent.content[parent.content.length - 1] = named;
    this.#open[this.#open.length - 1] = named;
  }

  #restOfTag(at: number, rest: string): number {
    this.#empty[at] = rest.trim() === '';
    if (rest.trim() !== '') this.#section.content.push({ kind: 'text', text: rest.trim(), line: at + 1 });
    return at + 1;
  }

  #skipRule(at: number): number | null {
    if (!RULE.test(this.#lines[at] ?? '')) return null;
    this.#bullets = [];
    return at + 1;
  }

  #readTable(at: number): number | null {
    const header = this.#lines[at] ?? '';
    if (!header.includes('|') || !isTableDivider(this.#lines[at + 1] ?? '')) return null;
    const rows: Row[] = [];
    let end = at + 2;
    for (; this.#lines[end]?.includes('|'); end++) {
      rows.push({ cells: cellsOf(this.#lines[end] ?? ''), line: end + 1 });
    }
    this.#empty[at + 1] = true;
    this.#bullets = [];
    this.#section.content.push({ kind: 'table', header: { cells: cellsOf(header), line: at + 1 }, rows });
    return end;
  }

  #readBullet(at: number): number | null {
    const line = this.#lines[at] ?? '';
    const match = line.match(BULLET);
    if (!match) return null;
    const indent = widthOf(match[1] ?? '');
    const number = /\d/.test(match[2] ?? '') ? Number.parseInt(match[2] ?? '', 10) : null;
    const bullet = {
      number,
      text: line.slice(match[0].length).trim(),
      line: at + 1,
      endLine: at + 1,
      children: [],
      notes: [],
    };
    while (this.#bullets.length > 0 && (this.#bullets[this.#bullets.length - 1]?.indent ?? 0) >= indent)
      this.#bullets.pop();
    const parent = this.#bullets[this.#bullets.length - 1];
    if (parent) parent.bullet.children.push(bullet);
    else this.#listOfSection().push(bullet);
    if (this.#bullets.length < MAX_LIST_DEPTH) this.#bullets.push({ indent, bullet });
    return at + 1;
  }

  #listOfSection(): Bullet[] {
    const content = this.#section.content;
    const last = content[content.length - 1];
    if (last && !isSection(last) && last.kind === 'list') return last.bullets;
    const list: ListBlock = { kind: 'list', bullets: [] };
    content.push(list);
    return list.bullets;
  }

  #readText(at: number): number {
    const line = this.#lines[at] ?? '';
    const text = line.trim();
    if (text.startsWith('>')) {
      this.#noteTarget(indentOf(line)).push({ kind: 'quote', text: text.slice(1).trim(), line: at + 1 });
      if (text.slice(1).trim() === '') this.#empty[at] = true;
      return at + 1;
    }
    const last = this.#bullets[this.#bullets.length - 1];
    const indented = indentOf(line) > (last?.indent ?? 0);
    if (last && !this.#afterBlank && last.bullet.endLine === at && (indented || !/[:*]/.test(text))) {
      last.bullet.text += ` ${text}`;
      last.bullet.endLine = at + 1;
      return at + 1;
    }
    this.#noteTarget(indentOf(line)).push({ kind: 'text', text, line: at + 1 });
    return at + 1;
  }

  #skip(from: number, to: number): void {
    for (let at = from; at < to; at++) this.#empty[at] = true;
  }
}
