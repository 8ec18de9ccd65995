// Where in a plan a gap of a topic can be written.
import { isSection, type Section } from './blocks.ts';
import { indentOf } from './lines.ts';
import { takeMark } from './marks.ts';
import { readOutline } from './outline.ts';
import type { ReadPlan } from './parse.ts';
import type { RawLine } from './splice.ts';
import type { Item, Topic } from './types.ts';
import { bucketOf } from './vocabulary.ts';

/** Lines to insert before index `at` (0-based); an empty last line is only spacing. */
export interface Candidate {
  readonly at: number;
  readonly lines: readonly string[];
}

const BULLET = /^([ \t]*)([-*+]|\d{1,6}[.)])([ \t]+)(\[[ xX~/]\][ \t]+)?(.*)$/;
const HEADING = /^ {0,3}(#{1,6})(?:[ \t]+|$)/;
const FENCE = /^[ \t]*(`{3,}|~{3,})/;
const RULE = /^ {0,3}(?:(?:- *){3,}|(?:\* *){3,}|(?:_ *){3,})$/;
const TAG = /^\s*<(?:\/?details|!--)/i;
const DEFAULT_LABEL = '**Gaps identified:**';
const MAX_SECTIONS_TRIED = 3;

/**
 * The places where a gap of a topic may be written, the best first: below its last gap, below the label of its gap
 * list, among its marked items, in a new list of its section, in a new section.
 */
export function* candidatesFor(
  { plan, buckets }: ReadPlan,
  raw: readonly RawLine[],
  topic: Topic | null,
  title: string,
  gap: string,
): Generator<Candidate> {
  const page = new Page(raw);
  const own = buckets.filter((bucket) => bucket.topic === topic?.slug);
  const covered = buckets.find((bucket) => bucket.kind === 'covered');
  const style = page.styleBelow(own.find((bucket) => bucket.kind === 'covered') ?? covered ?? buckets[0]);
  if (topic) {
    yield* page.besideItems(
      topic.items.filter((item) => item.kind === 'gap'),
      gap,
    );
    for (const bucket of own.filter((it) => it.kind === 'gap'))
      yield* page.belowLabel(bucket.line, gap, style);
    yield* page.besideItems(
      topic.items.filter((item) => item.kind === 'covered' && page.isMarked(item)),
      gap,
    );
    const foreign = buckets.find(
      (bucket) => bucket.kind === 'gap' && page.isLabelLike(bucket.line, own[0]?.line),
    );
    yield* page.newList(topic, gap, style, page.gapLabel(own[0]?.line, foreign?.line));
  }
  const label = page.gapLabel(undefined, buckets.find((bucket) => bucket.kind === 'gap')?.line);
  yield* page.newSection(
    plan.topics.length > 0 ? (topic?.status ?? null) : null,
    topic?.title ?? title,
    gap,
    style,
    label,
  );
}

/** How lists look: the bullet, and whether a blank line stands between a label and its list. */
interface ListStyle {
  readonly bullet: string;
  readonly loose: boolean;
}

/** The plan's lines, as an editor sees them. */
class Page {
  readonly #lines: readonly string[];
  /** All sections in the order of their lines. */
  readonly #sections: readonly Section[];
  /** Index of the line that starts the retention block, or null. */
  readonly #retention: number | null;

  constructor(raw: readonly RawLine[]) {
    this.#lines = raw.map((line) => line.text);
    const outline = readOutline(this.#lines.map((line) => line.replace('\ufeff', '')));
    this.#sections = sectionsBelow(outline.root);
    this.#retention = outline.retention?.start ?? null;
  }

  isMarked(item: Item): boolean {
    const match = this.#bullet(item.line);
    return match !== null && (match[4] !== undefined || takeMark(match[5] ?? '').mark !== null);
  }

  /** Below the last of some items, written as that one is. */
  *besideItems(items: readonly Item[], gap: string): Generator<Candidate> {
    const last = items.findLast((item) => this.#bullet(item.line) !== null);
    const match = last ? this.#bullet(last.line) : null;
    if (!last || !match) return;
    const [, indent = '', marker = '', space = ' ', box, text = ''] = match;
    const at = this.#endOfList(last.line, indent, /\d/.test(marker));
    const number = this.#numberBefore(at, indent);
    const next = number === null ? marker : `${number + 1}${marker.slice(-1)}`;
    yield { at, lines: [`${indent}${next}${space}${box ? `[ ]${box.slice(3)}` : ''}${marked(text, gap)}`] };
  }

  /** Below the label or heading of a gap list that has no bullet yet. */
  *belowLabel(line: number, gap: string, style: ListStyle): Generator<Candidate> {
    const label = this.#bullet(line);
    if (label) {
      yield { at: line, lines: [`${label[1] ?? ''}  ${style.bullet} ${gap}`] };
      return;
    }
    const heading = HEADING.test(this.#line(line));
    const gapBetween = style.loose || heading ? [''] : [];
    const skip =
      gapBetween.length > 0 && this.#line(line + 1).trim() === '' && line < this.#lines.length ? 1 : 0;
    const distance = this.#needsDistance(line + skip) ? [''] : [];
    yield { at: line + skip, lines: [...(skip ? [] : gapBetween), `${style.bullet} ${gap}`, ...distance] };
  }

  /** A new list at the end of the topic's own content, before its subsections. */
  *newList(topic: Topic, gap: string, style: ListStyle, label: string): Generator<Candidate> {
    const heading = this.#sections.some((section) => section.line === topic.line);
    const lastItem = topic.items.findLast((item) => this.#bullet(item.line) !== null);
    const places = [
      ...(lastItem
        ? [this.#endOfList(lastItem.line, this.#bullet(lastItem.line)?.[1] ?? '', false, true)]
        : []),
      ...(heading ? [this.#endOfOwn(topic.line)] : []),
    ];
    for (const at of places) yield { at, lines: this.#list(at, label, style, gap) };
  }

  /** A new section for the topic: below a heading of its status, else at the end, before the retention block. */
  *newSection(
    status: Topic['status'] | null,
    title: string,
    gap: string,
    style: ListStyle,
    label: string,
  ): Generator<Candidate> {
    const withStatus = this.#sections.filter(
      (section) => section.level < 6 && status !== null && bucketOf(section.title)?.status === status,
    );
    const places = withStatus
      .slice(-MAX_SECTIONS_TRIED)
      .toReversed()
      .map((section) => ({ at: this.#endOfSection(section), level: section.level + 1 }));
    const end = this.#endOfPlan();
    for (const { at, level } of [
      ...places,
      { at: end, level: 2 },
      { at: end, level: 1 },
      { at: end, level: 3 },
    ]) {
      const list = this.#list(at, label.startsWith('#') ? DEFAULT_LABEL : label, style, gap).slice(1);
      yield { at, lines: ['', `${'#'.repeat(level)} ${title}`, '', ...list] };
    }
  }

  /** The label for a new gap list: as other gap lists are labelled, else as the topic's own list is. */
  gapLabel(own: number | undefined, foreign: number | undefined): string {
    const model = this.#line(foreign ?? 0).trim();
    if (foreign !== undefined && model !== '' && !this.#bullet(foreign) && !/<\/?\w/.test(model))
      return onlyLabel(model);
    const line = this.#line(own ?? 0).trim();
    const hashes = line.match(HEADING)?.[1];
    if (hashes) return `${hashes} Gaps`;
    return own === undefined || line.startsWith('**') || this.#bullet(own) ? DEFAULT_LABEL : 'Gaps:';
  }

  /** Whether two label lines are both headings or both not. */
  isLabelLike(line: number, other: number | undefined): boolean {
    const level = (at: number) => this.#line(at).match(HEADING)?.[1]?.length ?? 0;
    return other === undefined ? level(line) === 0 : level(line) === level(other);
  }

  styleBelow(bucket: { readonly line: number } | undefined): ListStyle {
    const from = bucket?.line ?? 0;
    for (let line = from + 1; line <= Math.min(from + 200, this.#lines.length); line++) {
      const match = this.#bullet(line);
      if (match && !/\d/.test(match[2] ?? '')) {
        return { bullet: match[2] ?? '-', loose: bucket !== undefined && this.#line(from + 1).trim() === '' };
      }
    }
    return { bullet: '-', loose: false };
  }

  #list(at: number, label: string, style: ListStyle, gap: string): string[] {
    const between = style.loose || label.startsWith('#') ? [''] : [];
    const distance = this.#needsDistance(at) ? [''] : [];
    return ['', label, ...between, `${style.bullet} ${gap}`, ...distance];
  }

  #line(line: number): string {
    return this.#lines[line - 1]?.replace('\ufeff', '') ?? '';
  }

  #bullet(line: number): RegExpMatchArray | null {
    return this.#line(line).match(BULLET);
  }

  /** Whether the text at an index would run into a list written before it. */
  #needsDistance(at: number): boolean {
    const next = this.#line(at + 1);
    return at < this.#lines.length && next.trim() !== '' && !BULLET.test(next);
  }

  /** Index after a bullet and its content; with `whole`, after the rest of its list. */
  #endOfList(line: number, indent: string, whole: boolean, anyMarker = false): number {
    const width = indentOf(`${indent}x`);
    let end = line;
    for (let at = line + 1; at <= this.#lines.length; at++) {
      const text = this.#line(at);
      if (text.trim() === '') continue;
      const bullet = this.#bullet(at);
      const deeper = indentOf(text) > width;
      const lazy =
        at === end + 1 &&
        !bullet &&
        !HEADING.test(text) &&
        !FENCE.test(text) &&
        !/[:*<|]/.test(text) &&
        !RULE.test(text);
      const sibling =
        bullet !== null && indentOf(text) === width && (anyMarker || (whole && /\d/.test(bullet[2] ?? '')));
      if (!deeper && !lazy && !sibling) break;
      end = at;
    }
    return end;
  }

  #numberBefore(at: number, indent: string): number | null {
    for (let line = at; line > 0; line--) {
      const match = this.#bullet(line);
      if (match && match[1] === indent)
        return /\d/.test(match[2] ?? '') ? Number.parseInt(match[2] ?? '', 10) : null;
      if (HEADING.test(this.#line(line))) return null;
    }
    return null;
  }

  /** Index after a heading's own content, before any further heading, rule or tag. */
  #endOfOwn(line: number): number {
    const next = this.#sections.find((section) => section.line > line)?.line ?? this.#lines.length + 1;
    let end = line;
    while (
      end + 1 < next &&
      !(end > line && RULE.test(this.#line(end + 1))) &&
      !TAG.test(this.#line(end + 1))
    )
      end++;
    return this.#backOverBlank(end, line);
  }

  /** Index after everything below a heading. */
  #endOfSection({ line, level }: Section): number {
    const next = this.#sections.find((section) => section.line > line && section.level <= level);
    return this.#backOverBlank(Math.min((next?.line ?? this.#lines.length + 1) - 1, this.#endOfPlan()), line);
  }

  #endOfPlan(): number {
    return this.#backOverBlank(this.#retention ?? this.#lines.length, 0);
  }

  #backOverBlank(index: number, least: number): number {
    let at = index;
    while (at > least && (this.#line(at).trim() === '' || RULE.test(this.#line(at)))) at--;
    return at;
  }
}

/** A section's subsections and theirs, in the order of their lines. */
function sectionsBelow(section: Section): Section[] {
  return section.content.filter(isSection).flatMap((child) => [child, ...sectionsBelow(child)]);
}

/** The gap with the mark of its neighbour, at the same end. */
function marked(neighbour: string, gap: string): string {
  const { mark, text } = takeMark(neighbour);
  if (mark === null) return gap;
  const plain = neighbour.trim();
  const sign = plain.startsWith(text)
    ? plain.slice(text.length).trim()
    : plain.slice(0, plain.length - text.length).trim();
  const shown = mark === 'gap' || mark === 'not-started' ? sign : '❌';
  return plain.startsWith(text) ? `${gap} ${shown}` : `${shown} ${gap}`;
}

/** A label line without what follows the label: "**Gaps:** none" is "**Gaps:**". */
function onlyLabel(line: string): string {
  const bold = line.match(/^\*\*[^*]{1,80}\*\*:?/)?.[0];
  const counted = (bold ?? line.match(/^[^:]{1,80}:/)?.[0] ?? line).replace(/\s?\(\d+\)/, '');
  return counted;
}
