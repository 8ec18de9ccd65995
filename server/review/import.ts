// Imports reviews that were made elsewhere.
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type Addition, type LoggedCard, rescheduling, workOut } from '../log/additions.ts';
import { loadByDay } from '../log/day-load.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { boundUndo, earlyUndos } from '../log/events.ts';
import { schedulerFor } from '../log/memories.ts';
import { cardEvent, dueColumns, eventRow, type NewEvent, ratingNumber } from '../log/rows.ts';
import { weightsInUse } from '../log/weights.ts';
import { gradingOf } from '../schedule/fold.ts';
import { asEventId, type CardId, type EventId } from '../schedule/ids.ts';
import { isGrading, standing } from '../schedule/live-reviews.ts';
import { NEW } from '../schedule/memory.ts';
import { recall } from '../schedule/recall.ts';
import { review } from '../schedule/review.ts';
import type { PastGrading } from '../schedule/review-file.ts';
import { weightsId } from '../schedule/settings.ts';
import {
  type CardEvent,
  CLOCK_TOLERANCE_MS,
  type Memory,
  type SchedulerSettings,
} from '../schedule/types.ts';
import type { Pause } from '../store/store.ts';
import type { EventRow, OfCard, Tables } from '../store/tables.ts';
import { yieldAfter, yieldNow } from '../store/yielding.ts';

export type Imported =
  | {
      readonly outcome: 'imported';
      /** The number of reviews that were added. The log had the others already. */
      readonly added: number;
      /** The cards of these reviews that were never in a file. */
      readonly withoutCard: readonly CardId[];
    }
  /** Nothing was stored: the reviews at these places, counted from 0, lie in the future. */
  | { readonly outcome: 'in-future'; readonly places: readonly number[] }
  /** Nothing was stored: the ids of the reviews at these places belong to other events. */
  | { readonly outcome: 'conflict'; readonly places: readonly number[] };

/** Read this many at once, and let other work run in between. */
const IDS_AT_ONCE = 500;
/** Yield to the event loop after this many. */
const REVIEWS_A_PIECE = 200;

/**
 * Adds reviews made elsewhere to the log, all or none, each only once even if it is imported again, and folds their
 * cards again. Study days follow the learner's current calendar. Memory and due times become what they would be if the
 * reviews had been made here with today's settings. Reviews of a card that is not in a file are kept until it is.
 */
export async function importReviews(desk: ReviewDesk, gradings: readonly PastGrading[]): Promise<Imported> {
  const receivedAtMs = desk.clock();
  const latestMs = receivedAtMs + CLOCK_TOLERANCE_MS;
  const places = gradings.flatMap(({ reviewedAtMs }, place) => (reviewedAtMs > latestMs ? [place] : []));
  if (places.length > 0) return { outcome: 'in-future', places };

  const taken = await otherContent(desk.store.read, desk, gradings, yieldNow);
  if (taken.length > 0) return { outcome: 'conflict', places: taken };

  await loadByDay(desk);
  const weights = weightsInUse(desk.store);
  const cards = byCard(gradings);
  let undos = await earlyUndos(desk.store.read, desk);
  const additions = await workOut(desk, cards.keys(), (card) =>
    importing(desk, card, cards.get(card.cardId) ?? [], undos, receivedAtMs),
  );
  const imported = await desk.store.write(
    async (tx, pause): Promise<Imported> => {
      const takenSince = await otherContent(tx, desk, gradings, pause);
      if (takenSince.length > 0) return { outcome: 'conflict', places: takenSince };
      const known = new Set(undos.map(({ id }) => id));
      undos = await earlyUndos(tx, desk);
      const undone = new Set(undos.flatMap(({ id, target_id: target }) => (known.has(id) ? [] : target)));
      const others = new Set(
        undone.size === 0 ? [] : gradings.filter((one) => undone.has(idOf(one))).map(({ cardId }) => cardId),
      );
      const pieces = yieldAfter(REVIEWS_A_PIECE, pause);
      for (const cardId of cards.keys()) {
        await weights.keep(tx, (await schedulerFor(tx, desk, cardId)).weights);
        await pieces();
      }
      const written = await additions.write(tx, cards.keys(), pause, others);
      const added = written.flatMap(({ rows }) => rows.filter(({ type }) => type === 'reviewed')).length;
      return { outcome: 'imported', added, withoutCard: await withoutCardOf(tx, [...cards.keys()], pause) };
    },
    { touches: [...cards.keys()] },
  );
  weights.kept();
  return imported;
}

/** The places of the reviews whose id belongs to another event or to another review before them. */
async function otherContent(
  db: Kysely<Tables>,
  desk: ReviewDesk,
  gradings: readonly PastGrading[],
  pause: Pause,
): Promise<readonly number[]> {
  const known = new Map<string, string>();
  const ids = gradings.flatMap(({ id }) => id ?? []);
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    const rows = await db
      .selectFrom('events')
      .select(['id', 'type', 'card_id', 'rating', 'at_ms'])
      .where('learner_id', '=', desk.learner.id)
      .where('id', 'in', ids.slice(from, from + IDS_AT_ONCE))
      .execute();
    for (const row of rows) known.set(row.id, contentOf(row));
    await pause();
  }
  return gradings.flatMap(({ id, cardId, rating, reviewedAtMs }, place) => {
    if (id === undefined) return [];
    const content = contentOf({
      type: 'reviewed',
      card_id: cardId,
      rating: ratingNumber(rating),
      at_ms: reviewedAtMs,
    });
    const held = known.get(id) ?? content;
    known.set(id, held);
    return held === content ? [] : [place];
  });
}

