import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { LearnerId } from '../schedule/ids.ts';
import { prepare } from './prepared.ts';
import type { Tables } from './tables.ts';
import { yieldNow } from './yielding.ts';

// A learner's events are numbered in the order in which the log took them: their arrival. Whoever keeps the arrival up
// to which they have read the log sees at once what came since, in whatever order it was done.

/**
 * The number that a learner's next event takes, as an expression within the statement that inserts the event. A trigger
 * raises the learner's own number to it, so that neither a failed statement nor a command rolled back leaves a gap.
 */
export function nextArrival(learner: RawBuilder<LearnerId>): RawBuilder<number> {
  return sql<number>`coalesce((select arrival from learners where id = ${learner}), 0) + 1`;
}

const latest = prepare<{ learner: LearnerId }>()((db, param) =>
  db.selectFrom('learners').select('arrival').where('id', '=', param('learner')),
);

/** The arrival of a learner's latest event; 0 while there is none. */
export async function lastArrival(db: Kysely<Tables>, learner: LearnerId): Promise<number> {
  return (await latest.first(db, { learner }))?.arrival ?? 0;
}

/** Yield to the event loop after this many. */
const EVENTS_A_PIECE = 20_000;

const countBetween = prepare<{ learner: LearnerId; from: number; upTo: number }>()((db, param) =>
  db
    .selectFrom('events')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('learner_id', '=', param('learner'))
    .where('arrival', '>', param('from'))
    .where('arrival', '<=', param('upTo')),
);

/** How many events a learner's log has taken that are gone. */
export async function lostEvents(db: Kysely<Tables>, learner: LearnerId): Promise<number> {
  const last = await lastArrival(db, learner);
  let held = 0;
  for (let from = 0; from < last; from += EVENTS_A_PIECE) {
    const upTo = Math.min(last, from + EVENTS_A_PIECE);
    held += (await countBetween.first(db, { learner, from, upTo }))?.count ?? 0;
    await yieldNow();
  }
  return last - held;
}
