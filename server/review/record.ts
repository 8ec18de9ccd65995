// Records reviews: the path of every grade.
import type { Kysely } from 'kysely';
import { loadByDay } from '../log/day-load.ts';
import type { CardNow, ReviewDesk } from '../log/desk.ts';
import { studyDayAt } from '../log/desk.ts';
import { append, boundUndo, findEvent, logOf } from '../log/events.ts';
import { findCard, type KnownCard, keep, refold, reschedule } from '../log/memories.ts';
import { dueColumns, eventRow, type NewEvent, ratingNumber } from '../log/rows.ts';
import { weightsInUse } from '../log/weights.ts';
import type { DayLoad } from '../schedule/balance.ts';
import { foldCard } from '../schedule/fold.ts';
import type { CardId, EventId } from '../schedule/ids.ts';
import { recall } from '../schedule/recall.ts';
import { review } from '../schedule/review.ts';
import { weightsId } from '../schedule/settings.ts';
import { trialsAfter } from '../schedule/trials.ts';
import {
  type CardHistory,
  CLOCK_TOLERANCE_MS,
  type Memory,
  type Rating,
  type SchedulerSettings,
} from '../schedule/types.ts';
import type { Pause } from '../store/store.ts';
import type { EventRow, Tables } from '../store/tables.ts';
import { isAlarming, wasAlarming } from './leech.ts';

/** A review as the client sends it. */
export interface NewReview {
  /** The client's UUID. Sending the same review again changes nothing. */
  readonly id: EventId;
  readonly cardId: CardId;
  readonly rating: Rating;
  /** The time of the review in milliseconds since the epoch. The default is now. */
  readonly reviewedAtMs?: number;
  readonly durationMs?: number;
  /** The card's last review that the client knows of, null for none. If absent, it is not checked. */
  readonly expectedLastReviewId?: EventId | null;
  /** Whether each point of an `explain` card was recalled. */
  readonly points?: readonly boolean[];
  readonly mode: 'review' | 'cram';
}

export type Recorded =
  /** Stored now, or before. `leech`: whether this review is a lapse to report because it makes the card a leech. */
  | { readonly outcome: 'created' | 'repeated'; readonly card: CardNow; readonly leech: boolean }
  /** Nothing was stored: the id belongs to another event. */
  | { readonly outcome: 'conflict' }
  /** Nothing was stored: the card's last review is not the expected one. */
  | { readonly outcome: 'card-changed'; readonly card: CardNow }
  /** Nothing was stored: the card is unknown. */
  | { readonly outcome: 'unknown-card' };

/**
 * Stores a review of a card, only once even if it is sent again. Reviews may arrive in any order. Durable when it
 * resolves.
 */
export async function record(desk: ReviewDesk, given: NewReview): Promise<Recorded> {
  const receivedAtMs = desk.clock();
  const loadOn = await loadByDay(desk);
  const weights = weightsInUse(desk.store);
  const recorded = await desk.store.write(
    async (tx, pause): Promise<Recorded> => {
      const { event, undo } = await findEvent(tx, desk, given.id);
      const card = await findCard(tx, desk, given.cardId);
      if (event && !isSame(event, given)) return { outcome: 'conflict' };
      if (!card) return { outcome: 'unknown-card' };
      if (event) {
        return {
          outcome: 'repeated',
          card: card.now,
          leech: await wasAlarming(tx, desk, card.topicId, given),
        };
      }
      if (isUnexpected(given, card.now)) return { outcome: 'card-changed', card: card.now };

      await weights.keep(tx, desk.schedulerOf(card.topicId).weights);
      const place = placeOf(given, receivedAtMs);
      if (undo) await append(tx, boundUndo(undo, given.cardId));
      const inOrder = !undo && place.at_ms > card.lastAtMs;
      const add = inOrder ? addLatest : addBetween;
      const load = loadOn(studyDayAt(desk, place.at_ms));
      const { now, before, after } = await add(tx, desk, given, place, { ...card, load }, pause);
      // A review that was undone before it arrived does not count as a lapse.
      const leech = !undo && isAlarming(before, after, desk.leechThresholdOf(card.topicId));
      return { outcome: 'created', card: now, leech };
    },
    { touches: [given.cardId] },
  );
  weights.kept();
  return recorded;
}

/** The result of adding a grading: the card now, and its memory just before and after the grading. */
interface Added {
  readonly now: CardNow;
  readonly before: Memory;
  readonly after: Memory;
}

type Place = Pick<EventRow, 'at_ms' | 'received_at_ms'>;

/** A card with the load of the study day of its review. */
interface CardOfDay extends KnownCard {
  readonly load: DayLoad | null;
}

function placeOf({ reviewedAtMs }: NewReview, receivedAtMs: number): Place {
  const isAhead = reviewedAtMs === undefined || reviewedAtMs > receivedAtMs + CLOCK_TOLERANCE_MS;
  return { at_ms: isAhead ? receivedAtMs : reviewedAtMs, received_at_ms: receivedAtMs };
}

