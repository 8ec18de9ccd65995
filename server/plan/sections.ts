import { type Bullet, type Content, isSection, type ListBlock, type Section } from './blocks.ts';
import { readPace, readStrategy } from './facts.ts';
import { scaleIn } from './figures.ts';
import { type Heading, readHeading } from './headings.ts';
import { addScore, readFact, readInline, readItems } from './items.ts';
import { type Label, labelOf } from './labels.ts';
import { takeMark } from './marks.ts';
import { type Reading, type Run, runsOf, type Scope } from './reading.ts';
import { readMilestones, readPhase, readRoadmap } from './roadmap.ts';
import { readAssessment, readBands, readExercises, readScores } from './scores.ts';
import { readTable } from './tables.ts';
import type { Mention } from './topics.ts';
import type { ItemKind } from './types.ts';
import {
  type Bucket,
  bucketOf,
  isDated,
  isPlaceholder,
  isScoreWord,
  type Part,
  partOf,
  periodOf,
} from './vocabulary.ts';

/** Reads a section by what its heading says it is. */
export function readSection(reading: Reading, section: Section, scope: Scope): void {
  if (isDated(section.title)) return;
  const bucket = bucketOf(section.title);
  if (bucket) {
    reading.use(section.line);
    readBody(reading, section.content, { ...scope, bucket });
    return;
  }
  const part = partOf(section.title);
  if (part) return readPart(reading, part, section, scope);
  const period = periodOf(section.title);
  if (period && period.rest === '') return readPhase(reading, section, scope, elsewhere);
  readNamed(reading, section, readHeading(period ? period.rest : section.title), scope);
}

function elsewhere(reading: Reading, content: Content, scope: Scope): void {
  if (isSection(content)) readSection(reading, content, scope);
  else readBlock(reading, content, scope);
}

function readPart(reading: Reading, part: Part, section: Section, scope: Scope): void {
  const other = (content: Content) => elsewhere(reading, content, scope);
  switch (part) {
    case 'aside':
      return;
    case 'roadmap':
      return readRoadmap(reading, section, scope, elsewhere);
    case 'milestones':
      return readMilestones(reading, section);
    case 'scores':
      return readScores(reading, section, other);
    case 'assessment':
      return readAssessment(reading, section, other);
    case 'bands':
      return readBands(reading, section);
    case 'exercises':
      return readExercises(reading, section);
    case 'strategy':
      return readStrategy(reading, section);
    case 'pace':
      readPace(reading, section);
      return readBody(reading, withoutLabels(section.content), scope);
    case 'topics':
      reading.use(section.line);
      return readBody(reading, section.content, { ...scope, listed: true, amongTopics: true });
  }
}

/** Reads what stands outside any topic: topics as bullets or rows, parts under labels, sections. */
export function readBody(reading: Reading, content: readonly Content[], scope: Scope): void {
  const inner = { ...scope, amongTopics: scope.amongTopics || holdsTopics(content) };
  for (const run of runsOf(content, isKnownLabel)) readRun(reading, run, inner);
}

function readRun(reading: Reading, run: Run, scope: Scope): void {
  const bucket = run.label && bucketOf(run.label.label);
  const part = run.label && !bucket ? partOf(run.label.label) : null;
  if (run.label && part && part !== 'pace') {
    const body = run.body.filter((block) => !isSection(block));
    readPart(reading, part, { level: 7, title: run.label.label, line: run.line, content: body }, scope);
    for (const section of run.body.filter(isSection)) readSection(reading, section, scope);
    return;
  }
  if (bucket) reading.use(run.line);
  const inner = bucket ? { ...scope, bucket } : withGroup(run, scope);
  for (const block of run.body) elsewhere(reading, block, isSection(block) ? scope : inner);
  if (inner.group !== scope.group && run.body.length > 0) reading.use(run.line);
}

/** A label that names nothing known groups the topics below it, where bullets are topics at all. */
function withGroup(run: Run, scope: Scope): Scope {
  return run.label && (scope.bucket || scope.listed)
    ? { ...scope, group: readHeading(run.label.label).title }
    : scope;
}

function isKnownLabel(label: Label, text: string): boolean {
  if (bucketOf(label.label) || partOf(label.label)) return true;
  return labelOf(text) !== null && label.value === '';
}

function readBlock(reading: Reading, block: Exclude<Content, Section>, scope: Scope): void {
  if (block.kind === 'table') readTable(reading, block, scope, null, null);
  if (block.kind === 'list') for (const bullet of block.bullets) readTopicBullet(reading, bullet, scope);
}

