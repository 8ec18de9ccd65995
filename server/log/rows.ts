// Converts between rows of the database and the types of scheduling.
import { asEventId, type CardId, type LearnerId } from '../schedule/ids.ts';
import { NO_TRIALS } from '../schedule/trials.ts';
import {
  type CardEvent,
  type CardHistory,
  type Due,
  type Memory,
  RATINGS,
  type Trials,
} from '../schedule/types.ts';
import type { EventRow, MemoryRow, OfCard } from '../store/tables.ts';
import type { ReviewDesk } from './desk.ts';
import { studyDayAt } from './desk.ts';

/** An event before the log gives it an arrival. */
export type NewEvent = Omit<EventRow, 'arrival'>;

type Place = Pick<EventRow, 'id' | 'type' | 'card_id' | 'at_ms' | 'received_at_ms'>;
type Details = Omit<NewEvent, keyof Place | 'learner_id' | 'zone' | 'rollover_minutes' | 'study_day'>;

/**
 * Builds a row of the log from its place and the columns of its type. All columns are spelt out because this is fast: a
 * change of settings builds thousands of rows while other writes wait.
 */
export function eventRow<Named extends Place>(
  desk: Pick<ReviewDesk, 'learner'>,
  place: Named,
  details: Partial<Details> = {},
): NewEvent & Pick<Named, 'card_id'> {
  const { id, zone, rolloverMinutes } = desk.learner;
  return {
    learner_id: id,
    id: place.id,
    type: place.type,
    card_id: place.card_id,
    at_ms: place.at_ms,
    received_at_ms: place.received_at_ms,
    zone,
    rollover_minutes: rolloverMinutes,
    study_day: studyDayAt(desk, place.at_ms),
    reviewed_at_ms: details.reviewed_at_ms ?? null,
    rating: details.rating ?? null,
    duration_ms: details.duration_ms ?? null,
    mode: details.mode ?? null,
    points: details.points ?? null,
    expected_last_review_id: details.expected_last_review_id ?? null,
    content_hash: details.content_hash ?? null,
    weights_id: details.weights_id ?? null,
    predicted_recall: details.predicted_recall ?? null,
    due_at_ms: details.due_at_ms ?? null,
    due_day: details.due_day ?? null,
    interval_days: details.interval_days ?? null,
    cause: details.cause ?? null,
    target_id: details.target_id ?? null,
  };
}

/** Returns the columns of a due time. */
export function dueColumns(due: Due): Pick<EventRow, 'due_at_ms' | 'due_day' | 'interval_days'> {
  return { due_at_ms: due.dueAtMs, due_day: due.dueDay, interval_days: due.intervalDays };
}

/** Returns the number of a rating in the log, 1–4. */
export function ratingNumber(rating: (typeof RATINGS)[number]): number {
  return RATINGS.indexOf(rating) + 1;
}

/** Returns the rating of a row. Throws if its number is not 1–4. */
export function ratingOf(row: Pick<EventRow, 'id' | 'rating'>): (typeof RATINGS)[number] {
  const rating = RATINGS[(row.rating ?? 0) - 1];
  if (!rating) throw new Error(`The review ${row.id} in the log has the invalid rating ${row.rating}.`);
  return rating;
}

/** The columns of events that the fold reads. */
export const FOLDED_COLUMNS = [
  ...(['id', 'type', 'card_id', 'at_ms', 'study_day', 'rating', 'mode'] as const),
  ...(['due_at_ms', 'due_day', 'interval_days', 'cause', 'target_id'] as const),
] as const;
/** A row of a card's event with the columns that the fold reads. */
export type FoldedRow = OfCard<Pick<EventRow, (typeof FOLDED_COLUMNS)[number]>>;

/**
 * Converts a row to an event for the fold. All properties are spelt out, since a replay converts a million rows and
 * spreading objects takes twenty times as long.
 */
export function cardEvent(row: FoldedRow): CardEvent {
  const { id, card_id: cardId, at_ms: atMs } = row;
  switch (row.type) {
    case 'reviewed':
      return {
        id,
        cardId,
        atMs,
        type: row.type,
        rating: ratingOf(row),
        studyDay: row.study_day,
        mode: row.mode ?? 'review',
        due: dueOf(row) ?? NOT_DECIDED,
      };
    case 'undone':
      return { id, cardId, atMs, type: row.type, targetId: row.target_id ?? asEventId('') };
    case 'buried':
      return { id, cardId, atMs, type: row.type, studyDay: row.study_day };
    case 'rescheduled':
      return {
        id,
        cardId,
        atMs,
        type: row.type,
        due: dueOf(row) ?? NOT_DECIDED,
        cause: row.cause ?? '',
      };
    default:
      return { id, cardId, atMs, type: row.type };
  }
}

