// Bullets of a topic as items, and labels as facts of the topic.
import type { Bullet } from './blocks.ts';
import { complexityCell, complexityIn, dateIn, scaleIn, scoreIn } from './figures.ts';
import type { Label } from './labels.ts';
import { itemKindOf, takeBox, takeMark } from './marks.ts';
import { detailOf, flatBullets, type Reading } from './reading.ts';
import { foldSpace, splitOutside, withoutEmoji, withoutEmphasis } from './text.ts';
import type { Mention } from './topics.ts';
import type { ItemKind, TopicStatus } from './types.ts';
import {
  bucketOf,
  bulletLabel,
  isDated,
  isPlaceholder,
  isScoreWord,
  phraseOf,
  sectionKindOf,
} from './vocabulary.ts';

/** How bullets without a mark of their own become items. */
export interface ItemRule {
  /** null: a bullet without a mark is not an item. */
  readonly kind: ItemKind | null;
  /** A bucket names the kind, so that what a bullet says at its end ("TLS: still learning") is only its text. */
  readonly named: boolean;
}

/** Reads the bullets of a topic as its items. */
export function readItems(
  reading: Reading,
  mention: Mention,
  bullets: readonly Bullet[],
  rule: ItemRule,
): void {
  for (const bullet of bullets) {
    const { mark, text } = takeMark(bullet.text);
    if (isPlaceholder(text) || (isDated(text) && !rule.named)) continue;
    if (!mark && readLabelBullet(reading, mention, bullet, rule)) continue;
    const nestedBoxes = bullet.children.some((child) => takeBox(child.text).mark !== null);
    const kind = mark ? itemKindOf(mark) : (kindSaid(text, rule) ?? rule.kind);
    if (kind) addItem(reading, mention, bullet, text, kind, nestedBoxes);
    else if (nestedBoxes) reading.useBullet(bullet);
    if (nestedBoxes) readItems(reading, mention, bullet.children, rule);
  }
}

function addItem(
  reading: Reading,
  mention: Mention,
  bullet: Bullet,
  text: string,
  kind: ItemKind,
  withoutDetail: boolean,
): void {
  const detail = withoutDetail ? [] : detailOf(bullet);
  const item = { kind, text: foldSpace(text), detail: detail.map((line) => line.text), line: bullet.line };
  if (!reading.book.addItem(mention, item)) return;
  reading.useBullet(bullet);
  for (const { line, endLine } of detail) reading.use(line, endLine);
}

/** The kind that a bullet states itself: "ExternalName: Not covered". */
function kindSaid(text: string, rule: ItemRule): ItemKind | null {
  if (/(?:^|[\s(])not (?:yet )?covered(?: yet)?[.)]*$/i.test(text.slice(-40))) return 'gap';
  if (rule.named || rule.kind === null) return null;
  const end =
    text.slice(-60).match(/(?::|\s[-–—])\s([^:]{1,40})$/)?.[1] ??
    text.slice(-60).match(/\(([^()]{1,40})\)$/)?.[1];
  return end ? (bucketOf(end)?.kind ?? null) : null;
}

/** A bullet that is a label: a bucket, a fact of the topic, or only a name for the bullets below it. */
function readLabelBullet(reading: Reading, mention: Mention, bullet: Bullet, rule: ItemRule): boolean {
  const label = bulletLabel(bullet);
  if (!label) return false;
  const bucket = bucketOf(label.label);
  if (bucket) {
    reading.useBullet(bullet);
    reading.buckets.push({ mention, kind: bucket.kind, line: bullet.line });
    const named = { kind: bucket.kind, named: true };
    readInline(reading, mention, label.value, bullet.line, named);
    readItems(reading, mention, bullet.children, named);
    return true;
  }
  if (readFact(reading, mention, label.label, label.value, bullet.line)) {
    reading.useBullet(bullet);
    return true;
  }
  if (sectionKindOf(label.label) === 'aside' && !rule.named) return true;
  if (label.value !== '' || bullet.children.length === 0 || !/[:]\**$/.test(bullet.text.trim())) return false;
  reading.useBullet(bullet);
  readItems(reading, mention, bullet.children, rule);
  return true;
}

