// One section of the plan as a topic.
import { type Bullet, type Content, isSection, type Section } from './blocks.ts';
import type { Heading } from './headings.ts';
import { addScore, readFact, readInline, readItems, scoreOf } from './items.ts';
import { type Label, labelOf } from './labels.ts';
import { takeMark } from './marks.ts';
import { type Elsewhere, type Reading, type Run, runsOf, type Scope } from './reading.ts';
import { readTable } from './tables.ts';
import type { Mention } from './topics.ts';
import type { ItemKind, TopicStatus } from './types.ts';
import { bucketOf, bulletLabel, sectionKindOf } from './vocabulary.ts';

/** Reads a section as a topic: its facts, its buckets, its items, and the sections below it. */
export function readTopic(
  reading: Reading,
  section: Section,
  heading: Heading,
  scope: Scope,
  elsewhere: Elsewhere,
): void {
  const mention = reading.book.mention({
    title: heading.title,
    by: 'heading',
    line: section.line,
    group: scope.group,
    part: scope.part,
    status: heading.status ?? scope.bucket?.status ?? null,
    complexity: heading.complexity,
  });
  reading.use(section.line);
  reading.leave(section.line, heading.remark ?? '');
  if (heading.score !== null) {
    addScore(reading, mention, `${heading.score}%`, section.line, null, heading.date);
  }
  const isStudied = hasGapBucket(section) || section.content.some(statesScore);
  for (const run of runsOf(section.content, isKnownLabel)) {
    const bucket = run.label && bucketOf(run.label.label);
    if (run.label && bucket) readBucket(reading, mention, run, run.label, bucket.kind);
    else if (run.label && sectionKindOf(run.label.label)) readAside(reading, run, scope, elsewhere);
    const kind = bucket?.kind ?? kindWithoutLabel(mention, isStudied);
    if (bucket || !run.label || !sectionKindOf(run.label.label)) {
      readRun(reading, mention, run, { kind, named: bucket !== null }, scope, elsewhere);
    }
  }
}

function readBucket(reading: Reading, mention: Mention, run: Run, label: Label, kind: ItemKind): void {
  reading.use(run.line);
  reading.buckets.push({ mention, kind, line: run.line });
  readInline(reading, mention, label.value, run.line, { kind, named: true });
}

/** A label such as "Resources:" does not belong to the topic; headings after it are read as usual. */
function readAside(reading: Reading, run: Run, scope: Scope, elsewhere: Elsewhere): void {
  for (const block of run.body.filter(isSection)) elsewhere(reading, block, scope);
}

function readRun(
  reading: Reading,
  mention: Mention,
  run: Run,
  rule: { kind: ItemKind | null; named: boolean },
  scope: Scope,
  elsewhere: Elsewhere,
): void {
  for (const block of run.body) {
    if (isSection(block)) readSubsection(reading, mention, block, scope, elsewhere);
    else if (block.kind === 'list') readItems(reading, mention, block.bullets, rule);
    else if (block.kind === 'table') readTable(reading, block, { ...scope, group: mention.title }, mention);
    else if (block.kind === 'text') readTopicLine(reading, mention, block.text, block.line);
  }
}

function readTopicLine(reading: Reading, mention: Mention, text: string, line: number): void {
  const label = labelOf(text);
  if (label && readFact(reading, mention, label.label, label.value, line)) reading.use(line);
}

/** A heading below a topic's: one of its buckets, or a section that stands alone. */
function readSubsection(
  reading: Reading,
  mention: Mention,
  section: Section,
  scope: Scope,
  elsewhere: Elsewhere,
): void {
  const inner = { ...scope, group: mention.title };
  const bucket = bucketOf(section.title);
  if (!bucket) {
    elsewhere(reading, section, inner);
    return;
  }
  reading.use(section.line);
  reading.buckets.push({ mention, kind: bucket.kind, line: section.line });
  for (const run of runsOf(section.content, isKnownLabel)) {
    const closest = run.label && bucketOf(run.label.label);
    if (run.label && closest) readBucket(reading, mention, run, run.label, closest.kind);
    const rule = { kind: closest?.kind ?? bucket.kind, named: true };
    for (const block of run.body) {
      if (isSection(block)) elsewhere(reading, block, { ...inner, bucket });
      else readRun(reading, mention, { ...run, body: [block] }, rule, inner, elsewhere);
    }
  }
}

/** Labels that open something: buckets, and any label with nothing behind it. */
export function isKnownLabel(label: Label, text: string): boolean {
  if (bucketOf(label.label)) return true;
  return label.value === '' && (labelOf(text) !== null || sectionKindOf(text) !== null);
}

/** Whether a section holds what only a topic holds: a bucket, a fact such as its status, marked bullets. */
export function hasTopicContent(section: Section): boolean {
  return section.content.some((block) => {
    if (isSection(block)) return bucketOf(block.title) !== null;
    if (block.kind === 'text') return isTopicLabel(block.text);
    return block.kind === 'list' && listSuggestsTopic(block.bullets);
  });
}

/** Whether a line is a bucket of a topic, or states its status, complexity or score. */
export function isTopicLabel(text: string): boolean {
  const label = labelOf(text);
  if (!label) return bucketOf(text) !== null;
  if (bucketOf(label.label)) return true;
  if (/^(?:status|complexity|difficulty)$/i.test(label.label.replace(/[^\p{L}]/gu, ''))) {
    return label.value !== '';
  }
  return scoreOf(label) !== null;
}

/** Whether bullets, or those directly below them, carry marks or are buckets and facts of a topic. */
export function listSuggestsTopic(bullets: readonly Bullet[]): boolean {
  return bullets.some((bullet) => {
    const { text, children } = bullet;
    if (takeMark(text).mark !== null || children.some((child) => takeMark(child.text).mark !== null)) {
      return true;
    }
    return bulletLabel(bullet) !== null && isTopicLabel(text);
  });
}

function hasGapBucket(section: Section): boolean {
  return section.content.some((block) => bucketOf(titleOf(block))?.kind === 'gap');
}

function statesScore(block: Content): boolean {
  const label = !isSection(block) && block.kind === 'text' ? labelOf(block.text) : null;
  return label !== null && scoreOf(label) !== null;
}

function titleOf(block: Content): string {
  if (isSection(block)) return block.title;
  return block.kind === 'text' ? (labelOf(block.text)?.label ?? block.text) : '';
}

/** What a topic's bullets without label or mark are: by its status, and beside a list of gaps or a score covered. */
function kindWithoutLabel(mention: Mention, isStudied: boolean): ItemKind | null {
  if (mention.status) return kindOfStatus(mention.status);
  return isStudied ? 'covered' : null;
}

export function kindOfStatus(status: TopicStatus): ItemKind {
  return status === 'deep-dive' || status === 'surface' ? 'covered' : 'gap';
}
