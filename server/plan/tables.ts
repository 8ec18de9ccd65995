// Tables whose rows are topics or items.
import type { Row, TableBlock } from './blocks.ts';
import { complexityCell, dateIn, scaleIn } from './figures.ts';
import { readHeading } from './headings.ts';
import { addScore, readInline, statusIn } from './items.ts';
import { itemKindOf, takeMark } from './marks.ts';
import type { Reading, Scope } from './reading.ts';
import { foldSpace } from './text.ts';
import type { Mention } from './topics.ts';
import type { ItemKind, TopicStatus } from './types.ts';
import { bucketOf, isDated, isPlaceholder, isScoreWord, phraseOf } from './vocabulary.ts';

/** What the cells below a header say. */
type Column = 'topic' | 'status' | 'score' | 'complexity' | 'date' | 'covered' | 'gap' | 'other';

const TOPIC =
  /^(?:(?:exam|study|main|sub) )?(?:topics?|skills?|domains?|areas?|subjects?|modules?|chapters?|units?)(?: (?:name|area))?$/;
const PART_OF_TOPIC =
  /^(?:concepts?|items?|points?|sub ?topics?|questions?|objectives?|techniques?|name|what)$/;

function columnOf(header: string): Column {
  const phrase = phraseOf(header);
  if (TOPIC.test(phrase) || PART_OF_TOPIC.test(phrase)) return 'topic';
  if (/^(?:status|state|progress|done\??|stage)$/.test(phrase)) return 'status';
  if (/^(?:complexity|difficulty)$/.test(phrase)) return 'complexity';
  if (/^(?:(?:last|score|review|quiz|test) )*(?:date|reviewed|updated|tested|studied|on|when)$/.test(phrase))
    return 'date';
  if (isScoreWord(header)) return 'score';
  return bucketOf(header)?.kind ?? 'other';
}

/**
 * Reads a table with a topic column: every row is a topic; with a mention given and a column of parts ("Concept"),
 * every row is an item of it. Other tables, such as legends, stay unread.
 */
export function readTable(reading: Reading, table: TableBlock, scope: Scope, owner: Mention | null): void {
  const columns = table.header.cells.map(columnOf);
  const topicAt = columns.indexOf('topic');
  if (topicAt < 0) return;
  const known = columns.some((column) => column !== 'topic' && column !== 'other' && column !== 'date');
  if (!known && !scope.bucket && !scope.listed) return;
  const arePartsOfOwner = owner !== null && PART_OF_TOPIC.test(phraseOf(table.header.cells[topicAt] ?? ''));
  reading.use(table.header.line);
  for (const row of table.rows) {
    const cell = row.cells[topicAt] ?? '';
    if (isPlaceholder(cell) || isDated(cell) || /^(?:total|average|sum|overall)s?$/.test(phraseOf(cell)))
      continue;
    if (arePartsOfOwner && owner) readItemRow(reading, owner, row, columns, topicAt, table.header);
    else readTopicRow(reading, row, columns, topicAt, table.header, scope);
  }
}

function readItemRow(
  reading: Reading,
  mention: Mention,
  row: Row,
  columns: readonly Column[],
  topicAt: number,
  header: Row,
): void {
  const { mark, text } = takeMark(row.cells[topicAt] ?? '');
  let kind: ItemKind | null = mark ? itemKindOf(mark) : null;
  for (const [at, column] of columns.entries()) {
    const cell = row.cells[at] ?? '';
    if (column === 'status') {
      const status = statusIn(cell);
      const said = takeMark(cell).mark;
      kind ??= said
        ? itemKindOf(said)
        : (bucketOf(cell)?.kind ?? (status === 'deep-dive' ? 'covered' : null));
    } else if (at !== topicAt) leaveCell(reading, row, at, header);
  }
  if (kind && reading.book.addItem(mention, { kind, text: foldSpace(text), detail: [], line: row.line }))
    reading.use(row.line);
}

function readTopicRow(
  reading: Reading,
  row: Row,
  columns: readonly Column[],
  topicAt: number,
  header: Row,
  scope: Scope,
): void {
  const heading = readHeading(row.cells[topicAt] ?? '');
  const mention = reading.book.mention({
    title: heading.title,
    by: 'row',
    line: row.line,
    group: scope.group,
    part: scope.part,
    status: heading.status ?? scope.bucket?.status ?? null,
    complexity: heading.complexity,
  });
  reading.use(row.line);
  const dateAt = columns.indexOf('date');
  const date = dateAt >= 0 ? dateIn(row.cells[dateAt] ?? '') : reading.scoreDate;
  let dated = dateAt < 0 || date === null;
  for (const [at, column] of columns.entries()) {
    const cell = row.cells[at] ?? '';
    if (at === topicAt || column === 'date' || isPlaceholder(cell)) continue;
    if (
      column === 'score' &&
      addScore(reading, mention, cell, row.line, scaleIn(header.cells[at] ?? '') ?? reading.scale, date)
    ) {
      mention.status ??= statusIn(cell) ?? null;
      dated = true;
    } else if (!readCell(reading, mention, row, column, cell)) leaveCell(reading, row, at, header);
  }
  if (!dated) leaveCell(reading, row, dateAt, header);
}

/** Words of a level column that are not status phrases. */
const LEVELS: ReadonlyMap<string, TopicStatus> = new Map([
  ['none', 'not-started'],
  ['beginner', 'surface'],
  ['basic', 'surface'],
  ['low', 'surface'],
  ['intermediate', 'in-progress'],
  ['medium', 'in-progress'],
  ['advanced', 'deep-dive'],
  ['expert', 'deep-dive'],
  ['high', 'deep-dive'],
]);

/** Reads a cell that is not a score; returns false if nothing in it was understood. */
function readCell(reading: Reading, mention: Mention, row: Row, column: Column, cell: string): boolean {
  if (column === 'status' || column === 'score') {
    const status = statusIn(cell) ?? LEVELS.get(phraseOf(cell)) ?? null;
    if (column === 'status' || mention.status === null) mention.status = status ?? mention.status;
    return status !== null;
  }
  if (column === 'complexity') {
    mention.complexity = complexityCell(cell) ?? mention.complexity;
    return complexityCell(cell) !== null;
  }
  if (column !== 'covered' && column !== 'gap') return false;
  readInline(reading, mention, cell, row.line, { kind: column, named: true });
  return true;
}

function leaveCell(reading: Reading, row: Row, at: number, header: Row): void {
  const cell = row.cells[at] ?? '';
  if (cell !== '' && !isPlaceholder(cell)) reading.leave(row.line, `${header.cells[at] ?? ''}: ${cell}`);
}
