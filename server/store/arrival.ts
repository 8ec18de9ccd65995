import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { LearnerId } from '../schedule/ids.ts';
import { prepare } from './prepared.ts';
import type { Tables } from './tables.ts';
import { yieldNow } from './yielding.ts';

// The arrival of an event: its number in the order in which the log took the learner's events. A reader that keeps the
// arrival up to which it has read the log can read the rest, in whatever order the acts were done.

/**
 * The arrival of a learner's next event, as an expression for the statement that inserts the event. A trigger raises
 * the learner's own number to it. So neither a failed statement nor a command that is rolled back leaves a gap.
 */
export function nextArrival(learner: RawBuilder<LearnerId>): RawBuilder<number> {
  return sql<number>`coalesce((select arrival from learners where id = ${learner}), 0) + 1`;
}

const latest = prepare<{ learner: LearnerId }>()((db, param) =>
  db.selectFrom('learners').select('arrival').where('id', '=', param('learner')),
);

/** The arrival of a learner's latest event; 0 if there is none. */
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

/** How many events of a learner's log are missing. */
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
