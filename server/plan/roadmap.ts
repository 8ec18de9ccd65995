// Roadmaps and milestones.
import { type Bullet, type Content, isSection, type Section } from './blocks.ts';
import { dayIn } from './figures.ts';
import { readHeading } from './headings.ts';
import { readItems } from './items.ts';
import { labelOf } from './labels.ts';
import { takeMark } from './marks.ts';
import { type Elsewhere, flatBullets, type Reading, runsOf, type Scope } from './reading.ts';
import { foldSpace, withoutEmoji, withoutEmphasis } from './text.ts';
import type { ItemKind, TopicStatus } from './types.ts';
import { bucketOf, isDated, isPlaceholder, periodOf, sectionKindOf } from './vocabulary.ts';

/** What applies to a line of the roadmap. */
interface Stage {
  readonly scope: Scope;
  readonly phase: string | null;
  readonly day: string | null;
  readonly status: TopicStatus | null;
  readonly optional: boolean;
}

/** Reads a roadmap section: phases, days and the lines below them, each of which is a topic. */
export function readRoadmap(reading: Reading, section: Section, scope: Scope, elsewhere: Elsewhere): void {
  reading.use(section.line);
  const optional = /(?:^|\s)(?:optional|elective|bonus)\s/i.test(`${section.title} `);
  readStage(reading, section.content, { scope, phase: null, day: null, status: null, optional }, elsewhere);
}

/** Reads a phase that stands on its own, such as "Week 1", as a stage of the roadmap. */
export function readPhase(reading: Reading, section: Section, scope: Scope, elsewhere: Elsewhere): void {
  const stage: Stage = {
    scope,
    phase: null,
    day: null,
    status: scope.bucket?.status ?? null,
    optional: false,
  };
  openPhase(reading, section, stage, elsewhere);
}

function readStage(reading: Reading, content: readonly Content[], outer: Stage, elsewhere: Elsewhere): void {
  for (const run of runsOf(content, (label, text) => label.bold || labelOf(text) !== null)) {
    let stage = outer;
    if (run.label) {
      reading.use(run.line);
      if (run.label.value !== '')
        reading.pace.push({ label: run.label.label, value: run.label.value, line: run.line });
      else stage = labelledStage(run.label.label, outer);
    }
    for (const block of run.body) {
      if (isSection(block)) openPhase(reading, block, outer, elsewhere);
      else if (block.kind === 'list') readLines(reading, block.bullets, stage);
      else if (block.kind === 'table') elsewhere(reading, block, { ...outer.scope, group: stage.phase });
    }
  }
}

function openPhase(reading: Reading, section: Section, outer: Stage, elsewhere: Elsewhere): void {
  const kind = sectionKindOf(section.title);
  const isOther = kind !== null && kind !== 'roadmap' && kind !== 'topics';
  if (isOther || isDated(section.title) || holdsBuckets(section)) {
    elsewhere(reading, section, outer.scope);
    return;
  }
  reading.use(section.line);
  readStage(reading, section.content, labelledStage(section.title, outer), elsewhere);
}

/** A heading of the roadmap with lists of what is covered or missing is a topic, not a phase. */
function holdsBuckets(section: Section): boolean {
  return section.content.some((block) => {
    if (isSection(block)) return false;
    return block.kind === 'text' && bucketOf(labelOf(block.text)?.label ?? block.text)?.kind === 'covered';
  });
}

/** "Day 1 (Today - In Progress):", "🔄 Remaining (4/15)", "Autoscaling (Day 7-8)", "Week 2: Collections". */
function labelledStage(label: string, outer: Stage): Stage {
  const day = dayIn(label);
  const period = periodOf(label);
  const isDay = period?.unit === 'day' && period.rest === '';
  const inBracket = label.match(/\(([^()]*)\)/)?.[1] ?? '';
  const status = bucketOf(label)?.status ?? bucketOf(inBracket)?.status ?? markedStatus(label, outer.status);
  const heading = readHeading(withoutEmoji(label).trim());
  return {
    ...outer,
    day: day ?? outer.day,
    status: status ?? outer.status,
    phase: isDay ? outer.phase : phaseName(label, heading.title),
    optional: outer.optional || heading.optional || /^optional\b/i.test(heading.title),
  };
}

function markedStatus(label: string, outer: TopicStatus | null): TopicStatus | null {
  const { mark } = takeMark(label);
  if (mark === 'covered') return 'deep-dive';
  return mark === 'in-progress' ? 'in-progress' : outer;
}

