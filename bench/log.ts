// Makes a log to measure with.

import Database from 'better-sqlite3';
import { memoryRow, ratingNumber } from '../server/log/rows.ts';
import { asEventId, asLearnerId } from '../server/schedule/ids.ts';
import { NEW } from '../server/schedule/memory.ts';
import { recall } from '../server/schedule/recall.ts';
import { review } from '../server/schedule/review.ts';
import { DEFAULT_ROLLOVER_MINUTES, DEFAULT_SCHEDULER, weightsId } from '../server/schedule/settings.ts';
import { DAY_MS, studyDayOf } from '../server/schedule/study-day.ts';
import { NO_TRIALS, trialsAfter } from '../server/schedule/trials.ts';
import type { CardHistory, Rating } from '../server/schedule/types.ts';
import type { CardRow, EventRow } from '../server/store/tables.ts';
import { Random } from '../test/support/random.ts';
import { insertEvent, type Statement, upsertMemory } from './statements.ts';

const LEARNER = 'default';
export const CALENDAR = { zone: 'UTC', rolloverMinutes: DEFAULT_ROLLOVER_MINUTES } as const;

const WEIGHTS_ID = weightsId(DEFAULT_SCHEDULER.weights);
const YEARS_MS = 2 * 365 * DAY_MS;
/** How long ago cards were last reviewed, at most: about a day's worth is due today. */
const LAST_REVIEW_MS = 3 * DAY_MS;
/** Cards on a step are asked until they leave it, except a few whose last review was just now. */
const LEFT_ON_STEP_SHARE = 0.1;
/** One card in twenty was never reviewed. */
const NEW_SHARE = 0.05;
const EVENT_CACHE_KIB = 512 * 1024;

type Card = Pick<CardRow, 'id' | 'content_hash'>;

/** A card and its state so far. */
interface Reviewing {
  readonly card: Card;
  /** The probability that its learner forgets it. */
  readonly again: number;
  /** Reviews still to come. */
  left: number;
  history: CardHistory;
}

/**
 * Fills the log of a database that no process has open with reviews of its cards over the two years before `nowMs`,
 * in order of time, each with the decision of the scheduler; the memories are their fold.
 */
export function fillLog(file: string, reviews: number, nowMs: number): void {
  const db = new Database(file);
  // Needs no durability: the folder is temporary.
  db.pragma('journal_mode = OFF');
  db.pragma('synchronous = OFF');
  db.pragma(`cache_size = -${EVENT_CACHE_KIB}`);
  db.transaction(() => {
    const random = new Random(2);
    const cards = db.prepare<[], Card>('select id, content_hash from cards where live = 1 order by id').all();
    const weights = JSON.stringify(DEFAULT_SCHEDULER.weights);
    db.prepare('insert into weights (id, body) values (?, ?)').run(WEIGHTS_ID, weights);
    const memories = upsertMemory(db);
    for (const { card, history } of reviewAll(cards, reviews, nowMs, random, insertEvent(db))) {
      memories(memoryRow(asLearnerId(LEARNER), card.id, history));
    }
  })();
  db.close();
}

function reviewAll(
  cards: readonly Card[],
  reviews: number,
  nowMs: number,
  random: Random,
  append: Statement<EventRow>,
): readonly Reviewing[] {
  const seen = cards
    .filter(() => random.fraction() >= NEW_SHARE)
    .map((card): Reviewing => ({ card, again: 0.02 + 0.24 * random.fraction(), left: 0, history: UNSEEN }));
  const moments = momentsOf(seen, reviews, nowMs, random);
  for (const [index, { of, atMs }] of moments.entries()) append(reviewed(of, index + 1, atMs, random));
  return seen;
}

const UNSEEN: CardHistory = {
  memory: NEW,
  trials: NO_TRIALS,
  due: null,
  lastReviewId: null,
  suspended: false,
  buriedDay: null,
};

interface Moment {
  readonly of: Reviewing;
  readonly atMs: number;
}

/** When each card is reviewed, in order of time. Some cards are reviewed three times as often as others. */
function momentsOf(
  seen: readonly Reviewing[],
  reviews: number,
  nowMs: number,
  random: Random,
): readonly Moment[] {
  const shares = seen.map(() => 0.5 + random.fraction());
  const whole = shares.reduce((sum, share) => sum + share, 0);
  let upTo = 0;
  const moments = seen.flatMap((of, index) => {
    const first = Math.round((upTo / whole) * reviews);
    upTo += shares[index] ?? 0;
    of.left = Math.round((upTo / whole) * reviews) - first;
    const endMs = nowMs - random.below(LAST_REVIEW_MS);
    const spanMs = YEARS_MS * (0.5 + random.fraction() / 2);
    return Array.from({ length: of.left }, () => ({ of, atMs: endMs - random.below(spanMs) }));
  });
  return moments.sort((a, b) => a.atMs - b.atMs);
}

/** The row of one more review of a card, which changes its state. */
function reviewed(of: Reviewing, arrival: number, atMs: number, random: Random): EventRow {
  const { card, history } = of;
  const id = random.uuid();
  of.left -= 1;
  const rating = ratingBy(of, random);
  const studyDay = studyDayOf(atMs, CALENDAR);
  const grading = { cardId: card.id, rating, reviewedAtMs: atMs, studyDay };
  const outcome = review(history.memory, grading, DEFAULT_SCHEDULER, CALENDAR);
  const trials = trialsAfter(history.trials, history.memory, grading, DEFAULT_SCHEDULER.weights);
  of.history = { ...history, ...outcome, trials, lastReviewId: asEventId(id) };
  return {
    learner_id: asLearnerId(LEARNER),
    arrival,
    id: asEventId(id),
    type: 'reviewed',
    card_id: card.id,
    at_ms: atMs,
    received_at_ms: atMs,
    zone: CALENDAR.zone,
    rollover_minutes: CALENDAR.rolloverMinutes,
    study_day: studyDay,
    reviewed_at_ms: atMs,
    rating: ratingNumber(rating),
    duration_ms: 2_000 + random.below(20_000),
    mode: 'review',
    points: null,
    expected_last_review_id: history.lastReviewId,
    content_hash: card.content_hash,
    weights_id: WEIGHTS_ID,
    predicted_recall:
      history.memory.state === 'new' ? null : recall(history.memory, atMs, DEFAULT_SCHEDULER.weights),
    due_at_ms: outcome.due.dueAtMs,
    due_day: outcome.due.dueDay,
    interval_days: outcome.due.intervalDays,
    cause: null,
    target_id: null,
  };
}

function ratingBy({ again, left, history }: Reviewing, random: Random): Rating {
  const isLast = left === 0 && random.fraction() >= LEFT_ON_STEP_SHARE;
  if (isLast && history.memory.state !== 'review') return 'easy';
  if (!isLast && random.fraction() < again) return 'again';
  return random.pick(['hard', 'good', 'good', 'good', 'good', 'easy']);
}