/** Stands in for the due time of practice, which decides none. The fold never reads it. */
const NOT_DECIDED: Due = { dueAtMs: 0, dueDay: 0, intervalDays: 0 };

type DueColumns = Pick<MemoryRow | EventRow, 'due_at_ms' | 'due_day' | 'interval_days'>;

/** Returns the due time of a row, or null if it has none. */
export function dueOf(row: DueColumns): Due | null {
  const { due_at_ms: dueAtMs, due_day: dueDay, interval_days: intervalDays } = row;
  if (dueAtMs === null || dueDay === null || intervalDays === null) return null;
  return { dueAtMs, dueDay, intervalDays };
}

const NEW: CardHistory = {
  memory: { state: 'new' },
  trials: NO_TRIALS,
  due: null,
  lastReviewId: null,
  suspended: false,
  buriedDay: null,
};

/** Converts a stored memory to a card's history. Without a row, the card is new. */
export function historyOf(row: MemoryRow | undefined): CardHistory {
  if (!row) return NEW;
  return {
    memory: memoryOf(row),
    trials: trialsOf(row),
    due: dueOf(row),
    lastReviewId: row.last_review_id,
    suspended: row.suspended === 1,
    buriedDay: row.buried_day,
  };
}

type TrialColumns = Pick<
  MemoryRow,
  'trials' | 'trials_passed' | 'trials_predicted' | 'surprise' | 'information'
>;

/** Returns the trials of a card as of its last review. */
export function trialsOf(row: TrialColumns): Trials {
  return {
    count: row.trials ?? 0,
    passed: row.trials_passed ?? 0,
    predicted: row.trials_predicted ?? 0,
    surprise: row.surprise ?? 0,
    information: row.information ?? 0,
  };
}

type MemoryColumns = Omit<
  MemoryRow,
  'learner_id' | 'card_id' | 'suspended' | 'buried_day' | 'last_review_id' | keyof TrialColumns
>;

/** Returns the memory in a row. Columns that are null mean a new card, or one that was reset. */
export function memoryOf(row: MemoryColumns): Memory {
  const { state, stability, difficulty } = row;
  const { first_study_day: firstStudyDay, last_study_day: lastStudyDay } = row;
  const lastReviewedAtMs = row.last_reviewed_at_ms;
  if (state === 'new' || stability === null || difficulty === null) return NEW.memory;
  if (firstStudyDay === null || lastStudyDay === null || lastReviewedAtMs === null) return NEW.memory;
  return {
    state,
    step: row.step,
    stability,
    difficulty,
    reps: row.reps,
    lapses: row.lapses,
    firstStudyDay,
    lastStudyDay,
    lastReviewedAtMs,
    intervalDays: row.memory_interval_days,
  };
}

/** Builds the row of a card's memory. */
export function memoryRow(learnerId: LearnerId, cardId: CardId, history: CardHistory): MemoryRow {
  const { memory, trials, due } = history;
  const seen = memory.state === 'new' ? null : memory;
  return {
    learner_id: learnerId,
    card_id: cardId,
    state: memory.state,
    step: seen?.step ?? 0,
    stability: seen?.stability ?? null,
    difficulty: seen?.difficulty ?? null,
    reps: seen?.reps ?? 0,
    lapses: seen?.lapses ?? 0,
    first_study_day: seen?.firstStudyDay ?? null,
    last_study_day: seen?.lastStudyDay ?? null,
    last_reviewed_at_ms: seen?.lastReviewedAtMs ?? null,
    last_review_id: history.lastReviewId,
    due_at_ms: due?.dueAtMs ?? null,
    due_day: due?.dueDay ?? null,
    interval_days: due?.intervalDays ?? 0,
    memory_interval_days: seen?.intervalDays ?? 0,
    suspended: history.suspended ? 1 : 0,
    buried_day: history.buriedDay,
    trials: trials.count,
    trials_passed: trials.passed,
    trials_predicted: trials.predicted,
    surprise: trials.surprise,
    information: trials.information,
  };
}
