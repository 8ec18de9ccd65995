// Finds recent lapses in the log without folding it.
import { sql } from 'kysely';
import type { ReviewDesk } from '../log/desk.ts';
import { isGrading, stands } from '../log/live-reviews.ts';
import type { CardId, LearnerId } from '../schedule/ids.ts';
import { DAY_MS } from '../schedule/study-day.ts';
import { prepare } from '../store/prepared.ts';
import { yieldNow } from '../store/yielding.ts';
import type { Lapsed } from './cluster.ts';

/** Yield to the event loop after reading the log of this many days. */
const DAYS_A_PIECE = 4;

export interface Lapse extends Lapsed {
  readonly cardId: CardId;
}

/** The interval, in days, in force when the review `f` was made; null if its card was new. */
const intervalBefore = sql<number | null>`(
  select e.interval_days from events as e
  where e.learner_id = f.learner_id and e.card_id = f.card_id and (e.at_ms, e.id) < (f.at_ms, f.id)
    and (e.type in ('rescheduled', 'reset') or ${isGrading('e')}) and ${stands('e')}
  order by e.at_ms desc, e.id desc
  limit 1
)`;

// The rating is a literal in the query, so that SQLite uses the partial index over failed reviews.
const lapsesBetween = prepare<{ learner: LearnerId; from: number; to: number }>()((db, param) =>
  db
    .selectFrom('events as f')
    .select(['f.id', 'f.card_id as cardId', 'f.at_ms as atMs'])
    .$narrowType<{ cardId: CardId }>()
    .where('f.rating', '=', sql.lit(1))
    .where('f.learner_id', '=', param('learner'))
    .where('f.at_ms', '>', param('from'))
    .where('f.at_ms', '<=', param('to'))
    .where(isGrading('f'))
    .where(intervalBefore, '>=', 1)
    .where(stands('f')),
);

/**
 * Returns the lapses after a time: failed gradings that were not undone, with an interval in force of at least a day,
 * as the log recorded it. Reads only failed reviews and the event before each, and folds nothing.
 */
export async function lapsesSince(desk: ReviewDesk, sinceMs: number): Promise<readonly Lapse[]> {
  const lapses: Lapse[] = [];
  const learner = desk.learner.id;
  // A review may have a time slightly ahead of the clock.
  const untilMs = desk.clock() + DAY_MS;
  for (let from = sinceMs; from < untilMs; from += DAYS_A_PIECE * DAY_MS) {
    const to = from + DAYS_A_PIECE * DAY_MS;
    lapses.push(...(await lapsesBetween.all(desk.store.read, { learner, from, to })));
    await yieldNow();
  }
  return lapses;
}
