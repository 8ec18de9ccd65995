/**
 * SQL conditions for events that are undone, gradings or live reviews, for SQLite and PostgreSQL.
 * server/schedule/live-reviews.ts defines these words and has the same conditions for a log in memory.
 *
 * ```ts
 * db.selectFrom('events as e').select('e.duration_ms').where(stands('e')).where(isGrading('e'))
 * ```
 */

import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { asEventId, type EventId } from '../schedule/ids.ts';

const UNDO = 'undo:';

/** Returns the id of the event that undoes a review or an act. It is derived, so that each is undone only once. */
export const undoId = (id: EventId): EventId => asEventId(`${UNDO}${id}`);

/** Whether an event was undone. @param events the name or alias of the events table in the query. */
export function isUndone(events: string): RawBuilder<SqlBool> {
  return sql`exists (
    select its_undo.id from events as its_undo
    where its_undo.learner_id = ${column(events, 'learner_id')}
      and its_undo.id = ${sql.lit(UNDO)} || ${column(events, 'id')}
  )`;
}

/** Whether an event was not undone. Also true of practice and of events before a reset. */
export function stands(events: string): RawBuilder<SqlBool> {
  return sql`not ${isUndone(events)}`;
}

/** Whether an event grades a card: a review that is not practice. */
export function isGrading(events: string): RawBuilder<SqlBool> {
  return sql`(${column(events, 'type')} = 'reviewed' and ${column(events, 'mode')} is distinct from 'cram')`;
}

/**
 * Whether an event is a live review: a grading that was not undone, and not followed by a reset of its card (unless that
 * was undone). Reads all later events of the card. For all reviews of a card, fold its log instead.
 */
export function isLive(events: string): RawBuilder<SqlBool> {
  const place = sql`(${column(events, 'at_ms')}, ${column(events, 'id')})`;
  return sql`(${isGrading(events)} and ${stands(events)} and not exists (
    select its_reset.id from events as its_reset
    where its_reset.learner_id = ${column(events, 'learner_id')}
      and its_reset.card_id = ${column(events, 'card_id')}
      and (its_reset.at_ms, its_reset.id) > ${place}
      and its_reset.type = 'reset'
      and ${stands('its_reset')}
  ))`;
}

function column(events: string, name: string): RawBuilder<unknown> {
  return sql.ref(`${events}.${name}`);
}
