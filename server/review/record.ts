import type { Kysely } from 'kysely';
import type { CardNow, ReviewDesk } from '../log/desk.ts';
import { studyDayAt } from '../log/desk.ts';
import { append, boundUndo, findEvent, logOf } from '../log/events.ts';
import { findCard, type KnownCard, keep, refold, reschedule } from '../log/memories.ts';
import { dueColumns, eventRow, type NewEvent, ratingNumber } from '../log/rows.ts';
import { weightsInUse } from '../log/weights.ts';
import { workByDay } from '../log/work.ts';
import type { Work } from '../schedule/balance.ts';
import { foldCard } from '../schedule/fold.ts';
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
import type { EventRow, Tables } from '../store/tables.ts';
import { isAlarming, wasAlarming } from './leech.ts';

/** One grading as the client tells it. */
export interface ReviewTold {
  /** The client's UUID: telling the same again changes nothing. */
  readonly id: string;
  readonly cardId: string;
  readonly rating: Rating;
  /** Milliseconds since the epoch; absent: now. */
  readonly reviewedAtMs?: number;
  readonly durationMs?: number;
  /** The last review of the card that the client knows of, null for none; absent: whatever it is. */
  readonly expectedLastReviewId?: string | null;
  /** Which points of an `explain` card were recalled. */
  readonly points?: readonly boolean[];
  readonly mode: 'review' | 'cram';
}

export type Recorded =
  /** Kept now, or before: the same told again. `leech`: whether this very lapse is one to tell the learner of. */
  | { readonly outcome: 'created' | 'repeated'; readonly card: CardNow; readonly leech: boolean }
  /** Nothing was kept: the id stands for something else. */
  | { readonly outcome: 'conflict' }
  /** Nothing was kept: the card has another last review than expected. */
  | { readonly outcome: 'card-changed'; readonly card: CardNow }
  /** Nothing was kept: there never was such a card. */
  | { readonly outcome: 'unknown-card' };

/** Keeps one grading of a card: once, however often and in whatever order it is told. Durable when it resolves. */
export async function record(desk: ReviewDesk, told: ReviewTold): Promise<Recorded> {
  const receivedAtMs = desk.clock();
  const workOn = await workByDay(desk);
  const weights = weightsInUse(desk.store);
  const recorded = await desk.store.write(
    async (tx): Promise<Recorded> => {
      const { event, undo } = await findEvent(tx, desk, told.id);
      const card = await findCard(tx, desk, told.cardId);
      if (event && !isSame(event, told)) return { outcome: 'conflict' };
      if (!card) return { outcome: 'unknown-card' };
      if (event) {
        return {
          outcome: 'repeated',
          card: card.now,
          leech: await wasAlarming(tx, desk, card.topicId, told),
        };
      }
      if (isUnexpected(told, card.now)) return { outcome: 'card-changed', card: card.now };

      await weights.keep(tx, desk.schedulerOf(card.topicId).weights);
      const place = placeOf(told, receivedAtMs);
      if (undo) await append(tx, boundUndo(undo, told.cardId));
      const inOrder = !undo && place.at_ms > card.lastAtMs;
      const add = inOrder ? addLatest : addBetween;
      const work = workOn(studyDayAt(desk, place.at_ms));
      const { now, before, after } = await add(tx, desk, told, place, { ...card, work });
      // What was undone before it arrived never was a lapse.
      const leech = !undo && isAlarming(before, after, desk.leechThresholdOf(card.topicId));
      return { outcome: 'created', card: now, leech };
    },
    { touches: [told.cardId] },
  );
  weights.kept();
  return recorded;
}

/** A grading that was added: the card as it stands now, and its memory before and after the grading itself. */
interface Added {
  readonly now: CardNow;
  readonly before: Memory;
  readonly after: Memory;
}

type Place = Pick<EventRow, 'at_ms' | 'received_at_ms'>;

/** A card with the work as it stood when the study day of its review started. */
interface CardOfDay extends KnownCard {
  readonly work: Work | null;
}

function placeOf({ reviewedAtMs }: ReviewTold, receivedAtMs: number): Place {
  const isAhead = reviewedAtMs === undefined || reviewedAtMs > receivedAtMs + CLOCK_TOLERANCE_MS;
  return { at_ms: isAhead ? receivedAtMs : reviewedAtMs, received_at_ms: receivedAtMs };
}

