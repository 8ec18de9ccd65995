// Finds events of a learner's log, and appends to it.

import type { Kysely, RawBuilder } from 'kysely';
import { asEventId, type CardId, type EventId, type LearnerId } from '../schedule/ids.ts';
import type { CardEvent } from '../schedule/types.ts';
import { nextArrival } from '../store/arrival.ts';
import { prepare } from '../store/prepared.ts';
import type { Pause } from '../store/store.ts';
import type { EventRow, OfCard, Tables } from '../store/tables.ts';
import type { ReviewDesk } from './desk.ts';
import { undoId } from './live-reviews.ts';
import { cardEvent, FOLDED_COLUMNS, type NewEvent } from './rows.ts';

type Tx = Kysely<Tables>;

const eventsById = prepare<{ learner: LearnerId; id: EventId; undoId: EventId }>()((db, param) =>
  db
    .selectFrom('events')
    .selectAll()
    .where('learner_id', '=', param('learner'))
    .where('id', 'in', [param('id'), param('undoId')]),
);

/** Finds the event with an id, and the undo of that event, which may arrive first. */
export async function findEvent(
  tx: Tx,
  desk: ReviewDesk,
  id: EventId,
): Promise<{ readonly event: EventRow | undefined; readonly undo: EventRow | undefined }> {
  const rows = await eventsById.all(tx, { learner: desk.learner.id, id, undoId: undoId(id) });
  return {
    event: rows.find((row) => row.id === id),
    undo: rows.find((row) => row.id === undoId(id)),
  };
}

const insertEvent = prepare<NewEvent>()((db, param) =>
  db.insertInto('events').values({
    learner_id: param('learner_id'),
    arrival: nextArrival(param('learner_id')),
    id: param('id'),
    type: param('type'),
    card_id: param('card_id'),
    at_ms: param('at_ms'),
    received_at_ms: param('received_at_ms'),
    zone: param('zone'),
    rollover_minutes: param('rollover_minutes'),
    study_day: param('study_day'),
    reviewed_at_ms: param('reviewed_at_ms'),
    rating: param('rating'),
    duration_ms: param('duration_ms'),
    mode: param('mode'),
    points: param('points'),
    expected_last_review_id: param('expected_last_review_id'),
    content_hash: param('content_hash'),
    weights_id: param('weights_id'),
    predicted_recall: param('predicted_recall'),
    due_at_ms: param('due_at_ms'),
    due_day: param('due_day'),
    interval_days: param('interval_days'),
    cause: param('cause'),
    target_id: param('target_id'),
  }),
);

/** Appends an event to the log of its learner, with the next arrival. */
export async function append(tx: Tx, event: NewEvent): Promise<void> {
  await insertEvent.all(tx, event);
}

type CardKey = { learner: LearnerId; card: CardId };

const rowsOfCard = prepare<CardKey>()((db, param) =>
  ofCard(db, param('learner'), param('card')).selectAll().$narrowType<{ card_id: CardId }>(),
);
const foldedOfCard = prepare<CardKey & { afterMs: number; afterId: EventId; limit: number }>()((db, param) =>
  ofCard(db, param('learner'), param('card'))
    .select(FOLDED_COLUMNS)
    .$narrowType<{ card_id: CardId }>()
    .where(({ eb, refTuple, tuple }) =>
      eb(refTuple('at_ms', 'id'), '>', tuple(param('afterMs'), param('afterId'))),
    )
    .limit(param('limit')),
);

function ofCard(db: Tx, learner: RawBuilder<LearnerId>, card: RawBuilder<CardId>) {
  return db
    .selectFrom('events')
    .where('learner_id', '=', learner)
    .where('card_id', '=', card)
    .orderBy('at_ms')
    .orderBy('id');
}

/** Returns the rows of all events of a card, ordered by (at_ms, id). */
export async function rowsOf(tx: Tx, desk: ReviewDesk, cardId: CardId): Promise<readonly OfCard<EventRow>[]> {
  return rowsOfCard.all(tx, { learner: desk.learner.id, card: cardId });
}

const withoutCard = prepare<{ learner: LearnerId }>()((db, param) =>
  db
    .selectFrom('events')
    .selectAll()
    .where('learner_id', '=', param('learner'))
    .where('card_id', 'is', null)
    .orderBy('at_ms')
    .orderBy('id'),
);

/** Returns the undos that arrived before their reviews, and so name no card. */
export async function earlyUndos(tx: Tx, desk: Pick<ReviewDesk, 'learner'>): Promise<readonly EventRow[]> {
  return withoutCard.all(tx, { learner: desk.learner.id });
}

/** Returns the row to add to a card's log for an undo that arrived before its review. */
export function boundUndo(undo: EventRow, cardId: CardId): OfCard<NewEvent> {
  return { ...undo, id: asEventId(`${undo.id}:${cardId}`), card_id: cardId };
}

/** Yield to the event loop after this many events of one card. */
const EVENTS_A_PAGE = 2_000;

/**
 * Returns all events of a card as the fold reads them, ordered by (at_ms, id).
 *
 * @param pause called between the pages of a long log
 */
export async function logOf(
  db: Tx,
  desk: Pick<ReviewDesk, 'learner'>,
  cardId: CardId,
  pause?: Pause,
): Promise<CardEvent[]> {
  const key = { learner: desk.learner.id, card: cardId, limit: EVENTS_A_PAGE };
  const log: CardEvent[] = [];
  for (;;) {
    const { atMs, id } = log.at(-1) ?? BEFORE_ALL;
    const page = await foldedOfCard.all(db, { ...key, afterMs: atMs, afterId: id });
    for (const row of page) log.push(cardEvent(row));
    if (page.length < EVENTS_A_PAGE) return log;
    await pause?.();
  }
}

const BEFORE_ALL = { atMs: Number.MIN_SAFE_INTEGER, id: asEventId('') };

/** Returns the time of the latest event, or -Infinity if there are none. */
export function lastAtMs(log: readonly CardEvent[]): number {
  return log.reduce((latest, { atMs }) => Math.max(latest, atMs), Number.NEGATIVE_INFINITY);
}

const arrivedSince = prepare<{ learner: LearnerId; upTo: number }>()((db, param) =>
  db
    .selectFrom('events')
    .select('card_id')
    .where('learner_id', '=', param('learner'))
    .where('arrival', '>', param('upTo'))
    .where('card_id', 'is not', null)
    .$narrowType<{ card_id: CardId }>(),
);

/** Returns the cards with events that arrived after `upTo`, an arrival. */
export async function cardsSince(tx: Tx, learner: LearnerId, upTo: number): Promise<ReadonlySet<CardId>> {
  const rows = await arrivedSince.all(tx, { learner, upTo });
  return new Set(rows.map((row) => row.card_id));
}
