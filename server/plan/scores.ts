// Retention scores that the author wrote down, and assessments.
import { type Bullet, type Content, isSection, type Section, type TextBlock } from './blocks.ts';
import { dateIn, percentsIn, scoreIn } from './figures.ts';
import { type Heading, readHeading } from './headings.ts';
import { bandIn, useAll } from './items.ts';
import { type Label, labelOf } from './labels.ts';
import { takeMark } from './marks.ts';
import { flatBullets, type Reading, type Run, runsOf, type ScoreDraft } from './reading.ts';
import { foldSpace, withoutEmoji, withoutEmphasis } from './text.ts';
import type { JourneyStep, ScoreList } from './types.ts';
import { isDated, isJourney, isScoreWord, phraseOf, scoreListKindOf, sectionKindOf } from './vocabulary.ts';

/** Reads what is not a score itself: tables, other sections. */
type Elsewhere = (content: Content) => void;

/** Reads a section of scores: one heading a score, or one bullet a score. */
export function readScores(reading: Reading, section: Section, elsewhere: Elsewhere): void {
  reading.use(section.line);
  for (const block of section.content) {
    if (isSection(block)) readScoreSection(reading, block, elsewhere);
    else if (block.kind === 'text') readDate(reading, block);
    else if (block.kind === 'list') for (const bullet of block.bullets) readScoreBullet(reading, bullet);
    else if (block.kind === 'table') elsewhere(block);
  }
}

/** "Date: 2025-10-11": holds for the scores that follow. */
function readDate(reading: Reading, block: TextBlock): void {
  const label = labelOf(block.text);
  const date = dateIn(block.text);
  const isDate = isDated(block.text) || /^(?:date|taken|on|last|updated|as of)/i.test(label?.label ?? '');
  if (!date || !isDate) return;
  reading.scoreDate = date;
  reading.use(block.line);
}

function readScoreSection(reading: Reading, section: Section, elsewhere: Elsewhere): void {
  const heading = readHeading(section.title);
  const stated = statedScore(section);
  const percent = stated?.percent ?? heading.score ?? scoreIn(section.title);
  if (sectionKindOf(section.title)) elsewhere(section);
  else if (isDated(section.title)) {
    reading.scoreDate = dateIn(section.title) ?? reading.scoreDate;
    readScores(reading, section, elsewhere);
  } else if (percent !== null) addScoreSection(reading, section, heading, percent, stated, elsewhere);
  else for (const child of section.content.filter(isSection)) readScoreSection(reading, child, elsewhere);
}

function addScoreSection(
  reading: Reading,
  section: Section,
  heading: Heading,
  percent: number,
  stated: Stated | null,
  elsewhere: Elsewhere,
): void {
  reading.use(section.line);
  const score: ScoreDraft = {
    title: heading.title,
    slug: null,
    date: heading.date ?? reading.scoreDate,
    band: stated?.band ?? null,
    percent,
    journey: [],
    lists: [],
    line: section.line,
  };
  for (const run of runsOf(section.content, startsScoreRun)) {
    const states = run.label !== null && run.line === stated?.line;
    if (states) reading.use(run.line);
    readScoreRun(reading, score, states ? { ...run, label: null } : run, elsewhere);
  }
  reading.scores.push(score);
}

/** Headings, bold labels and plain ones ("vs internal:"), not a sentence that happens to hold a colon. */
function startsScoreRun(label: Label, text: string): boolean {
  return labelOf(text) !== null && (label.bold || label.value === '' || label.label.length <= 40);
}

/** The line that states its section's score. */
interface Stated {
  readonly percent: number;
  readonly band: string | null;
  readonly line: number;
}

function statedScore(section: Section): Stated | null {
  for (const block of section.content) {
    if (isSection(block) || block.kind !== 'text') continue;
    const label = labelOf(block.text);
    const percent = label && isScoreWord(label.label) ? scoreIn(label.value) : null;
    if (label && percent !== null) return { percent, band: bandIn(label.value), line: block.line };
  }
  return null;
}

function readScoreRun(reading: Reading, score: ScoreDraft, run: Run, elsewhere: Elsewhere): void {
  if (run.label) reading.use(run.line);
  const { label = '', value = '' } = run.label ?? {};
  const date = /^(?:date|taken|on)/i.test(label) ? dateIn(value) : null;
  if (date) {
    score.date = date;
    reading.scoreDate = date;
    addList(reading, score.lists, '', [], run, elsewhere);
  } else if (isJourney(label)) readJourney(reading, score, run);
  else {
    const start = value === '' ? [] : [{ text: value, line: run.line }];
    addList(reading, score.lists, label, start, run, elsewhere);
  }
}