function contentOf(row: Pick<EventRow, 'type' | 'card_id' | 'rating' | 'at_ms'>): string {
  return `${row.type} ${row.card_id} ${row.rating} ${row.at_ms}`;
}

/** The reviews of each card, in the order of time. */
function byCard(gradings: readonly PastGrading[]): ReadonlyMap<CardId, readonly PastGrading[]> {
  const cards = new Map<CardId, PastGrading[]>();
  for (const grading of gradings) {
    const ofCard = cards.get(grading.cardId) ?? [];
    cards.set(grading.cardId, ofCard);
    ofCard.push(grading);
  }
  for (const ofCard of cards.values()) ofCard.sort((a, b) => a.reviewedAtMs - b.reviewedAtMs);
  return cards;
}

/** Adds the reviews of a card that are not in its log; null if it has them all. */
async function importing(
  desk: ReviewDesk,
  card: LoggedCard,
  gradings: readonly PastGrading[],
  undos: readonly EventRow[],
  receivedAtMs: number,
): Promise<Addition | null> {
  const { cardId, log, scheduler } = card;
  const held = new Set(log.map(({ id }) => id));
  const reviews: OfCard<NewEvent>[] = [];
  const pieces = yieldAfter(REVIEWS_A_PIECE, card.pause);
  for (const grading of gradings) {
    const id = idOf(grading);
    if (!held.has(id)) reviews.push(rowOf(desk, scheduler, id, grading, receivedAtMs));
    held.add(id);
    await pieces();
  }
  const [first] = reviews;
  if (!first) return null;
  const added = new Set(reviews.map(({ id }) => id));
  const undone = undos.filter(({ target_id: target }) => target !== null && added.has(target));
  const rows = [...reviews, ...undone.map((undo) => boundUndo(undo, cardId))];
  const decided = await decisions(desk, card, [...log, ...rows.map(cardEvent)]);
  const cause = { id: first.id, name: 'import', receivedAtMs };
  return rescheduling(
    desk,
    card,
    rows.map((row) => ({ ...row, ...decided.get(row.id) })),
    cause,
  );
}

/** Returns the id of a review. Without one, makes a UUID of version 5, which is always the same for the same review. */
function idOf({ id, cardId, reviewedAtMs, rating }: PastGrading): EventId {
  if (id !== undefined) return id;
  const hash = createHash('sha1').update(`tenax import\n${cardId}\n${reviewedAtMs}\n${rating}`).digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return asEventId(hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'));
}

function rowOf(
  desk: ReviewDesk,
  scheduler: SchedulerSettings,
  id: EventId,
  grading: PastGrading,
  receivedAtMs: number,
): OfCard<NewEvent> {
  const { cardId, rating, reviewedAtMs, durationMs } = grading;
  return eventRow(
    desk,
    { id, type: 'reviewed', card_id: cardId, at_ms: reviewedAtMs, received_at_ms: receivedAtMs },
    {
      reviewed_at_ms: reviewedAtMs,
      rating: ratingNumber(rating),
      duration_ms: durationMs,
      mode: 'review',
      weights_id: weightsId(scheduler.weights),
    },
  );
}

type Decision = Pick<EventRow, 'predicted_recall' | 'due_at_ms' | 'due_day' | 'interval_days'>;

/** The predicted recall and the due time of each grading that was not undone, with today's settings. */
async function decisions(
  desk: ReviewDesk,
  { scheduler, loadOn, pause }: LoggedCard,
  log: readonly CardEvent[],
): Promise<ReadonlyMap<EventId, Decision>> {
  const decided = new Map<EventId, Decision>();
  const pieces = yieldAfter(REVIEWS_A_PIECE, pause);
  let memory: Memory = NEW;
  let previousDays: number | undefined;
  for (const event of standing(log)) {
    if (event.type === 'reset') memory = NEW;
    if (!isGrading(event)) continue;
    const grading = gradingOf(event);
    const deciding = { previousDays, load: loadOn(event.studyDay) };
    const outcome = review(memory, grading, scheduler, desk.learner, deciding);
    const isNew = memory.state === 'new';
    const predicted = isNew ? null : recall(memory, event.atMs, scheduler.weights);
    decided.set(event.id, { predicted_recall: predicted, ...dueColumns(outcome.due) });
    memory = outcome.memory;
    previousDays = outcome.due.intervalDays;
    await pieces();
  }
  return decided;
}

/** The cards that were never in a file. */
async function withoutCardOf(
  db: Kysely<Tables>,
  cardIds: readonly CardId[],
  pause: Pause,
): Promise<readonly CardId[]> {
  const unknown = new Set(cardIds);
  for (let from = 0; from < cardIds.length; from += IDS_AT_ONCE) {
    const some = cardIds.slice(from, from + IDS_AT_ONCE);
    const rows = await db.selectFrom('cards').select('id').where('id', 'in', some).execute();
    for (const { id } of rows) unknown.delete(id);
    await pause();
  }
  return [...unknown];
}
