// How statistics count each review of a card.
import type { EventId } from '../schedule/ids.ts';
import { isGrading, withoutUndone } from '../schedule/live-reviews.ts';
import { memoized } from '../schedule/memoized.ts';
import { cellOf } from '../schedule/rmse-bins.ts';
import type { StudyDay } from '../schedule/types.ts';
import { offsetMs } from '../schedule/zone.ts';
import type { EventRow, OfCard } from '../store/tables.ts';

/** The kind of a card when it was asked: learning (new or on a step), young, or mature (an interval of 21 days on). */
export const KINDS = ['learning', 'young', 'mature'] as const;
export type Kind = (typeof KINDS)[number];

const MATURE_DAYS = 21;
/** A longer answer counts as this long: the learner has left the card open. */
const LONGEST_ANSWER_MS = 5 * 60_000;

/** The columns of the log that statistics read. */
export type LogRow = OfCard<
  Pick<
    EventRow,
    | 'id'
    | 'type'
    | 'card_id'
    | 'at_ms'
    | 'zone'
    | 'study_day'
    | 'rating'
    | 'duration_ms'
    | 'mode'
    | 'predicted_recall'
    | 'interval_days'
    | 'target_id'
  >
>;

/** What one live review adds to its study day. */
export interface Counted {
  readonly id: EventId;
  readonly studyDay: StudyDay;
  /** 0–23, on the learner's clock. */
  readonly hour: number;
  /** 1–4. */
  readonly rating: number;
  /** null if the client sent none. */
  readonly durationMs: number | null;
  readonly isCram: boolean;
  readonly kind: Kind;
  readonly wasNew: boolean;
  /** The card's first review of the study day. */
  readonly isFirst: boolean;
  /** Whether it counts for true retention: the first of its day, of a card that had waited for a day or more. */
  readonly isTest: boolean;
  /** The recall predicted before it; null if the last review was on the same day, so that calibration ignores it. */
  readonly predicted: number | null;
  /** Its cell of RMSE(bins); empty if it does not count for calibration. */
  readonly cell: string;
}

/** What is known of a card before an event. */
export interface Before {
  /** The current interval in study days; null for a new card. */
  readonly intervalDays: number | null;
  readonly lastDay: StudyDay | null;
  /** Reviews a day or more after the one before; `lapses` are those that failed. */
  readonly spaced: number;
  readonly lapses: number;
}

export const NEW: Before = { intervalDays: null, lastDay: null, spaced: 0, lapses: 0 };

/**
 * The live reviews of one card, as statistics count them. Only its undo changes how a review counts; other later events
 * do not.
 *
 * @param log all events of the card, ordered by (at_ms, id).
 */
export function countedReviews(log: readonly LogRow[]): readonly Counted[] {
  const counted: Counted[] = [];
  let before = NEW;
  for (const row of withoutUndone(log, ({ target_id }) => target_id)) {
    const step = countNext(row, before);
    if (step.counted) counted.push(step.counted);
    before = step.after;
  }
  return counted;
}

/** What an event that was not undone counts as, if anything, and what is known of its card after it. */
export function countNext(
  row: LogRow,
  before: Before,
): { readonly counted: Counted | null; readonly after: Before } {
  switch (row.type) {
    case 'reviewed':
      return { counted: count(row, before), after: isGrading(row) ? after(row, before) : before };
    case 'reset':
      return { counted: null, after: NEW };
    case 'rescheduled':
      return {
        counted: null,
        after: before.intervalDays === null ? before : { ...before, intervalDays: row.interval_days },
      };
    default:
      return { counted: null, after: before };
  }
}

function count(row: LogRow, before: Before): Counted {
  const isCram = !isGrading(row);
  const isFirst = !isCram && (before.lastDay === null || row.study_day > before.lastDay);
  const predicted = isFirst && before.lastDay !== null ? row.predicted_recall : null;
  return {
    id: row.id,
    studyDay: row.study_day,
    hour: localHour(row.at_ms, row.zone),
    rating: row.rating ?? 0,
    durationMs: row.duration_ms === null ? null : Math.min(row.duration_ms, LONGEST_ANSWER_MS),
    isCram,
    kind: kindOf(before.intervalDays),
    wasNew: !isCram && before.intervalDays === null,
    isFirst,
    isTest: isFirst && (before.intervalDays ?? 0) >= 1,
    predicted,
    cell:
      predicted === null ? '' : cellOf(row.study_day - (before.lastDay ?? 0), before.spaced, before.lapses),
  };
}

function kindOf(intervalDays: number | null): Kind {
  if (intervalDays === null || intervalDays < 1) return 'learning';
  return intervalDays < MATURE_DAYS ? 'young' : 'mature';
}

function after(row: LogRow, before: Before): Before {
  const isSpaced = before.lastDay !== null && row.study_day > before.lastDay;
  return {
    intervalDays: row.interval_days ?? 0,
    lastDay: row.study_day,
    spaced: before.spaced + (isSpaced ? 1 : 0),
    lapses: before.lapses + (isSpaced && row.rating === 1 ? 1 : 0),
  };
}

const HOUR_MS = 3_600_000;
/** The offsets of time zones change only on quarter hours. */
const QUARTER_MS = HOUR_MS / 4;

const offsets = memoized((zone: string) =>
  memoized((quarter: number) => offsetMs(quarter * QUARTER_MS, zone)),
);

function localHour(atMs: number, zone: string): number {
  const localMs = atMs + offsets(zone)(Math.floor(atMs / QUARTER_MS));
  return ((Math.floor(localMs / HOUR_MS) % 24) + 24) % 24;
}