/** A bullet outside any topic is a topic where a bucket or a mark says how far it is. */
function readTopicBullet(reading: Reading, bullet: Bullet, scope: Scope): void {
  if (isPlaceholder(takeMark(bullet.text).text) || isDated(bullet.text)) return;
  const label = labelOf(bullet.text);
  const bucket = label && bucketOf(label.label);
  if (bucket || (label?.value === '' && bullet.children.length > 0 && bullet.text.endsWith(':'))) {
    reading.useBullet(bullet);
    const inner = bucket ? { ...scope, bucket } : { ...scope, group: readHeading(label?.label ?? '').title };
    for (const child of bullet.children) readTopicBullet(reading, child, inner);
    return;
  }
  if (label && partOf(label.label)) return;
  const named = label && label.value !== '' && !takeMark(bullet.text).mark ? label : null;
  const heading = readHeading(bullet.text);
  const nestedBoxes = bullet.children.some((child) => takeMark(child.text).mark !== null);
  if (!scope.bucket && !scope.listed && heading.status === null && heading.score === null && !nestedBoxes)
    return;
  const split = named && !heading.title.includes(': ') ? null : splitTitle(heading);
  const mention = reading.book.mention({
    title: split?.title ?? heading.title,
    by: 'bullet',
    line: bullet.line,
    group: scope.group,
    part: scope.part,
    status: heading.status ?? scope.bucket?.status ?? null,
    complexity: heading.complexity,
  });
  reading.useBullet(bullet);
  if (heading.score !== null)
    addScore(reading, mention, `${heading.score}%`, bullet.line, null, heading.date);
  reading.leave(bullet.line, split?.rest ?? '');
  reading.leave(bullet.line, heading.remark ?? '');
  readItems(reading, mention, bullet.children, { kind: kindFor(mention), named: false });
}

/** "Ownership: moves and drops" is the topic Ownership and an explanation. */
function splitTitle(heading: Heading): { title: string; rest: string } | null {
  const colon = heading.title.indexOf(': ');
  return colon > 0 ? { title: heading.title.slice(0, colon), rest: heading.title.slice(colon + 2) } : null;
}

/** Reads a section whose heading is a name: a topic, or a group of topics. */
function readNamed(reading: Reading, section: Section, heading: Heading, scope: Scope): void {
  const lists = section.content.some((block) => !isSection(block) && block.kind === 'list');
  const named = section.content.filter((block) => isSection(block)).filter(isNamed);
  const marked = heading.status !== null || heading.score !== null || heading.complexity !== null;
  if (section.title === '') return readBody(reading, section.content, scope);
  if (hasTopicContent(section)) return readTopic(reading, section, heading, scope);
  if (scope.bucket || marked) {
    const bucket =
      marked && heading.status
        ? { status: heading.status, kind: kindOfStatus(heading.status) }
        : scope.bucket;
    const bulletsAreTopics = lists && !marked && scope.bucket?.status === 'not-started';
    if ((named.length > 0 && !lists) || bulletsAreTopics)
      return readGroup(reading, section, heading, { ...scope, bucket });
    return readTopic(reading, section, heading, scope);
  }
  const onlyLists = section.content.every((block) => !isSection(block) && block.kind === 'list');
  if (scope.amongTopics && onlyLists)
    return readTopic(reading, section, heading, { ...scope, bucket: NOT_STARTED });
  readGroup(reading, section, heading, scope);
}

const NOT_STARTED: Bucket = { status: 'not-started', kind: 'gap' };

function readGroup(reading: Reading, section: Section, heading: Heading, scope: Scope): void {
  const before = reading.book.mentions;
  readBody(reading, section.content, { ...scope, group: heading.title });
  if (reading.book.mentions > before) reading.use(section.line);
}

/** A heading that could name a topic. */
function isNamed(section: Section): boolean {
  return (
    section.title !== '' && !bucketOf(section.title) && !partOf(section.title) && !isDated(section.title)
  );
}

/** Whether a section among these is a topic for certain, so that its like are topics too. */
export function holdsTopics(content: readonly Content[]): boolean {
  return content.some((block) => isSection(block) && isSurelyTopic(block));
}

function isSurelyTopic(section: Section): boolean {
  if (!isNamed(section)) return false;
  const heading = readHeading(section.title);
  return heading.status !== null || hasTopicContent(section);
}

