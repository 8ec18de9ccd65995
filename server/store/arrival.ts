import { sql } from 'kysely';
import { prepare } from './prepared.ts';
import { yieldNow } from './yielding.ts';

/**
 * Where an event stands in the order in which the log took them: 1 for the first, growing, never changed. Whoever
 * keeps the arrival up to which they have read the log sees at once what came since, in whatever order it was done.
 *
 * SQLite numbers rows so by itself; since no event is ever deleted, not even VACUUM renumbers them. PostgreSQL
 * will want a column for it.
 */
export const arrival = sql<number>`events.rowid`;

const latest = prepare<Record<string, never>>()((db) =>
  db.selectFrom('events').select(sql<number | null>`max(${arrival})`.as('arrival')),
);

/** Yield to the event loop after this many. */
const EVENTS_A_PIECE = 20_000;

const countBetween = prepare<{ from: number; upTo: number }>()((db, param) =>
  db
    .selectFrom('events')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where(arrival, '>', param('from'))
    .where(arrival, '<=', param('upTo')),
);

/** How many events once stood before the latest one and are gone. Others are served meanwhile. */
export async function lostEvents(db: Parameters<typeof latest.first>[0]): Promise<number> {
  const last = await lastArrival(db);
  let held = 0;
  for (let from = 0; from < last; from += EVENTS_A_PIECE) {
    const upTo = Math.min(last, from + EVENTS_A_PIECE);
    held += (await countBetween.first(db, { from, upTo }))?.count ?? 0;
    await yieldNow();
  }
  return last - held;
}

/** The arrival of the latest event of all learners; 0 while there is none. */
export async function lastArrival(db: Parameters<typeof latest.first>[0]): Promise<number> {
  return (await latest.first(db, {}))?.arrival ?? 0;
}