/** Adds the usual review, which comes after all events of its card: one step from the stored memory. */
async function addLatest(
  tx: Kysely<Tables>,
  desk: ReviewDesk,
  given: NewReview,
  place: Place,
  card: CardOfDay,
  pause: Pause,
): Promise<Added> {
  const { row, history } = decide(desk, given, place, card, card.now);
  await append(tx, row);
  const now = await keep(tx, desk, given.cardId, history);
  if (given.mode === 'review') {
    const { cardId, rating } = given;
    const answer = { cardId, rating, atMs: place.at_ms, before: card.now.memory };
    await desk.gaps.followReview(tx, desk, answer, pause);
  }
  return { now, before: card.now.memory, after: history.memory };
}

/** Adds a review that comes late or after its undo. Folds the card's log again. */
async function addBetween(
  tx: Kysely<Tables>,
  desk: ReviewDesk,
  given: NewReview,
  place: Place,
  card: CardOfDay,
  pause: Pause,
): Promise<Added> {
  const log = await logOf(tx, desk, given.cardId);
  const isEarlier = (event: { readonly atMs: number; readonly id: string }) =>
    event.atMs < place.at_ms || (event.atMs === place.at_ms && event.id < given.id);
  const before = foldCard(
    log.filter((event) => event.type === 'undone' || isEarlier(event)),
    desk.schedulerOf(card.topicId),
  );
  const { row, history } = decide(desk, given, place, card, before);
  await append(tx, row);
  const memories = { before: before.memory, after: history.memory };
  if (given.mode === 'cram') return { now: await refold(tx, desk, given.cardId), ...memories };
  const cause = { id: given.id, name: 'late-review', receivedAtMs: place.received_at_ms };
  const now = await reschedule(tx, desk, given.cardId, cause);
  await desk.gaps.refollow(tx, desk, [given.cardId], pause);
  return { now, ...memories };
}

/** Returns the row of a review that follows `before`, and the card's history after it. */
function decide(
  desk: ReviewDesk,
  given: NewReview,
  place: Place,
  { contentHash, topicId, load }: CardOfDay,
  before: CardHistory,
): { readonly row: NewEvent; readonly history: CardHistory } {
  const { cardId, rating } = given;
  const scheduler = desk.schedulerOf(topicId);
  const after = outcomeOf(desk, scheduler, given, place, before, load);
  const row = eventRow(
    desk,
    { id: given.id, type: 'reviewed', card_id: cardId, ...place },
    {
      ...givenColumns(given),
      rating: ratingNumber(rating),
      mode: given.mode,
      content_hash: contentHash,
      weights_id: weightsId(scheduler.weights),
      predicted_recall: predictedRecall(before.memory, place.at_ms, scheduler),
      ...(given.mode === 'review' && after.due ? dueColumns(after.due) : {}),
    },
  );
  return { row, history: { ...after, lastReviewId: given.id } };
}

/** The card's history after a review. Practice changes neither memory nor due time. */
function outcomeOf(
  desk: ReviewDesk,
  scheduler: SchedulerSettings,
  given: NewReview,
  place: Place,
  before: CardHistory,
  load: DayLoad | null,
): CardHistory {
  if (given.mode === 'cram') return before;
  const { cardId, rating } = given;
  const grading = { cardId, rating, reviewedAtMs: place.at_ms, studyDay: studyDayAt(desk, place.at_ms) };
  const deciding = { previousDays: before.due?.intervalDays, load };
  const trials = trialsAfter(before.trials, before.memory, grading, scheduler.weights);
  return { ...before, trials, ...review(before.memory, grading, scheduler, desk.learner, deciding) };
}

function predictedRecall(memory: Memory, atMs: number, { weights }: SchedulerSettings): number | null {
  return memory.state === 'new' ? null : recall(memory, atMs, weights);
}

/** The columns that are stored as the client sent them. */
function givenColumns(given: NewReview) {
  return {
    reviewed_at_ms: given.reviewedAtMs ?? null,
    duration_ms: given.durationMs ?? null,
    points: given.points ? JSON.stringify(given.points) : null,
    expected_last_review_id: given.expectedLastReviewId ?? null,
  };
}

/** Whether an event is the same review, by what the client sent. */
function isSame(event: EventRow, given: NewReview): boolean {
  const sent = givenColumns(given);
  return (
    event.type === 'reviewed' &&
    event.card_id === given.cardId &&
    event.rating === ratingNumber(given.rating) &&
    event.mode === given.mode &&
    event.reviewed_at_ms === sent.reviewed_at_ms &&
    event.duration_ms === sent.duration_ms &&
    event.points === sent.points &&
    event.expected_last_review_id === sent.expected_last_review_id
  );
}

function isUnexpected({ expectedLastReviewId }: NewReview, { lastReviewId }: CardNow): boolean {
  return expectedLastReviewId !== undefined && expectedLastReviewId !== lastReviewId;
}