/** The usual review, after all that is known of its card: one step from the memory that was kept. */
async function addLatest(
  tx: Kysely<Tables>,
  desk: ReviewDesk,
  told: ReviewTold,
  place: Place,
  card: CardOfDay,
): Promise<Added> {
  const { row, history } = decide(desk, told, place, card, card.now);
  await append(tx, row);
  const now = await keep(tx, desk, told.cardId, history);
  if (told.mode === 'review') {
    const { cardId, rating } = told;
    await desk.gaps.followReview(tx, desk, { cardId, rating, atMs: place.at_ms, before: card.now.memory });
  }
  return { now, before: card.now.memory, after: history.memory };
}

/** A review that comes late, or after its undo: the card's log is folded anew around it. */
async function addBetween(
  tx: Kysely<Tables>,
  desk: ReviewDesk,
  told: ReviewTold,
  place: Place,
  card: CardOfDay,
): Promise<Added> {
  const log = await logOf(tx, desk, told.cardId);
  const isEarlier = (event: { readonly atMs: number; readonly id: string }) =>
    event.atMs < place.at_ms || (event.atMs === place.at_ms && event.id < told.id);
  const before = foldCard(
    log.filter((event) => event.type === 'undone' || isEarlier(event)),
    desk.schedulerOf(card.topicId),
  );
  const { row, history } = decide(desk, told, place, card, before);
  await append(tx, row);
  const memories = { before: before.memory, after: history.memory };
  if (told.mode === 'cram') return { now: await refold(tx, desk, told.cardId), ...memories };
  const cause = { id: told.id, name: 'late-review', receivedAtMs: place.received_at_ms };
  const now = await reschedule(tx, desk, told.cardId, cause);
  await desk.gaps.refollow(tx, desk, told.cardId);
  return { now, ...memories };
}

/** The row of a review that follows `before`, and what the card is after it. */
function decide(
  desk: ReviewDesk,
  told: ReviewTold,
  place: Place,
  { contentHash, topicId, work }: CardOfDay,
  before: CardHistory,
): { readonly row: NewEvent; readonly history: CardHistory } {
  const { cardId, rating } = told;
  const scheduler = desk.schedulerOf(topicId);
  const after = outcomeOf(desk, scheduler, told, place, before, work);
  const row = eventRow(
    desk,
    { id: told.id, type: 'reviewed', card_id: cardId, ...place },
    {
      ...toldColumns(told),
      rating: ratingNumber(rating),
      mode: told.mode,
      content_hash: contentHash,
      weights_id: weightsId(scheduler.weights),
      predicted_recall: predictedRecall(before.memory, place.at_ms, scheduler),
      ...(told.mode === 'review' && after.due ? dueColumns(after.due) : {}),
    },
  );
  return { row, history: { ...after, lastReviewId: told.id } };
}

/** A crammed review is practice: it moves neither memory nor due time. */
function outcomeOf(
  desk: ReviewDesk,
  scheduler: SchedulerSettings,
  told: ReviewTold,
  place: Place,
  before: CardHistory,
  work: Work | null,
): CardHistory {
  if (told.mode === 'cram') return before;
  const { cardId, rating } = told;
  const grading = { cardId, rating, reviewedAtMs: place.at_ms, studyDay: studyDayAt(desk, place.at_ms) };
  const deciding = { previousDays: before.due?.intervalDays, work };
  const trials = trialsAfter(before.trials, before.memory, grading, scheduler.weights);
  return { ...before, trials, ...review(before.memory, grading, scheduler, desk.learner, deciding) };
}

function predictedRecall(memory: Memory, atMs: number, { weights }: SchedulerSettings): number | null {
  return memory.state === 'new' ? null : recall(memory, atMs, weights);
}

/** What was told and is not worked with here, as the log keeps it. */
function toldColumns(told: ReviewTold) {
  return {
    reviewed_at_ms: told.reviewedAtMs ?? null,
    duration_ms: told.durationMs ?? null,
    points: told.points ? JSON.stringify(told.points) : null,
    expected_last_review_id: told.expectedLastReviewId ?? null,
  };
}

/** The same, told again: what the client sent decides, not what became of it. */
function isSame(event: EventRow, told: ReviewTold): boolean {
  const sent = toldColumns(told);
  return (
    event.type === 'reviewed' &&
    event.card_id === told.cardId &&
    event.rating === ratingNumber(told.rating) &&
    event.mode === told.mode &&
    event.reviewed_at_ms === sent.reviewed_at_ms &&
    event.duration_ms === sent.duration_ms &&
    event.points === sent.points &&
    event.expected_last_review_id === sent.expected_last_review_id
  );
}

function isUnexpected({ expectedLastReviewId }: ReviewTold, { lastReviewId }: CardNow): boolean {
  return expectedLastReviewId !== undefined && expectedLastReviewId !== lastReviewId;
}
