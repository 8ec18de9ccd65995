// Score bands: the words that a plan gives to ranges of percentages.
import { type Content, isSection, type Section, type TableBlock, type TextBlock } from './blocks.ts';
import { labelOf } from './labels.ts';
import type { Reading } from './reading.ts';
import { foldSpace, withoutEmoji, withoutEmphasis } from './text.ts';
import type { ScoreBand } from './types.ts';
import { sectionKindOf } from './vocabulary.ts';

/** Reads "🟢 **Strong (90-100%)**: meaning" bullets, "(<50%)" and "≥ 90%" included; other lines stay unread. */
export function readBands(reading: Reading, section: Pick<Section, 'line' | 'content'>): void {
  const before = reading.bands.length;
  for (const block of section.content) {
    if (isSection(block)) continue;
    const lines = block.kind === 'list' ? block.bullets : block.kind === 'text' ? [block] : [];
    for (const { text, line } of lines) addBand(reading, text, line);
    if (block.kind === 'table') readBandTable(reading, block);
  }
  if (reading.bands.length === before) return;
  reading.use(section.line);
  for (const block of section.content) if (isLabelOfBands(block)) reading.use(block.line);
}

function isLabelOfBands(block: Content): block is TextBlock {
  return (
    !isSection(block) && block.kind === 'text' && sectionKindOf(labelOf(block.text)?.label ?? '') === 'bands'
  );
}

function readBandTable(reading: Reading, table: TableBlock): void {
  const before = reading.bands.length;
  for (const { cells, line } of table.rows) {
    const [range, words] = [
      cells.filter((cell) => /\d/.test(cell)),
      cells.filter((cell) => !/\d/.test(cell)),
    ];
    addBand(reading, `${range.join(' ')} ${words.join(': ')}`, line);
  }
  if (reading.bands.length > before) reading.use(table.header.line);
}

function addBand(reading: Reading, text: string, line: number): void {
  const plain = foldSpace(withoutEmoji(withoutEmphasis(text)));
  const range = bandRange(plain);
  if (!range) return;
  const rest = foldSpace(`${plain.slice(0, range.at)} ${plain.slice(range.end)}`).replace(/\( ?%? ?\)/g, ' ');
  const [name = '', ...meaning] = foldSpace(rest.replace(/^[^\p{L}\p{N}]+/u, '')).split(/\s?[:=–—]\s|\s-\s/);
  const band: ScoreBand = {
    name: name.replace(/[^\p{L}\p{N}]+$/u, ''),
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
