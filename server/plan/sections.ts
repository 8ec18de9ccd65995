// Decides how each section of a plan is read.
import { readBands } from './bands.ts';
import { type Bullet, type Content, isSection, type Section } from './blocks.ts';
import { withBoldTopics } from './bold-topics.ts';
import { readPace, readStrategy } from './facts.ts';
import { type Heading, readHeading } from './headings.ts';
import { addScore, readItems } from './items.ts';
import { takeMark } from './marks.ts';
import { type Reading, type Run, runsOf, type Scope } from './reading.ts';
import { readMilestones, readPhase, readRoadmap } from './roadmap.ts';
import { readAssessment, readExercises, readScores } from './scores.ts';
import { readTable } from './tables.ts';
import { hasTopicContent, isKnownLabel, kindOfStatus, listSuggestsTopic, readTopic } from './topic.ts';
import {
  type Bucket,
  bucketOf,
  bulletLabel,
  isDated,
  isPlaceholder,
  type Period,
  periodOf,
  type SectionKind,
  sectionKindOf,
} from './vocabulary.ts';

type SectionReader = (reading: Reading, section: Section, scope: Scope) => void;

/** How each kind of section is read. */
const READERS: Readonly<Record<SectionKind, SectionReader>> = {
  aside: () => {},
  roadmap: (reading, section, scope) => readRoadmap(reading, section, scope, elsewhere),
  milestones: readMilestones,
  scores: (reading, section, scope) => readScores(reading, section, (it) => elsewhere(reading, it, scope)),
  assessment: (reading, section, scope) =>
    readAssessment(reading, section, (it) => elsewhere(reading, it, scope)),
  bands: readBands,
  exercises: readExercises,
  strategy: readStrategy,
  pace: (reading, section, scope) => {
    const rest = readPace(reading, section);
    readBody(reading, rest, scope);
  },
  topics: (reading, section, scope) => {
    reading.use(section.line);
    readBody(reading, section.content, { ...scope, listed: true, amongTopics: true });
  },
};

/** Reads a section by what its heading says it is. */
export function readSection(reading: Reading, section: Section, scope: Scope): void {
  if (isDated(section.title)) return;
  const bucket = bucketOf(section.title);
  const kind = sectionKindOf(section.title);
  const period = periodOf(section.title);
  if (bucket) {
    reading.use(section.line);
    readBody(reading, section.content, { ...scope, bucket });
  } else if (kind) READERS[kind](reading, section, scope);
  else if (period && isPhase(section, period)) readPhase(reading, section, scope, elsewhere);
  else readNamed(reading, section, readHeading(period?.rest || section.title), scope);
}

/** "Week 1" or "Phase 2: Collections" whose bullets are topics; "Week 1: Ownership" names a topic itself. */
function isPhase(section: Section, period: Period): boolean {
  const isShort = period.unit === 'day' || period.unit === 'week';
  return (
    (period.rest === '' || !isShort) && !section.content.some((block) => isSection(block) && isNamed(block))
  );
}

function elsewhere(reading: Reading, content: Content, scope: Scope): void {
  if (isSection(content)) readSection(reading, content, scope);
  else if (content.kind === 'table') readTable(reading, content, scope, null);
  else if (content.kind === 'list') {
    const inner = { ...scope, listed: scope.listed || numbersTopics(content.bullets) };
    for (const bullet of content.bullets) readTopicBullet(reading, bullet, inner);
  }
}

/** A numbered list is all of one kind: if one entry is certainly a topic, all are. */
function numbersTopics(bullets: readonly Bullet[]): boolean {
  return (
    bullets.every(({ number }) => number !== null) &&
    bullets.some(({ children }) => listSuggestsTopic(children))
  );
}

/** Reads content outside any topic: topics as bullets or rows, labelled sections, headings. */
export function readBody(reading: Reading, content: readonly Content[], scope: Scope): void {
  const besideBare = content.some((it) => isSection(it) && isNamed(it) && it.content.length === 0);
  const inner = { ...scope, besideBare, amongTopics: scope.amongTopics || holdsTopics(content) };
  for (const run of runsOf(withBoldTopics(content), isKnownLabel)) readRun(reading, run, inner);
}

function readRun(reading: Reading, run: Run, scope: Scope): void {
  const bucket = run.label && bucketOf(run.label.label);
  const kind = run.label && !bucket ? sectionKindOf(run.label.label) : null;
  if (run.label && kind) {
    readLabelledSection(reading, kind, run, run.label.label, scope);
    return;
  }
  if (bucket) reading.use(run.line);
  const inner = bucket ? { ...scope, bucket } : withGroup(run, scope);
  const before = reading.book.mentions;
  for (const block of run.body) elsewhere(reading, block, isSection(block) ? scope : inner);
  if (inner.group !== scope.group && reading.book.mentions > before) reading.use(run.line);
}

/** A section that a label opens instead of a heading, up to the next heading. */
function readLabelledSection(
  reading: Reading,
  kind: SectionKind,
  run: Run,
  title: string,
  scope: Scope,
): void {
  const content = run.body.filter((block) => !isSection(block));
  READERS[kind](reading, { level: 0, title, line: run.line, content }, scope);
  for (const section of run.body.filter(isSection)) readSection(reading, section, scope);
}

