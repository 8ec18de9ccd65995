import type { Kysely, RawBuilder } from 'kysely';
import { foldCard, refoldCard } from '../schedule/fold.ts';
import type { CardEvent, CardHistory, Due, SchedulerSettings } from '../schedule/types.ts';
import { prepare } from '../store/prepared.ts';
import type { EventRow, MemoryRow, Tables } from '../store/tables.ts';
import type { CardNow, ReviewDesk } from './desk.ts';
import { cardEvent, dueColumns, eventRow, FOLDED_COLUMNS, historyOf, memoryRow } from './rows.ts';
import { keptWorkByDay } from './work.ts';

type Tx = Kysely<Tables>;

/** The id of the event that undoes a review. */
export const undoId = (reviewId: string): string => `undo:${reviewId}`;

const eventsById = prepare<{ learner: string; id: string; undoId: string }>()((db, param) =>
  db
    .selectFrom('events')
    .selectAll()
    .where('learner_id', '=', param('learner'))
    .where('id', 'in', [param('id'), param('undoId')]),
);

/** The event with an id and the undo of that event, as far as they have arrived. */
export async function findEvent(
  tx: Tx,
  desk: ReviewDesk,
  id: string,
): Promise<{ readonly event: EventRow | undefined; readonly undo: EventRow | undefined }> {
  const rows = await eventsById.all(tx, { learner: desk.learner.id, id, undoId: undoId(id) });
  return {
    event: rows.find((row) => row.id === id),
    undo: rows.find((row) => row.id === undoId(id)),
  };
}

const cardById = prepare<{ learner: string; id: string }>()((db, param) =>
  db
    .selectFrom('cards')
    .select(['id', 'topic_id', 'content_hash'])
    .select((eb) =>
      eb
        .selectFrom('events')
        .select((of) => of.fn.max('at_ms').as('at_ms'))
        .where('learner_id', '=', param('learner'))
        .whereRef('card_id', '=', 'cards.id')
        .as('last_at_ms'),
    )
    .where('id', '=', param('id')),
);

/** The row of a card's fold. */
export const memoryByCard = prepare<{ learner: string; id: string }>()((db, param) =>
  db
    .selectFrom('memories')
    .selectAll()
    .where('learner_id', '=', param('learner'))
    .where('card_id', '=', param('id')),
);

/** A card ever known, with the fold kept of it and the place of its latest event. */
export interface KnownCard {
  readonly topicId: string;
  readonly contentHash: string;
  readonly lastAtMs: number;
  readonly now: CardNow;
}

export async function findCard(tx: Tx, desk: ReviewDesk, cardId: string): Promise<KnownCard | undefined> {
  const key = { learner: desk.learner.id, id: cardId };
  const card = await cardById.first(tx, key);
  if (!card) return undefined;
  return {
    topicId: card.topic_id,
    contentHash: card.content_hash,
    lastAtMs: card.last_at_ms ?? Number.NEGATIVE_INFINITY,
    now: { cardId, ...historyOf(await memoryByCard.first(tx, key)) },
  };
}

