import { type Bullet, type Content, isSection, type Section, type TextBlock } from './blocks.ts';
import { dateIn, percentsIn, scoreIn } from './figures.ts';
import { readHeading } from './headings.ts';
import { bandIn, useAll } from './items.ts';
import { type Label, labelOf } from './labels.ts';
import { takeMark } from './marks.ts';
import { flatBullets, type Reading, type Run, runsOf, type ScoreDraft } from './reading.ts';
import { foldSpace, withoutEmoji, withoutEmphasis } from './text.ts';
import type { JourneyStep, ScoreBand, ScoreList } from './types.ts';
import { isDated, isJourney, isScoreWord, partOf, phraseOf, scoreListKindOf } from './vocabulary.ts';

/** Reads what is no score itself: tables, other parts. */
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
function readDate(reading: Reading, block: TextBlock): boolean {
  const label = labelOf(block.text);
  const date = dateIn(block.text);
  if (
    !date ||
    !((label && /^(?:date|taken|on|last|updated|as of)/i.test(label.label)) || isDated(block.text))
  )
    return false;
  reading.scoreDate = date;
  reading.use(block.line);
  return true;
}

function readScoreSection(reading: Reading, section: Section, elsewhere: Elsewhere): void {
  if (partOf(section.title) !== null) return elsewhere(section);
  const heading = readHeading(section.title);
  if (isDated(section.title)) {
    reading.scoreDate = dateIn(section.title) ?? reading.scoreDate;
    readScores(reading, section, elsewhere);
    return;
  }
  const stated = statedScore(section);
  const percent = stated?.percent ?? heading.score ?? percentsIn(section.title)[0] ?? null;
  if (percent === null) {
    for (const child of section.content.filter(isSection)) readScoreSection(reading, child, elsewhere);
    return;
  }
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
  for (const run of runsOf(section.content, (label, text) => startsScoreRun(label, text))) {
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

function statedScore(section: Section): { percent: number; band: string | null; line: number } | null {
  for (const block of section.content) {
    if (isSection(block) || block.kind !== 'text') continue;
    const label = labelOf(block.text);
    const percent = label && isScoreWord(label.label) ? scoreIn(label.value) : null;
    if (label && percent !== null) return { percent, band: bandIn(label.value), line: block.line };
  }
  return null;
}

function readScoreRun(reading: Reading, score: ScoreDraft, run: Run, elsewhere: Elsewhere): void {
  const { label } = run;
  if (label) {
    reading.use(run.line);
    const date = /^(?:date|taken|on)/i.test(label.label) ? dateIn(label.value) : null;
    if (date) {
      score.date = date;
      reading.scoreDate = date;
    }
    if (!date && isJourney(label.label)) return readJourney(reading, score, run);
    if (!date) {
      const value = label.value === '' ? [] : [{ text: label.value, line: run.line }];
      return addList(reading, score.lists, label.label, value, run, elsewhere);
    }
  }
  addList(reading, score.lists, '', [], run, elsewhere);
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

/** Bullets, quotes, paragraphs and lines of code, all in their order: nothing that was said of a score is lost. */
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
  const told = withoutEmoji(label?.value ?? bullet.text);
  const [first = null, second = null] = percentsIn(told);
  const name = foldSpace(withoutEmphasis(label?.label ?? ''));
  const isEnd = /^(?:after|final|now|second|third|last|end)/i.test(name);
  const isStart = /^(?:initial|first|before|start)/i.test(name);
  const remark = foldSpace(told.replace(/\d[\d.]*(?:\s?[-–]\s?\d[\d.]*)?\s?%|→|->/g, ' ')).replace(
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

/** Reads "🟢 **Strong (90-100%)**: meaning" bullets, "(<50%)" and "≥ 90%" included; other lines stay unread. */
export function readBands(reading: Reading, section: Pick<Section, 'line' | 'content'>): void {
  const before = reading.bands.length;
  for (const block of section.content) {
    if (isSection(block)) continue;
    const lines = block.kind === 'list' ? block.bullets : block.kind === 'text' ? [block] : [];
    for (const { text, line } of lines) addBand(reading, text, line);
    if (block.kind === 'table') {
      for (const row of block.rows)
        addBand(
          reading,
          `${row.cells.filter((cell) => /\d/.test(cell)).join(' ')} ${row.cells.filter((cell) => !/\d/.test(cell)).join(': ')}`,
          row.line,
        );
      if (block.rows.some((row) => reading.bands.some((band) => band.line === row.line)))
        reading.use(block.header.line);
    }
  }
  if (reading.bands.length > before) reading.use(section.line);
}

function addBand(reading: Reading, text: string, line: number): void {
  const plain = foldSpace(withoutEmoji(withoutEmphasis(text)));
  const range = bandRange(plain);
  if (!range) return;
  const rest = foldSpace(`${plain.slice(0, range.at)} ${plain.slice(range.end)}`).replace(/\( ?%? ?\)/g, ' ');
  const [name = '', ...meaning] = foldSpace(rest).split(/\s?[:=–—]\s|\s-\s/);
  const band: ScoreBand = {
    name: name.replace(/[^\p{L}\p{N}]+$/u, '').replace(/^[^\p{L}\p{N}]+/u, ''),
    from: range.from,
    to: range.to,
    meaning: meaning.join(' - ').trim(),
    line,
  };
  if (band.name === '') return;
  reading.bands.push(band);
  reading.use(line);
}

function bandRange(text: string): { from: number; to: number; at: number; end: number } | null {
  const short = text.slice(0, 300);
  const between = short.match(/(\d{1,3})\s?%?\s?(?:-|–|to)\s?(\d{1,3})\s?%?/);
  const above = short.match(
    /(?:≥|>=|from|over)\s?(\d{1,3})\s?%|(\d{1,3})\s?%?\s?(?:\+|and (?:above|over|up))\s?%?/,
  );
  const below = short.match(/(<|≤|<=|below|under)\s?(\d{1,3})\s?%?/);
  const found = between ?? above ?? below;
  if (!found) return null;
  const span = { at: found.index ?? 0, end: (found.index ?? 0) + found[0].length };
  const [from, to] = between
    ? [Number(between[1]), Number(between[2])].toSorted((a, b) => a - b)
    : above
      ? [Number(above[1] ?? above[2]), 100]
      : [0, Number(below?.[2]) - (/^(?:≤|<=)$/.test(below?.[1] ?? '') ? 0 : 1)];
  return from !== undefined && to !== undefined && to <= 100 && from < to ? { from, to, ...span } : null;
}
