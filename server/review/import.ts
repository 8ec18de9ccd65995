// Imports reviews that were made elsewhere.
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { loadByDay, storedLoadByDay } from '../log/day-load.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { append, boundUndo, earlyUndos, logOf } from '../log/events.ts';
import { reschedule, schedulerFor } from '../log/memories.ts';
import { cardEvent, dueColumns, eventRow, type NewEvent, ratingNumber } from '../log/rows.ts';
import { weightsInUse } from '../log/weights.ts';
import { gradingOf, type LoadOn } from '../schedule/fold.ts';
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
import type { EventRow, OfCard, Tables } from '../store/tables.ts';

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

/** Write or read this many at once, and let other work run in between. */
const ROWS_AT_ONCE = 100;
const IDS_AT_ONCE = 500;

/**
 * Adds reviews made elsewhere to the log, each only once even if it is imported again, and folds their cards again.
 * Study days follow the learner's current calendar. Memory and due times become what they would be if the reviews had
 * been made here with today's settings. Reviews of a card that is not in a file are kept until it is.
 *
 * A few cards are written at a time, and other work runs in between. Repeating an interrupted import completes it.
 */
export async function importReviews(desk: ReviewDesk, gradings: readonly PastGrading[]): Promise<Imported> {
  const latestMs = desk.clock() + CLOCK_TOLERANCE_MS;
  const places = gradings.flatMap(({ reviewedAtMs }, place) => (reviewedAtMs > latestMs ? [place] : []));
  if (places.length > 0) return { outcome: 'in-future', places };

  const taken = await otherContent(desk, gradings);
  if (taken.length > 0) return { outcome: 'conflict', places: taken };

  await loadByDay(desk);
  const weights = weightsInUse(desk.store);
  const cards = byCard(gradings);
  let added = 0;
  for (const together of atOnce(cards)) {
    const counts = together.map(([cardId, some]) =>
      desk.store.write(
        async (tx) => {
          const scheduler = await schedulerFor(tx, desk, cardId);
          await weights.keep(tx, scheduler.weights);
          return addToCard(tx, desk, scheduler, cardId, some);
        },
        { touches: [cardId] },
      ),
    );
    for (const count of await Promise.all(counts)) added += count;
    weights.kept();
  }
  return { outcome: 'imported', added, withoutCard: await withoutCardOf(desk, [...cards.keys()]) };
}

/** The places of the reviews whose id belongs to another event or to another review before them. */
async function otherContent(desk: ReviewDesk, gradings: readonly PastGrading[]): Promise<readonly number[]> {
  const known = new Map<string, string>();
  const ids = gradings.flatMap(({ id }) => id ?? []);
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    const rows = await desk.store.read
      .selectFrom('events')
      .select(['id', 'type', 'card_id', 'rating', 'at_ms'])
      .where('learner_id', '=', desk.learner.id)
      .where('id', 'in', ids.slice(from, from + IDS_AT_ONCE))
      .execute();
    for (const row of rows) known.set(row.id, contentOf(row));
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

type CardGradings = readonly [cardId: CardId, gradings: readonly PastGrading[]];

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

/** Yields what to write in one commit: whole cards, unless a card has too many reviews. */
function* atOnce(cards: ReadonlyMap<CardId, readonly PastGrading[]>): Generator<readonly CardGradings[]> {
  let together: CardGradings[] = [];
  let rows = 0;
  for (const [cardId, gradings] of cards) {
    for (let from = 0; from < gradings.length; from += ROWS_AT_ONCE) {
      const some = gradings.slice(from, from + ROWS_AT_ONCE);
      if (rows > 0 && rows + some.length > ROWS_AT_ONCE) {
        yield together;
        together = [];
        rows = 0;
      }
      together.push([cardId, some]);
      rows += some.length;
    }
  }
  yield together;
}

/** Adds the reviews of a card that are not in its log. Returns their number. */
async function addToCard(
  tx: Kysely<Tables>,
  desk: ReviewDesk,
  scheduler: SchedulerSettings,
  cardId: CardId,
  gradings: readonly PastGrading[],
): Promise<number> {
  const receivedAtMs = desk.clock();
  const log = await logOf(tx, desk, cardId);
  const held = new Set(log.map(({ id }) => id));
  const given = new Map(gradings.map((grading) => [idOf(grading), grading] as const));
  const rows = [...given]
    .filter(([id]) => !held.has(id))
    .map(([id, grading]) => rowOf(desk, scheduler, id, grading, receivedAtMs));
  const [first] = rows;
  if (!first) return 0;
  const added = new Set(rows.map(({ id }) => id));
  for (const undo of await earlyUndos(tx, desk)) {
    if (undo.target_id !== null && added.has(undo.target_id)) rows.push(boundUndo(undo, cardId));
  }
  const loadOn = await storedLoadByDay(tx, desk);
  const decided = decisions(desk, scheduler, [...log, ...rows.map(cardEvent)], loadOn);
  for (const row of rows) await append(tx, { ...row, ...decided.get(row.id) });
  await reschedule(tx, desk, cardId, { id: first.id, name: 'import', receivedAtMs });
  await desk.gaps.refollow(tx, desk, cardId);
  return added.size;
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
function decisions(
  desk: ReviewDesk,
  scheduler: SchedulerSettings,
  log: readonly CardEvent[],
  loadOn: LoadOn,
): ReadonlyMap<EventId, Decision> {
  const decided = new Map<EventId, Decision>();
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
  }
  return decided;
}

/** The cards that were never in a file. */
async function withoutCardOf(desk: ReviewDesk, cardIds: readonly CardId[]): Promise<readonly CardId[]> {
  const unknown = new Set(cardIds);
  for (let from = 0; from < cardIds.length; from += IDS_AT_ONCE) {
    const some = cardIds.slice(from, from + IDS_AT_ONCE);
    const rows = await desk.store.read.selectFrom('cards').select('id').where('id', 'in', some).execute();
    for (const { id } of rows) unknown.delete(id);
  }
  return [...unknown];
}
