import { parseStudyDay } from '../schedule/study-day.ts';
import { RATINGS } from '../schedule/types.ts';
import type { PastGrading } from './import.ts';
import { CLOCK_TOLERANCE_MS } from './record.ts';

/** What is wrong in a line of a file. */
export interface LineFault {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** Either every row could be read, or none counts. */
export type ReviewFile =
  | { readonly gradings: readonly PastGrading[]; readonly faults: null }
  | { readonly gradings: null; readonly faults: readonly LineFault[] };

const REQUIRED = ['card_id', 'review_rating', 'review_time'] as const;
const OPTIONAL = ['review_duration', 'review_id'] as const;
/** What a file of reviews tells of each, in the order in which it is written. */
export const COLUMNS = [...REQUIRED, ...OPTIONAL] as const;
type Column = (typeof COLUMNS)[number];

const LONGEST_MS = 86_400_000;

/**
 * Reads a review log in CSV, whose first line names its columns, in any order: `card_id`, `review_rating` (1 again,
 * 2 hard, 3 good, 4 easy), `review_time` (ISO 8601 with its offset from UTC) and perhaps `review_duration`
 * (milliseconds) and `review_id` (a UUID). Other columns are passed over.
 */
export function readReviewFile(text: string, nowMs: number): ReviewFile {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const names = cellsOf(header);
  const missing = REQUIRED.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const message = `the first line must name the columns ${REQUIRED.join(', ')}; ${missing.join(', ')} is missing`;
    return { gradings: null, faults: [{ line: 1, message }] };
  }
  const gradings: PastGrading[] = [];
  const faults: LineFault[] = [];
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    try {
      gradings.push(gradingOf(rowOf(line, names), nowMs));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      faults.push({ line: index + 2, message: error.message });
    }
  });
  return faults.length > 0 ? { gradings: null, faults } : { gradings, faults: null };
}

type Row = (column: Column) => string;

/** No value of these columns holds a comma, so none is looked for within quotes. */
function cellsOf(line: string): readonly string[] {
  return line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

function rowOf(line: string, names: readonly string[]): Row {
  const cells = cellsOf(line);
  if (cells.length !== names.length) {
    throw new RangeError(`there are ${cells.length} columns where the first line names ${names.length}`);
  }
  return (column) => cells[names.indexOf(column)] ?? '';
}

function gradingOf(row: Row, nowMs: number): PastGrading {
  const reviewedAtMs = timeOf(row('review_time'));
  if (reviewedAtMs > nowMs + CLOCK_TOLERANCE_MS) {
    throw new RangeError(`review_time ${quoted(row('review_time'))} is still to come`);
  }
  const id = idOf(row('review_id'));
  return {
    ...(id !== null && { id }),
    cardId: cardIdOf(row('card_id')),
    rating: ratingOf(row('review_rating')),
    reviewedAtMs,
    durationMs: durationOf(row('review_duration')),
  };
}

function cardIdOf(text: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,47}(\.(r|c[0-9]{1,3}))?$/.test(text)) return text;
  throw new RangeError(
    `card_id ${quoted(text)} is no id of a card: at most 48 of a–z, 0–9 and -, then perhaps .r or .c1`,
  );
}

function idOf(text: string): string | null {
  if (text === '') return null;
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text.toLowerCase();
  throw new RangeError(`review_id ${quoted(text)} must be a UUID, or empty`);
}

function ratingOf(text: string): PastGrading['rating'] {
  const rating = /^[1-4]$/.test(text) ? RATINGS[Number(text) - 1] : undefined;
  if (rating) return rating;
  throw new RangeError(`review_rating ${quoted(text)} must be 1 (again), 2 (hard), 3 (good) or 4 (easy)`);
}

const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)$/;

function timeOf(text: string): number {
  const [, date, time, offset] = TIME.exec(text) ?? [];
  const ms = isDate(date) ? Date.parse(`${date}T${time}${offset}`) : Number.NaN;
  if (!Number.isNaN(ms)) return ms;
  throw new RangeError(
    `review_time ${quoted(text)} must be a time with its offset from UTC, such as 2026-11-23T07:00:00Z`,
  );
}

/** `Date.parse` itself takes 30 February for 1 March. */
function isDate(text: string | undefined): boolean {
  try {
    return text !== undefined && Number.isInteger(parseStudyDay(text));
  } catch {
    return false;
  }
}

function durationOf(text: string): number | null {
  if (text === '') return null;
  const ms = /^\d+(\.\d+)?$/.test(text) ? Math.round(Number(text)) : Number.NaN;
  if (ms <= LONGEST_MS) return ms;
  throw new RangeError(`review_duration ${quoted(text)} must be milliseconds, at most a day of them`);
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}
