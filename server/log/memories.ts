// The stored memory of each card: the fold of its events.

import type { Kysely } from 'kysely';
import { foldCard, refoldCard } from '../schedule/fold.ts';
import { asEventId, type CardId, type LearnerId, type TopicId } from '../schedule/ids.ts';
import type { CardHistory, Due, SchedulerSettings } from '../schedule/types.ts';
import { prepare } from '../store/prepared.ts';
import type { MemoryRow, Tables } from '../store/tables.ts';
import { storedLoadByDay } from './day-load.ts';
import type { CardNow, ReviewDesk } from './desk.ts';
import { append, lastAtMs, logOf } from './events.ts';
import { dueColumns, eventRow, historyOf, memoryRow, type NewEvent } from './rows.ts';

type Tx = Kysely<Tables>;

/** Finds the stored memory of a card. */
export const memoryByCard = prepare<{ learner: LearnerId; id: CardId }>()((db, param) =>
  db
    .selectFrom('memories')
    .selectAll()
    .where('learner_id', '=', param('learner'))
    .where('card_id', '=', param('id')),
);

const cardById = prepare<{ learner: LearnerId; id: CardId }>()((db, param) =>
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

/** A card that is or was in the files, with its stored memory and the time of its latest event. */
export interface KnownCard {
  readonly topicId: TopicId;
  readonly contentHash: string;
  readonly lastAtMs: number;
  readonly now: CardNow;
}

/** Finds a card that is or was in the files. Returns undefined for an unknown id. */
export async function findCard(tx: Tx, desk: ReviewDesk, cardId: CardId): Promise<KnownCard | undefined> {
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

/** Stores the memory of a card and returns the card with it. */
export async function keep(tx: Tx, desk: ReviewDesk, cardId: CardId, history: CardHistory): Promise<CardNow> {
  await upsertMemory.all(tx, memoryRow(desk.learner.id, cardId, history));
  return { cardId, ...history };
}

const topicOfCard = prepare<{ id: CardId }>()((db, param) =>
  db.selectFrom('cards').select('topic_id').where('id', '=', param('id')),
);

/** Returns the topic of a card, or null if the card was never in a file. */
export async function topicOf(tx: Tx, cardId: CardId): Promise<string | null> {
  return (await topicOfCard.first(tx, { id: cardId }))?.topic_id ?? null;
}

/** Returns the settings that schedule a card: those of its topic. */
export async function schedulerFor(tx: Tx, desk: ReviewDesk, cardId: CardId): Promise<SchedulerSettings> {
  return desk.schedulerOf(await topicOf(tx, cardId));
}

/** Folds a card's log again and stores the memory. Keeps the due time that the log recorded. */
export async function refold(tx: Tx, desk: ReviewDesk, cardId: CardId): Promise<CardNow> {
  const scheduler = await schedulerFor(tx, desk, cardId);
  return keep(tx, desk, cardId, foldCard(await logOf(tx, desk, cardId), scheduler));
}

/** The reason why a due time moved, with an id that no other cause has. */
export interface Cause {
  readonly id: string;
  readonly name: string;
  readonly receivedAtMs: number;
}

/**
 * Folds a card's log again after a change and stores the memory. If the due time that the log recorded no longer
 * holds, appends a `rescheduled` event with the new one.
 */
export async function reschedule(tx: Tx, desk: ReviewDesk, cardId: CardId, cause: Cause): Promise<CardNow> {
  const log = await logOf(tx, desk, cardId);
  const scheduler = await schedulerFor(tx, desk, cardId);
  const loadOn = await storedLoadByDay(tx, desk);
  const { history, due } = refoldCard(log, scheduler, desk.learner, loadOn);
  if (!due) return keep(tx, desk, cardId, history);
  await append(tx, rescheduledRow(desk, cardId, due, lastAtMs(log), cause));
  return keep(tx, desk, cardId, { ...history, due });
}

/**
 * Returns the row of a `rescheduled` event.
 *
 * @param lastAtMs the time of the card's latest event. The row comes after it, even if it is ahead of the clock.
 */
export function rescheduledRow(
  desk: ReviewDesk,
  cardId: CardId,
  due: Due,
  lastAtMs: number,
  { id, name, receivedAtMs }: Cause,
): NewEvent {
  return eventRow(
    desk,
    {
      id: asEventId(`resched:${id}`),
      type: 'rescheduled',
      card_id: cardId,
      at_ms: Math.max(receivedAtMs, lastAtMs + 1),
      received_at_ms: receivedAtMs,
    },
    { ...dueColumns(due), cause: name },
  );
}