/** Items in the line of their label, "Mastered: moves, borrows; slices": at semicolons, else at commas. */
export function readInline(
  reading: Reading,
  mention: Mention,
  value: string,
  line: number,
  rule: ItemRule,
): void {
  if (value === '' || rule.kind === null) return;
  const bySemicolon = splitOutside(value, ';');
  const parts = bySemicolon.length > 1 ? bySemicolon : splitOutside(value, ',');
  for (const part of parts) {
    const { mark, text } = takeMark(part.replace(/[.]$/, ''));
    if (text === '' || isPlaceholder(text)) continue;
    const kind = mark ? itemKindOf(mark) : rule.kind;
    if (!reading.book.addItem(mention, { kind, text: foldSpace(text), detail: [], line }))
      reading.leave(line, part);
  }
}

/** Reads what a label says about its topic: "Status: Deep dive complete", "Complexity: 6/10", "Confidence: 4/5". */
export function readFact(
  reading: Reading,
  mention: Mention,
  label: string,
  value: string,
  line: number,
): boolean {
  const name = phraseOf(label);
  if (/^(?:status|state|progress)$/.test(name)) {
    const status = statusIn(value);
    mention.status = status ?? mention.status;
    return status !== null;
  }
  if (/^(?:complexity|difficulty)$/.test(name)) {
    const complexity = complexityCell(plain(value)) ?? complexityIn(`complexity ${plain(value)}`);
    mention.complexity = complexity ?? mention.complexity;
    return complexity !== null;
  }
  if (!isScoreWord(label)) return false;
  return addScore(reading, mention, value, line, scaleIn(label));
}

/** Adds a score that is given with its topic; returns false if the text holds no figure on a scale. */
export function addScore(
  reading: Reading,
  mention: Mention,
  value: string,
  line: number,
  scale: number | null,
  date: string | null = null,
): boolean {
  const percent = scoreIn(plain(value), scale);
  if (percent === null) return false;
  mention.subject.scored = true;
  reading.scores.push({
    title: mention.title,
    slug: () => reading.book.slugOf(mention),
    date: dateIn(value) ?? date,
    band: bandIn(value),
    percent,
    journey: [],
    lists: [],
    line,
  });
  return true;
}

/** The score that a label states, as a percentage: "Confidence (1-5): 3" is 60. */
export function scoreOf({ label, value }: Pick<Label, 'label' | 'value'>): number | null {
  return isScoreWord(label) ? scoreIn(plain(value), scaleIn(label)) : null;
}

/** The status that a text states with a mark or a status phrase, or null. */
export function statusIn(text: string): TopicStatus | null {
  const { mark, text: words } = takeMark(text);
  const phrase = bucketOf(words)?.status ?? null;
  if (phrase) return phrase;
  if (mark === 'covered') return 'deep-dive';
  if (mark) return mark === 'gap' ? 'not-started' : mark;
  return null;
}

/** The name of the band beside a figure: "🟡 Good (75%)" and "6/10 (Fair)" are "Good" and "Fair". */
export function bandIn(value: string): string | null {
  const text = plain(value);
  const outside = text.replace(/\([^()]*\)/g, ' ');
  const bracket = text.match(/\(([\p{L} ]{1,30})\)/u)?.[1] ?? '';
  return bandName(outside) ?? bandName(bracket);
}

function bandName(text: string): string | null {
  const words = text
    .replace(/\d{4}-\d{2}-\d{2}|[\d.]+\s?(?:%|\/\s?\d+)/g, ' ')
    .match(/\p{L}[\p{L} '-]{0,30}/u);
  const name = words?.[0].trim() ?? '';
  return name !== '' && name.split(' ').length <= 3 ? name : null;
}

function plain(text: string): string {
  return foldSpace(withoutEmoji(withoutEmphasis(text)));
}

/** Marks a bullet and all below it as understood. */
export function useAll(reading: Reading, bullets: readonly Bullet[]): void {
  for (const bullet of flatBullets(bullets)) {
    reading.useBullet(bullet);
    for (const note of bullet.notes) reading.use(note.line);
  }
}
