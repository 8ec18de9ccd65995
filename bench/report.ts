// Figures as a table and as JSON.
import { median, percentile, type Times } from './timing.ts';

/** A measured value: the median of several samples. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly p95?: number;
  readonly p99?: number;
  readonly samples?: number;
  readonly aim?: { readonly below: number } | { readonly above: number } | { readonly atMost: number };
}

/** A figure for how long something takes. */
export function latency(name: string, times: Times, belowMs?: number): Figure {
  return {
    name,
    value: median(times),
    unit: 'ms',
    p95: percentile(times, 95),
    p99: percentile(times, 99),
    samples: times.length,
    ...(belowMs !== undefined && { aim: { below: belowMs } }),
  };
}

/** The figures, and what they were measured on. */
export interface Report {
  readonly on: Readonly<Record<string, string | number>>;
  readonly figures: readonly Figure[];
}

const COLUMNS = ['', 'median', 'p95', 'p99', 'samples', 'aim', ''] as const;

/** The report as a table for people. */
export function tableOf({ on, figures }: Report): string {
  const rows = [COLUMNS, ...figures.map(rowOf)];
  const widths = COLUMNS.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const conditions = Object.entries(on).map(([name, value]) => `${name}: ${value}`);
  return [...conditions, '', ...lines].join('\n');
}

/** The report for programs: figures under their names, and whether each aim was met. */
export function jsonOf({ on, figures }: Report): string {
  return JSON.stringify(
    { on, figures: figures.map((figure) => ({ ...figure, met: isMet(figure) })) },
    null,
    2,
  );
}

/** null without an aim. */
export function isMet({ value, aim }: Figure): boolean | null {
  if (!aim) return null;
  if ('atMost' in aim) return value <= aim.atMost;
  return 'below' in aim ? value < aim.below : value > aim.above;
}

function rowOf(figure: Figure): readonly string[] {
  const { name, value, unit, p95, p99, samples } = figure;
  const optional = (number: number | undefined) => (number === undefined ? '' : rounded(number));
  const met = isMet(figure);
  return [
    name,
    `${rounded(value)} ${unit}`,
    optional(p95),
    optional(p99),
    samples === undefined ? '' : String(samples),
    aimOf(figure),
    met === null ? '' : met ? 'met' : 'MISSED',
  ];
}

function aimOf({ aim }: Figure): string {
  if (!aim) return '';
  if ('atMost' in aim) return `≤ ${rounded(aim.atMost)}`;
  return 'below' in aim ? `< ${rounded(aim.below)}` : `> ${rounded(aim.above)}`;
}

/** Three significant digits. */
function rounded(number: number): string {
  return number >= 100 ? number.toFixed(0) : number >= 10 ? number.toFixed(1) : number.toFixed(2);
}
