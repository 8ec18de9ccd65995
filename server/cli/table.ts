// Tables for the terminal.

/** A column of a table for the terminal. */
export interface Column<Row> extends Layout {
  readonly head: string;
  readonly cell: (row: Row) => string;
}

interface Layout {
  /** Aligned to the right, as figures are. */
  readonly right?: boolean;
  /** Shrinks first if the terminal is narrow. */
  readonly shrinks?: boolean;
  /** Left out if the terminal is still too narrow, lowest number first. */
  readonly dispensable?: number;
}

/** A column's cells, including its head, and its width in characters. */
interface Sized extends Layout {
  readonly cells: readonly string[];
  readonly width: number;
}

const GAP = '  ';
const SHRUNK_WIDTH = 16;

/** The rows of a table below its heads, within `width` characters where that is not null. */
export function table<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  width: number | null,
): readonly string[] {
  const sized = columns.map(({ head, cell, ...layout }): Sized => {
    const cells = [head, ...rows.map((row) => cell(row).replace(/\s+/g, ' '))];
    return { ...layout, cells, width: Math.max(...cells.map(lengthOf)) };
  });
  const shown = width === null ? sized : squeeze(sized, width);
  return ['head', ...rows].map((_, index) =>
    shown
      .map((column) => pad(column.cells[index] ?? '', column))
      .join(GAP)
      .trimEnd(),
  );
}

function squeeze(columns: readonly Sized[], width: number): readonly Sized[] {
  const excess = totalOf(columns) - width;
  if (excess <= 0) return columns;
  const shrunk = columns.map((column) =>
    column.shrinks
      ? { ...column, width: Math.min(column.width, Math.max(SHRUNK_WIDTH, column.width - excess)) }
      : column,
  );
  if (totalOf(shrunk) <= width) return shrunk;
  const order = columns.flatMap(({ dispensable }) => dispensable ?? []);
  if (order.length === 0) return shrunk;
  return squeeze(
    columns.filter(({ dispensable }) => dispensable !== Math.min(...order)),
    width,
  );
}

function totalOf(columns: readonly Sized[]): number {
  return columns.reduce((sum, { width }) => sum + width, GAP.length * (columns.length - 1));
}

function pad(text: string, { width, right }: Sized): string {
  const cut = lengthOf(text) > width ? `${[...text].slice(0, width - 1).join('')}…` : text;
  const blank = ' '.repeat(width - lengthOf(cut));
  return right ? blank + cut : cut + blank;
}

function lengthOf(text: string): number {
  return [...text].length;
}
