// Reads the log of a learner card by card.
import type { Kysely } from 'kysely';
import { asCardId, asEventId, type CardId, type EventId, type LearnerId } from '../schedule/ids.ts';
import { prepare } from '../store/prepared.ts';
import type { EventRow, OfCard, Tables } from '../store/tables.ts';
import { yieldNow } from '../store/yielding.ts';
import type { ReviewDesk } from './desk.ts';

/** An event without the columns that only its client needs. */
export type LoggedEvent = Pick<EventRow, (typeof COLUMNS)[number]>;

/** All events of a card, ordered by (at_ms, id). */
export interface CardLog {
  readonly cardId: CardId;
  readonly rows: readonly OfCard<LoggedEvent>[];
}

/** The columns to read. Each one costs time, since a million rows may be read. */
const COLUMNS = [
  ...(['arrival', 'id', 'type', 'card_id', 'at_ms', 'received_at_ms', 'reviewed_at_ms', 'zone'] as const),
  ...([
    'study_day',
    'rating',
    'duration_ms',
    'mode',
    'weights_id',
    'predicted_recall',
    'due_at_ms',
    'due_day',
  ] as const),
  ...(['interval_days', 'cause', 'target_id'] as const),
] as const;

/** Yield to the event loop after this many. */
const EVENTS_A_PIECE = 500;

const eventsAfter = prepare<{ learner: LearnerId; card: CardId; atMs: number; id: EventId; limit: number }>()(
  (db, param) =>
    db
      .selectFrom('events')
      .select(COLUMNS)
      .where('learner_id', '=', param('learner'))
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple('card_id', 'at_ms', 'id'), '>', tuple(param('card'), param('atMs'), param('id'))),
      )
      .$narrowType<{ card_id: CardId }>()
      .orderBy('card_id')
      .orderBy('at_ms')
      .orderBy('id')
      .limit(param('limit')),
);

/**
 * Yields the logs of a learner's cards in the order of the cards' ids. Reads in pages and yields to the event loop
 * between them, so an event that arrives meanwhile may be included or not.
 *
 * @param db the database to read from. A long read that must be consistent passes a moment of the store.
 */
export async function* cardLogs(
  desk: ReviewDesk,
  db: Kysely<Tables> = desk.store.read,
): AsyncGenerator<readonly CardLog[]> {
  let rows: OfCard<LoggedEvent>[] = [];
  let place = { card: asCardId(''), atMs: Number.MIN_SAFE_INTEGER, id: asEventId('') };
  for (;;) {
    const page = await eventsAfter.all(db, {
      learner: desk.learner.id,
      ...place,
      limit: EVENTS_A_PIECE,
    });
    const last = page.at(-1);
    if (!last) break;
    const logs: CardLog[] = [];
    for (const row of page) {
      if (rows[0] && rows[0].card_id !== row.card_id) {
        logs.push({ cardId: rows[0].card_id, rows });
        rows = [];
      }
      rows.push(row);
    }
    if (logs.length > 0) yield logs;
    place = { card: last.card_id, atMs: last.at_ms, id: last.id };
    await yieldNow();
  }
  if (rows[0]) yield [{ cardId: rows[0].card_id, rows }];
}