/** An unknown label groups the topics below it, if bullets are topics here. */
function withGroup(run: Run, scope: Scope): Scope {
  const groups = run.label !== null && (scope.bucket !== null || scope.listed);
  return groups ? { ...scope, group: readHeading(run.label?.label ?? '').title } : scope;
}

/** A bullet outside any topic is a topic if a bucket or a mark gives its status. */
function readTopicBullet(reading: Reading, bullet: Bullet, scope: Scope): void {
  if (isPlaceholder(takeMark(bullet.text).text) || isDated(bullet.text)) return;
  const label = bulletLabel(bullet);
  if (label && sectionKindOf(label.label)) return;
  const bucket = label && bucketOf(label.label);
  const isOnlyLabel = label?.value === '' && bullet.children.length > 0 && bullet.text.endsWith(':');
  if (bucket || isOnlyLabel) {
    reading.useBullet(bullet);
    const inner = bucket ? { ...scope, bucket } : { ...scope, group: readHeading(label?.label ?? '').title };
    for (const child of bullet.children) readTopicBullet(reading, child, inner);
    return;
  }
  const heading = readHeading(bullet.text);
  const stated = heading.status !== null || heading.score !== null || listSuggestsTopic(bullet.children);
  if (scope.bucket || scope.listed || stated) addTopicBullet(reading, bullet, heading, scope);
}

function addTopicBullet(reading: Reading, bullet: Bullet, heading: Heading, scope: Scope): void {
  const { title, rest } = splitTitle(heading.title);
  const mention = reading.book.mention({
    title,
    by: 'bullet',
    line: bullet.line,
    group: scope.group,
    part: scope.part,
    status: heading.status ?? scope.bucket?.status ?? null,
    complexity: heading.complexity,
  });
  reading.useBullet(bullet);
  if (heading.score !== null) {
    addScore(reading, mention, `${heading.score}%`, bullet.line, null, heading.date);
  }
  reading.leave(bullet.line, rest);
  reading.leave(bullet.line, heading.remark ?? '');
  const kind = mention.status ? kindOfStatus(mention.status) : null;
  readItems(reading, mention, bullet.children, { kind, named: false });
}

/** "Ownership: moves and drops" is the topic Ownership and an explanation. */
function splitTitle(title: string): { title: string; rest: string } {
  const colon = title.indexOf(': ');
  return colon > 0 ? { title: title.slice(0, colon), rest: title.slice(colon + 2) } : { title, rest: '' };
}

const NOT_STARTED: Bucket = { status: 'not-started', kind: 'gap' };

/** Reads a section whose heading is a name: a topic, or a group of topics. */
function readNamed(reading: Reading, section: Section, heading: Heading, scope: Scope): void {
  if (section.title === '') readBody(reading, section.content, scope);
  else if (hasTopicContent(section)) readTopic(reading, section, heading, scope, elsewhere);
  else if (scope.bucket || isStated(heading)) readStated(reading, section, heading, scope);
  else if (scope.amongTopics && section.content.every(isList)) {
    readTopic(reading, section, heading, { ...scope, bucket: NOT_STARTED }, elsewhere);
  } else readGroup(reading, section, heading, scope);
}

/** A heading whose status comes from a mark or a bucket above: a topic, unless it only groups topics. */
function readStated(reading: Reading, section: Section, heading: Heading, scope: Scope): void {
  const hasList = section.content.some(isList);
  const hasNamed = section.content.some((block) => isSection(block) && isNamed(block));
  const mayGroup = hasList && !isStated(heading) && !scope.besideBare;
  const bulletsAreTopics = mayGroup && scope.bucket?.status === 'not-started';
  if ((hasNamed && !hasList) || bulletsAreTopics) {
    const own = heading.status && { status: heading.status, kind: kindOfStatus(heading.status) };
    readGroup(reading, section, heading, { ...scope, bucket: own ?? scope.bucket });
  } else readTopic(reading, section, heading, scope, elsewhere);
}

function isStated(heading: Heading): boolean {
  return heading.status !== null || heading.score !== null || heading.complexity !== null;
}

function isList(block: Content): boolean {
  return !isSection(block) && block.kind === 'list';
}

function readGroup(reading: Reading, section: Section, heading: Heading, scope: Scope): void {
  const before = reading.book.mentions;
  readBody(reading, section.content, { ...scope, group: heading.title });
  if (reading.book.mentions > before) reading.use(section.line);
}

/** A heading that could name a topic. */
function isNamed({ title }: Section): boolean {
  return title !== '' && !bucketOf(title) && !sectionKindOf(title) && !isDated(title);
}

/** Whether a section among these is certainly a topic, so that others like it are topics too. */
export function holdsTopics(content: readonly Content[]): boolean {
  return content.some(
    (block) =>
      isSection(block) &&
      isNamed(block) &&
      (readHeading(block.title).status !== null || hasTopicContent(block)),
  );
}