/** Whether a section holds what only a topic holds: a bucket, a fact such as its status, marked bullets. */
function hasTopicContent(section: Section): boolean {
  return section.content.some((block) => {
    if (isSection(block)) return bucketOf(block.title) !== null;
    if (block.kind === 'text') return isTopicLabel(block.text);
    return block.kind === 'list' && listTellsTopic(block);
  });
}

function isTopicLabel(text: string): boolean {
  const label = labelOf(text);
  if (!label) return bucketOf(text) !== null;
  if (bucketOf(label.label)) return true;
  if (/^(?:status|complexity|difficulty)$/i.test(label.label.replace(/[^\p{L}]/gu, '')))
    return label.value !== '';
  return isScoreWord(label.label) && /\d/.test(label.value);
}

function listTellsTopic(list: ListBlock): boolean {
  return list.bullets.some(({ text, children }) => {
    const label = labelOf(text);
    if (label && (bucketOf(label.label) || isTopicLabel(text))) return true;
    return takeMark(text).mark !== null || children.some((child) => takeMark(child.text).mark !== null);
  });
}

function readTopic(reading: Reading, section: Section, heading: Heading, scope: Scope): void {
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
  if (heading.score !== null)
    addScore(reading, mention, `${heading.score}%`, section.line, null, heading.date);
  const runs = runsOf(section.content, isKnownLabel);
  for (const run of runs) readTopicRun(reading, mention, run, section, scope);
}

function readTopicRun(reading: Reading, mention: Mention, run: Run, section: Section, scope: Scope): void {
  const bucket = run.label && bucketOf(run.label.label);
  if (run.label && bucket) {
    reading.use(run.line);
    reading.buckets.push({ mention, kind: bucket.kind, line: run.line });
    readInline(reading, mention, run.label.value, run.line, { kind: bucket.kind, named: true });
  } else if (run.label && partOf(run.label.label)) {
    return readRun(reading, run, scope);
  }
  const kind = bucket?.kind ?? kindFor(mention) ?? (hasGapBucket(section) ? 'covered' : null);
  for (const block of run.body) {
    if (isSection(block)) readSubsection(reading, mention, block, scope);
    else if (block.kind === 'list')
      readItems(reading, mention, block.bullets, { kind, named: bucket !== null });
    else if (block.kind === 'table')
      readTable(reading, block, { ...scope, group: mention.title }, null, mention);
    else if (block.kind === 'text') readTopicLine(reading, mention, block.text, block.line);
  }
}

function readTopicLine(reading: Reading, mention: Mention, text: string, line: number): void {
  const label = labelOf(text);
  if (label && readFact(reading, mention, label.label, label.value, line)) reading.use(line);
}

/** A heading below a topic's: one of its buckets, or a topic of its own. */
function readSubsection(reading: Reading, mention: Mention, section: Section, scope: Scope): void {
  const bucket = bucketOf(section.title);
  if (!bucket) return readSection(reading, section, { ...scope, group: mention.title });
  reading.use(section.line);
  reading.buckets.push({ mention, kind: bucket.kind, line: section.line });
  for (const run of runsOf(section.content, isKnownLabel)) {
    const closest = run.label && bucketOf(run.label.label);
    if (closest) reading.use(run.line);
    const kind = closest?.kind ?? bucket.kind;
    for (const block of run.body) {
      if (isSection(block)) readSection(reading, block, { ...scope, bucket, group: mention.title });
      else if (block.kind === 'list') readItems(reading, mention, block.bullets, { kind, named: true });
      else if (block.kind === 'table') readTable(reading, block, scope, scaleIn(section.title), mention);
    }
  }
}

function hasGapBucket(section: Section): boolean {
  return section.content.some((block) => {
    const title = isSection(block)
      ? block.title
      : block.kind === 'text'
        ? (labelOf(block.text)?.label ?? block.text)
        : '';
    return bucketOf(title)?.kind === 'gap';
  });
}

/** What a topic's bullets without label or mark are, by its status. */
function kindFor(mention: Mention): ItemKind | null {
  return mention.status ? kindOfStatus(mention.status) : null;
}

function kindOfStatus(status: NonNullable<Mention['status']>): ItemKind {
  return status === 'deep-dive' || status === 'surface' ? 'covered' : 'gap';
}

function withoutLabels(content: readonly Content[]): Content[] {
  return content.filter((block) => isSection(block) || block.kind === 'list' || block.kind === 'table');
}