function addList(
  reading: Reading,
  lists: ScoreList[],
  label: string,
  start: readonly { text: string; line: number }[],
  run: Run,
  elsewhere: Elsewhere,
): void {
  const entries = [...start, ...run.body.flatMap((block) => entriesOf(reading, block, elsewhere))];
  if (entries.length > 0 || label !== '') lists.push({ kind: scoreListKindOf(label), label, entries });
}

/** Bullets, quotes, paragraphs and lines of code, in order: nothing said about a score is lost. */
function entriesOf(reading: Reading, block: Content, elsewhere: Elsewhere): { text: string; line: number }[] {
  if (isSection(block) || block.kind === 'table') {
    elsewhere(block);
    return [];
  }
  if (block.kind !== 'list') {
    reading.use(block.line);
    return [{ text: block.text.trim(), line: block.line }];
  }
  useAll(reading, block.bullets);
  return flatBullets(block.bullets).flatMap((bullet) => [
    { text: bullet.text, line: bullet.line },
    ...bullet.notes.map((note) => ({ text: note.text.trim(), line: note.line })),
  ]);
}

function readJourney(reading: Reading, score: ScoreDraft, run: Run): void {
  for (const block of run.body) {
    if (isSection(block) || block.kind !== 'list') continue;
    for (const bullet of flatBullets(block.bullets)) {
      score.journey.push(journeyStep(bullet));
      reading.useBullet(bullet);
    }
  }
}

/** "Initial attempt: 🔴 40% - Confused …", "Question 1 (…): 🟡 65% → 🟢 95% (after one correction)". */
function journeyStep(bullet: Bullet): JourneyStep {
  const label = labelOf(bullet.text);
  const step = withoutEmoji(label?.value ?? bullet.text);
  const [first = null, second = null] = percentsIn(step);
  const name = foldSpace(withoutEmphasis(label?.label ?? ''));
  const isEnd = /^(?:after|final|now|second|third|last|end)/i.test(name);
  const isStart = /^(?:initial|first|before|start)/i.test(name);
  const remark = foldSpace(step.replace(/\d[\d.]*(?:\s?[-–]\s?\d[\d.]*)?\s?%|→|->/g, ' ')).replace(
    /^[-–—:\s]+/,
    '',
  );
  return {
    label: name,
    firstPercent: isEnd && second === null ? null : first,
    finalPercent: second ?? (isStart ? null : first),
    remark: withoutOuterBrackets(remark) || null,
    line: bullet.line,
  };
}

function withoutOuterBrackets(text: string): string {
  return /^\([^()]*\)$/.test(text) ? text.slice(1, -1) : text;
}

/** "Ownership: 85% (Strong)", in a section of scores. */
function readScoreBullet(reading: Reading, bullet: Bullet): void {
  const label = labelOf(bullet.text) ?? splitAtDash(bullet.text);
  const percent = label ? scoreIn(withoutEmoji(label.value)) : null;
  if (!label || percent === null || /pass|weight|target|goal|minimum|average/i.test(label.label)) return;
  reading.scores.push({
    title: readHeading(label.label).title,
    slug: null,
    date: dateIn(bullet.text) ?? reading.scoreDate,
    band: bandIn(label.value),
    percent,
    journey: [],
    lists: listsBelow(bullet),
    line: bullet.line,
  });
  reading.useBullet(bullet);
  useAll(reading, bullet.children);
}

function listsBelow(bullet: Bullet): ScoreList[] {
  const entries = flatBullets(bullet.children).map((child) => ({ text: child.text, line: child.line }));
  return entries.length > 0 ? [{ kind: 'other', label: '', entries }] : [];
}

function splitAtDash(text: string): { label: string; value: string } | null {
  const match = text.slice(0, 300).match(/\s[-–—]\s/);
  return match ? { label: text.slice(0, match.index), value: text.slice((match.index ?? 0) + 3) } : null;
}

/** Reads an overall assessment: labelled lists, among them exercises to try. */
export function readAssessment(reading: Reading, section: Section, elsewhere: Elsewhere): void {
  reading.use(section.line);
  for (const run of runsOf(section.content, startsScoreRun)) {
    if (run.label) reading.use(run.line);
    if (run.label && /(?:exercises|drills)/.test(phraseOf(run.label.label)))
      readExercises(reading, { line: run.line, content: run.body });
    else {
      const start = run.label?.value ? [{ text: run.label.value, line: run.line }] : [];
      addList(reading, reading.assessment, run.label?.label ?? '', start, run, elsewhere);
    }
  }
}

export function readExercises(reading: Reading, section: Pick<Section, 'line' | 'content'>): void {
  reading.use(section.line);
  for (const block of section.content) {
    if (isSection(block) || block.kind !== 'list') continue;
    for (const bullet of flatBullets(block.bullets)) {
      reading.exercises.push({ text: takeMark(bullet.text).text, line: bullet.line });
      reading.useBullet(bullet);
    }
  }
}
