// Labelled facts: the pace, and how the author learns.
import { readBands } from './bands.ts';
import { type Content, isSection, type Section } from './blocks.ts';
import { labelOf } from './labels.ts';
import { takeMark } from './marks.ts';
import { flatBullets, type Reading, runsOf } from './reading.ts';
import { foldSpace, withoutEmphasis } from './text.ts';
import type { Fact } from './types.ts';
import { sectionKindOf } from './vocabulary.ts';

/** Reads "Target: 2 topics per day" lines and bullets; returns the rest. */
export function readPace(reading: Reading, section: Section): Content[] {
  reading.use(section.line);
  const facts = new Set<number>();
  for (const { text, line, endLine } of linesIn(section.content)) {
    const label = labelOf(text);
    if (!label || label.value === '' || takeMark(text).mark) continue;
    reading.pace.push({ label: label.label, value: label.value, line });
    reading.use(line, endLine);
    facts.add(line);
  }
  return section.content.flatMap((block) => withoutFacts(block, facts));
}

function withoutFacts(block: Content, facts: ReadonlySet<number>): Content[] {
  if (isSection(block) || block.kind === 'table') return [block];
  if (block.kind !== 'list') return facts.has(block.line) ? [] : [block];
  return [{ ...block, bullets: block.bullets.filter((bullet) => !facts.has(bullet.line)) }];
}

/** Reads how the author learns: every line is a fact; score bands may be among them. */
export function readStrategy(reading: Reading, section: Section): void {
  reading.use(section.line);
  for (const run of runsOf(section.content, (label, text) => labelOf(text) !== null && label.value === '')) {
    if (run.label && sectionKindOf(run.label.label) === 'bands') {
      reading.use(run.line);
      readBands(reading, { ...section, line: run.line, content: run.body });
      continue;
    }
    if (run.label) reading.use(run.line);
    const name = run.label?.label ?? section.title;
    for (const { text, line, endLine } of linesIn(run.body)) {
      reading.strategy.push(factOf(text, line, name));
      reading.use(line, endLine);
    }
    for (const child of run.body.filter(isSection)) readStrategyChild(reading, child);
  }
}

function readStrategyChild(reading: Reading, section: Section): void {
  if (sectionKindOf(section.title) === 'bands') readBands(reading, section);
  else readStrategy(reading, section);
}

function factOf(text: string, line: number, name: string): Fact {
  const label = labelOf(text);
  const fact =
    label && label.value !== '' ? { label: label.label, value: label.value } : { label: name, value: text };
  return { label: foldSpace(withoutEmphasis(fact.label)), value: foldSpace(fact.value), line };
}

/** Paragraph lines and bullets in order, nested bullets included. */
function linesIn(content: readonly Content[]): { text: string; line: number; endLine: number }[] {
  return content.flatMap((block) => {
    if (isSection(block) || block.kind === 'table') return [];
    if (block.kind === 'list') return flatBullets(block.bullets);
    return [{ text: block.text, line: block.line, endLine: block.line }];
  });
}