const insertEvent = prepare<EventRow>()((db, param) =>
  db.insertInto('events').values({
    learner_id: param('learner_id'),
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

export async function append(tx: Tx, event: EventRow): Promise<void> {
  await insertEvent.all(tx, event);
}

const upsertMemory = prepare<MemoryRow>()((db, param) => {
  const fold = {
    state: param('state'),
    step: param('step'),
    stability: param('stability'),
    difficulty: param('difficulty'),
    reps: param('reps'),
    lapses: param('lapses'),
    first_study_day: param('first_study_day'),
    last_study_day: param('last_study_day'),
    last_reviewed_at_ms: param('last_reviewed_at_ms'),
    last_review_id: param('last_review_id'),
    due_at_ms: param('due_at_ms'),
    due_day: param('due_day'),
    interval_days: param('interval_days'),
    memory_interval_days: param('memory_interval_days'),
    suspended: param('suspended'),
    buried_day: param('buried_day'),
    trials: param('trials'),
    trials_passed: param('trials_passed'),
    trials_predicted: param('trials_predicted'),
    surprise: param('surprise'),
    information: param('information'),
  };
  return db
    .insertInto('memories')
    .values({ learner_id: param('learner_id'), card_id: param('card_id'), ...fold })
    .onConflict((conflict) => conflict.columns(['learner_id', 'card_id']).doUpdateSet(fold));
});

/** Keeps the fold of a card. */
export async function keep(tx: Tx, desk: ReviewDesk, cardId: string, history: CardHistory): Promise<CardNow> {
  await upsertMemory.all(tx, memoryRow(desk.learner.id, cardId, history));
  return { cardId, ...history };
}

type OfCard = { learner: string; card: string };

const rowsOfCard = prepare<OfCard>()((db, param) => ofCard(db, param('learner'), param('card')).selectAll());
const foldedOfCard = prepare<OfCard>()((db, param) =>
  ofCard(db, param('learner'), param('card')).select(FOLDED_COLUMNS),
);

function ofCard(db: Tx, learner: RawBuilder<string>, card: RawBuilder<string>) {
  return db
    .selectFrom('events')
    .where('learner_id', '=', learner)
    .where('card_id', '=', card)
    .orderBy('at_ms')
    .orderBy('id');
}

/** The rows of all that the log holds of a card, ordered by (at_ms, id). */
export async function rowsOf(tx: Tx, desk: ReviewDesk, cardId: string): Promise<readonly EventRow[]> {
  return rowsOfCard.all(tx, { learner: desk.learner.id, card: cardId });
}

/** The undos that came before their reviews, which knew no card. */
export async function earlyUndos(tx: Tx, desk: ReviewDesk): Promise<readonly EventRow[]> {
  return rowsOf(tx, desk, '');
}

/** An early undo as the log of the card holds it, once the review has come. */
export function boundUndo(undo: EventRow, cardId: string): EventRow {
  return { ...undo, id: `${undo.id}:${cardId}`, card_id: cardId };
}

/** All that the log holds of a card, ordered by (at_ms, id). */
export async function logOf(tx: Tx, desk: Pick<ReviewDesk, 'learner'>, cardId: string): Promise<CardEvent[]> {
  return (await foldedOfCard.all(tx, { learner: desk.learner.id, card: cardId })).map(cardEvent);
}

const topicOfCard = prepare<{ id: string }>()((db, param) =>
  db.selectFrom('cards').select('topic_id').where('id', '=', param('id')),
);

/** The topic of a card; null where no file has ever held it. */
export async function topicOf(tx: Tx, cardId: string): Promise<string | null> {
  return (await topicOfCard.first(tx, { id: cardId }))?.topic_id ?? null;
}

/** The settings that a card is scheduled by: those of its topic. */
export async function schedulerFor(tx: Tx, desk: ReviewDesk, cardId: string): Promise<SchedulerSettings> {
  return desk.schedulerOf(await topicOf(tx, cardId));
}

/** Folds a card's log anew and keeps the outcome. */
export async function refold(tx: Tx, desk: ReviewDesk, cardId: string): Promise<CardNow> {
  const scheduler = await schedulerFor(tx, desk, cardId);
  return keep(tx, desk, cardId, foldCard(await logOf(tx, desk, cardId), scheduler));
}

/** What moved a due time; `id` tells it from every other. */
export interface Cause {
  readonly id: string;
  readonly name: string;
  readonly receivedAtMs: number;
}

/**
 * Records a new due time where what happened to the log (the cause's id is that of an event, or of what else moved
 * it) leaves the recorded one behind, then folds as `refold` does.
 */
export async function reschedule(tx: Tx, desk: ReviewDesk, cardId: string, cause: Cause): Promise<CardNow> {
  const log = await logOf(tx, desk, cardId);
  const scheduler = await schedulerFor(tx, desk, cardId);
  const workOn = await keptWorkByDay(tx, desk);
  const { history, due } = refoldCard(log, scheduler, desk.learner, workOn);
  if (!due) return keep(tx, desk, cardId, history);
  await append(tx, rescheduledRow(desk, cardId, due, lastAtMs(log), cause));
  return keep(tx, desk, cardId, { ...history, due });
}

/** Where the latest of some events stands. */
export function lastAtMs(log: readonly CardEvent[]): number {
  return log.reduce((latest, { atMs }) => Math.max(latest, atMs), Number.NEGATIVE_INFINITY);
}

/** @param lastAtMs of the card's latest event: its decision, which this replaces, may be told a little ahead of time. */
export function rescheduledRow(
  desk: ReviewDesk,
  cardId: string,
  due: Due,
  lastAtMs: number,
  { id, name, receivedAtMs }: Cause,
): EventRow {
  return eventRow(
    desk,
    {
      id: `resched:${id}`,
      type: 'rescheduled',
      card_id: cardId,
      at_ms: Math.max(receivedAtMs, lastAtMs + 1),
      received_at_ms: receivedAtMs,
    },
    { ...dueColumns(due), cause: name },
  );
}
