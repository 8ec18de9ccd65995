// Reads the log for statistics, and reads and writes the daily roll-ups.

import type { Kysely } from 'kysely';
import type { ReviewDesk } from '../log/desk.ts';
import type { CardId, LearnerId } from '../schedule/ids.ts';
import type { StudyDay } from '../schedule/types.ts';
import { readJson } from '../store/errors.ts';
import { prepare } from '../store/prepared.ts';
import type { DailyRollupRow, RollupMarkRow, Tables } from '../store/tables.ts';
import { inPieces, yieldNow } from '../store/yielding.ts';
import type { LogRow } from './counted.ts';
import { EDITION, isEmpty, type Rollup } from './figures.ts';

type Db = Kysely<Tables>;

/** Yield to the event loop after this many. */
const EVENTS_A_PIECE = 500;
const DAYS_A_PIECE = 50;

/** An event as statistics read it, with its arrival. */
export interface Arrived extends LogRow {
  readonly arrival: number;
}

const LOG_COLUMNS = [
  ...([
    'arrival',
    'id',
    'type',
    'card_id',
    'at_ms',
    'zone',
    'study_day',
    'rating',
    'duration_ms',
    'mode',
  ] as const),
  ...(['predicted_recall', 'interval_days', 'target_id'] as const),
] as const;

const eventsSince = prepare<{ learner: LearnerId; from: number; upTo: number }>()((db, param) =>
  db
    .selectFrom('events')
    .select(LOG_COLUMNS)
    .where('learner_id', '=', param('learner'))
    .where('arrival', '>', param('from'))
    .where('arrival', '<=', param('upTo'))
    .where('card_id', 'is not', null)
    .$narrowType<{ card_id: CardId }>()
    .orderBy('arrival')
    .limit(EVENTS_A_PIECE),
);

/** The events of cards with arrivals from `from` (excluded) to `upTo`, in order and in pieces, yielding in between. */
export async function* arrivals(
  desk: ReviewDesk,
  from: number,
  upTo: number,
): AsyncGenerator<readonly Arrived[]> {
  for (let since = from; since < upTo; ) {
    const events = await eventsSince.all(desk.store.read, { learner: desk.learner.id, from: since, upTo });
    yield events;
    since = events.at(-1)?.arrival ?? upTo;
    if (since < upTo) await yieldNow();
  }
}

const eventsOfCard = prepare<{ learner: LearnerId; card: CardId }>()((db, param) =>
  db
    .selectFrom('events')
    .select(LOG_COLUMNS)
    .where('learner_id', '=', param('learner'))
    .where('card_id', '=', param('card'))
    .$narrowType<{ card_id: CardId }>()
    .orderBy('at_ms')
    .orderBy('id'),
);

/** The events of a card up to an arrival, ordered by (at_ms, id). */
export async function logOf(desk: ReviewDesk, card: CardId, upTo: number): Promise<readonly Arrived[]> {
  const log = await eventsOfCard.all(desk.store.read, { learner: desk.learner.id, card });
  // With the arrival in the query, SQLite would go through the learner's whole log up to it.
  return log.filter(({ arrival }) => arrival <= upTo);
}

const mark = prepare<{ learner: LearnerId }>()((db, param) =>
  db.selectFrom('rollup_marks').selectAll().where('learner_id', '=', param('learner')),
);

/** How far the log has been summed; undefined if that was never finished. */
export async function markOf(db: Db, learner: LearnerId): Promise<RollupMarkRow | undefined> {
  return mark.first(db, { learner });
}

/** Sets how far the log has been summed, by arrival. */
export async function moveMark(tx: Db, desk: ReviewDesk, to: number): Promise<void> {
  const summed = { arrival: to, edition: EDITION };
  await tx
    .insertInto('rollup_marks')
    .values({ learner_id: desk.learner.id, ...summed })
    .onConflict((conflict) => conflict.column('learner_id').doUpdateSet(summed))
    .execute();
}

/** The kept roll-up of a day. */
export async function keptDay(db: Db, desk: ReviewDesk, day: StudyDay): Promise<Rollup | null> {
  const row = await dayOf.first(db, { learner: desk.learner.id, day });
  return row ? rollupOf(row) : null;
}

/** All kept roll-ups. */
export async function allDays(desk: ReviewDesk): Promise<readonly (readonly [StudyDay, Rollup])[]> {
  const rows = await everyDay.all(desk.store.read, { learner: desk.learner.id });
  const days: (readonly [StudyDay, Rollup])[] = [];
  for await (const piece of inPieces(rows, DAYS_A_PIECE))
    for (const row of piece) days.push([row.study_day, rollupOf(row)]);
  return days;
}

function rollupOf({ figures, cells }: Pick<DailyRollupRow, 'figures' | 'cells'>): Rollup {
  return {
    figures: readJson(figures, 'daily_rollups.figures'),
    cells: readJson(cells, 'daily_rollups.cells'),
  };
}

const everyDay = prepare<{ learner: LearnerId }>()((db, param) =>
  db.selectFrom('daily_rollups').selectAll().where('learner_id', '=', param('learner')),
);

const dayOf = prepare<{ learner: LearnerId; day: number }>()((db, param) =>
  db
    .selectFrom('daily_rollups')
    .select(['figures', 'cells'])
    .where('learner_id', '=', param('learner'))
    .where('study_day', '=', param('day')),
);

/** Replaces the roll-up of a day. */
export async function keepDay(tx: Db, desk: ReviewDesk, day: StudyDay, rollup: Rollup): Promise<void> {
  const key = { learner: desk.learner.id, day };
  const { figures, cells } = rollup;
  if (isEmpty(rollup)) await deleteDay.all(tx, key);
  else await upsertDay.all(tx, { ...key, figures: JSON.stringify(figures), cells: JSON.stringify(cells) });
}

const upsertDay = prepare<{ learner: LearnerId; day: number; figures: string; cells: string }>()(
  (db, param) => {
    const sums = { figures: param('figures'), cells: param('cells') };
    return db
      .insertInto('daily_rollups')
      .values({ learner_id: param('learner'), study_day: param('day'), ...sums })
      .onConflict((conflict) => conflict.columns(['learner_id', 'study_day']).doUpdateSet(sums));
  },
);

const deleteDay = prepare<{ learner: LearnerId; day: number }>()((db, param) =>
  db
    .deleteFrom('daily_rollups')
    .where('learner_id', '=', param('learner'))
    .where('study_day', '=', param('day')),
);
