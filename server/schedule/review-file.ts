// Reviews of another program, as CSV.
import { asCardId, asEventId, type CardId, type EventId } from './ids.ts';
import { parseInstant } from './instant.ts';
import { CLOCK_TOLERANCE_MS, RATINGS, type Rating } from './types.ts';

/** One review of a history from another program. */
export interface PastGrading {
  /** A UUID; the server makes one if it is missing. */
  readonly id?: EventId;
  readonly cardId: CardId;
  readonly rating: Rating;
  /** Milliseconds since the epoch. */
  readonly reviewedAtMs: number;
  readonly durationMs: number | null;
}

/** What is wrong in a line: missing column names, a wrong number of columns, or the column with an invalid value. */
export type FaultKind = 'columns-missing' | 'columns-count' | 'still-to-come' | Column;

/** What is wrong in a line of a file. */
export interface LineFault {
  /** From 1. */
  readonly line: number;
  readonly kind: FaultKind;
  /** What was found: the value, the missing names, or the number of columns. */
  readonly given: string;
}

/** Either every row could be read, or none is used. */
export type ReviewFile =
  | { readonly gradings: readonly PastGrading[]; readonly faults: null }
  | { readonly gradings: null; readonly faults: readonly LineFault[] };

/** Columns that every file must have. */
export const REQUIRED = ['card_id', 'review_rating', 'review_time'] as const;
const OPTIONAL = ['review_duration', 'review_id'] as const;
/** All known columns, in the order in which an export writes them. */
export const COLUMNS = [...REQUIRED, ...OPTIONAL] as const;
type Column = (typeof COLUMNS)[number];

const LONGEST_MS = 86_400_000;
/** Of a value, in characters. */
const MOST_GIVEN = 60;

/**
 * Reads a review log in CSV, whose first line names its columns, in any order: `card_id`, `review_rating` (1 again,
 * 2 hard, 3 good, 4 easy), `review_time` (ISO 8601 with its offset from UTC) and perhaps `review_duration`
 * (milliseconds) and `review_id` (a UUID). Other columns are ignored.
 */
export function readReviewFile(text: string, nowMs: number): ReviewFile {
  const [header = '', ...lines] = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const names = cellsOf(header);
  const missing = REQUIRED.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    return { gradings: null, faults: [{ line: 1, kind: 'columns-missing', given: missing.join(', ') }] };
  }
  const gradings: PastGrading[] = [];
  const faults: LineFault[] = [];
  lines.forEach((line, index) => {
    if (line.trim() === '') return;
    try {
      gradings.push(gradingOf(rowOf(line, names), nowMs));
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      faults.push({ line: index + 2, kind: error.kind, given: error.given });
    }
  });
  return faults.length > 0 ? { gradings: null, faults } : { gradings, faults: null };
}

type Row = (column: Column) => string;

/** Why a row cannot be read. */
class RowFault extends Error {
  readonly kind: FaultKind;
  readonly given: string;
  constructor(kind: FaultKind, given: string) {
    super(kind);
    this.kind = kind;
    this.given = given.length > MOST_GIVEN ? `${given.slice(0, MOST_GIVEN)}…` : given;
  }
}

/** No value of these columns contains a comma, so quotes are not parsed. */
function cellsOf(line: string): readonly string[] {
  return line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
}

function rowOf(line: string, names: readonly string[]): Row {
  const cells = cellsOf(line);
  if (cells.length !== names.length) {
    throw new RowFault('columns-count', String(cells.length));
  }
  return (column) => cells[names.indexOf(column)] ?? '';
}

function gradingOf(row: Row, nowMs: number): PastGrading {
  const reviewedAtMs = timeOf(row('review_time'));
  if (reviewedAtMs > nowMs + CLOCK_TOLERANCE_MS) {
    throw new RowFault('still-to-come', row('review_time'));
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

function cardIdOf(text: string): CardId {
  if (/^[a-z0-9][a-z0-9-]{0,47}(\.(r|c[0-9]{1,3}))?$/.test(text)) return asCardId(text);
  throw new RowFault('card_id', text);
}

function idOf(text: string): EventId | null {
  if (text === '') return null;
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return asEventId(text.toLowerCase());
  throw new RowFault('review_id', text);
}

function ratingOf(text: string): PastGrading['rating'] {
  const rating = /^[1-4]$/.test(text) ? RATINGS[Number(text) - 1] : undefined;
  if (rating) return rating;
  throw new RowFault('review_rating', text);
}

/** Other programs write a space for the T, and leave out the seconds or the colon of the offset. */
const TIME = /^([\d-]+)[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

function timeOf(text: string): number {
  const [, date, time, seconds = ':00', offset = ''] = TIME.exec(text) ?? [];
  const ms = parseInstant(`${date}T${time}${seconds}${offset.replace(/^(...)(\d\d)$/, '$1:$2')}`);
  if (ms !== null) return ms;
  throw new RowFault('review_time', text);
}

function durationOf(text: string): number | null {
  if (text === '') return null;
  const ms = /^\d+(\.\d+)?$/.test(text) ? Math.round(Number(text)) : Number.NaN;
  if (ms <= LONGEST_MS) return ms;
  throw new RowFault('review_duration', text);
}

/** A review as `POST /api/import/reviews` takes it. */
export interface SentReview {
  readonly id?: EventId;
  readonly cardId: CardId;
  readonly rating: Rating;
  readonly reviewedAt: string;
  readonly durationMs?: number;
}

/** Fits into a body of 1 MiB with room to spare. */
const ROWS_A_REQUEST = 4_000;

/**
 * Reviews as they are sent, a request each: card by card, so that each card is folded once. A request may be
 * repeated, and so may all of them.
 */
export function* portionsOf(gradings: readonly PastGrading[]): Generator<readonly SentReview[]> {
  const sorted = [...gradings].sort((a, b) => (a.cardId < b.cardId ? -1 : Number(a.cardId > b.cardId)));
  for (let from = 0; from < sorted.length; from += ROWS_A_REQUEST) {
    yield sorted.slice(from, from + ROWS_A_REQUEST).map(asSent);
  }
}

function asSent({ id, cardId, rating, reviewedAtMs, durationMs }: PastGrading): SentReview {
  const reviewedAt = new Date(reviewedAtMs).toISOString();
  return {
    ...(id !== undefined && { id }),
    cardId,
    rating,
    reviewedAt,
    ...(durationMs !== null && { durationMs }),
  };
}