/** The label without emoji, counts and days. */
function phaseName(label: string, title: string): string {
  const bare = foldSpace(withoutEmoji(withoutEmphasis(label)).replace(/\([^()]*\)/g, ' '));
  const cut = bare.search(/\s[-–—]\s/);
  const counted = cut > 0 && /\d|target/i.test(bare.slice(cut)) ? bare.slice(0, cut) : bare;
  return counted.replace(/:$/, '') || title;
}

function readLines(reading: Reading, bullets: readonly Bullet[], stage: Stage): void {
  for (const bullet of bullets) {
    const heading = readHeading(bullet.text);
    const label = labelOf(bullet.text);
    if (isPlaceholder(bullet.text) || isDated(bullet.text) || (label && sectionKindOf(label.label))) continue;
    if (label && label.value === '' && bullet.children.length > 0) {
      reading.useBullet(bullet);
      readLines(reading, bullet.children, labelledStage(label.label, stage));
      continue;
    }
    addLine(reading, bullet, heading, stage);
  }
}

function addLine(
  reading: Reading,
  bullet: Bullet,
  heading: ReturnType<typeof readHeading>,
  stage: Stage,
): void {
  const status = heading.status ?? stage.status;
  const bucket = stage.phase !== null && bucketOf(stage.phase) !== null;
  const mention = reading.book.mention({
    title: heading.title,
    by: 'roadmap',
    line: bullet.line,
    group: bucket ? null : (stage.phase ?? stage.scope.group),
    part: stage.scope.part,
    status,
    complexity: heading.complexity,
  });
  const last = reading.roadmap[reading.roadmap.length - 1]?.number ?? 0;
  reading.roadmap.push({
    number: bullet.number ?? last + 1,
    title: heading.title,
    slug: () => reading.book.slugOf(mention),
    complexity: heading.complexity,
    minutes: heading.minutes,
    phase: stage.phase,
    day: heading.day ?? stage.day,
    done: status === 'deep-dive',
    optional: heading.optional || stage.optional,
    remark: heading.remark,
    line: bullet.line,
  });
  reading.useBullet(bullet);
  const kind: ItemKind = status === 'deep-dive' || status === 'surface' ? 'covered' : 'gap';
  readItems(reading, mention, bullet.children, { kind, named: false });
}

/** Reads milestones: labels with points below them, bullets, or headings. */
export function readMilestones(reading: Reading, section: Section): void {
  reading.use(section.line);
  for (const run of runsOf(section.content, () => true)) {
    const bullets = run.body.flatMap((block) =>
      !isSection(block) && block.kind === 'list' ? block.bullets : [],
    );
    for (const child of run.body.filter(isSection)) readMilestoneHeading(reading, child);
    if (!run.label) {
      for (const bullet of bullets) addMilestone(reading, bullet.text, bullet.line, bullet.children);
      for (const bullet of bullets) reading.useBullet(bullet);
    } else if (isMilestone(run.label.label)) {
      addMilestone(reading, `${run.label.label}: ${run.label.value}`, run.line, bullets);
    } else {
      reading.pace.push({ label: run.label.label, value: run.label.value, line: run.line });
      for (const bullet of bullets) {
        reading.pace.push({ label: run.label.label, value: bullet.text, line: bullet.line });
        reading.useBullet(bullet);
      }
    }
    if (run.label) reading.use(run.line);
  }
}

function readMilestoneHeading(reading: Reading, section: Section): void {
  const bullets = section.content.flatMap((block) =>
    !isSection(block) && block.kind === 'list' ? block.bullets : [],
  );
  addMilestone(reading, section.title, section.line, bullets);
  reading.use(section.line);
}

function isMilestone(label: string): boolean {
  return !/^(?:after|before|until|note)\s/i.test(label);
}

function addMilestone(reading: Reading, text: string, line: number, bullets: readonly Bullet[]): void {
  const { mark, text: unmarked } = takeMark(text);
  const points = flatBullets(bullets);
  const title = withoutEmoji(withoutEmphasis(unmarked)).replace(/\(days? [^()]*\)/i, ' ');
  reading.milestones.push({
    title: foldSpace(title).replace(/ ?:$/, '').replace(/ :/, ':'),
    day: dayIn(unmarked),
    done: mark === 'covered',
    points: points.map((point) => point.text),
    line,
  });
  for (const point of points) reading.useBullet(point);
}
