import { setImmediate as turn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { ReviewDesk } from '../review/desk.ts';
import type { StudyDay } from '../schedule/types.ts';
import { arrival } from '../store/arrival.ts';
import { prepare } from '../store/prepared.ts';
import type { RollupMarkRow, Tables } from '../store/tables.ts';
import type { LogRow } from './counted.ts';
import { EDITION, isEmpty, type Rollup } from './figures.ts';

type Db = Kysely<Tables>;

const EVENTS_A_PIECE = 1_000;
/** All else is written at the end of its card's log, and changes nothing that was counted before. */
const CHANGING: ReadonlySet<string> = new Set(['reviewed', 'undone', 'reset']);

const eventsSince = prepare<{ from: number; upTo: number }>()((db, param) =>
  db
    .selectFrom('events')
    .select(['learner_id', 'card_id', 'type', arrival.as('arrival')])
    .where(arrival, '>', param('from'))
    .where(arrival, '<=', param('upTo'))
    .orderBy(arrival)
    .limit(EVENTS_A_PIECE),
);

/** The cards whose reviews may count otherwise after the events of a stretch; null where there are more than `most`. */
export async function cardsTouched(
  desk: ReviewDesk,
  from: number,
  upTo: number,
  most: number,
): Promise<readonly string[] | null> {
  const cards = new Set<string>();
  for (let since = from; ; ) {
    const events = await eventsSince.all(desk.store.read, { from: since, upTo });
    for (const { learner_id: learner, card_id: card, type } of events) {
      if (learner === desk.learner.id && CHANGING.has(type)) cards.add(card);
    }
    if (cards.size > most) return null;
    const last = events.at(-1);
    if (!last) return [...cards];
    since = last.arrival;
    if (since < upTo) await turn();
  }
}

/** The next cards in the log, by id; none at its end. */
export async function cardsAfter(desk: ReviewDesk, after: string, limit: number): Promise<readonly string[]> {
  const rows = await nextCards.all(desk.store.read, { learner: desk.learner.id, after, limit });
  return rows.map((row) => row.card_id);
}

const nextCards = prepare<{ learner: string; after: string; limit: number }>()((db, param) =>
  db
    .selectFrom('events')
    .select('card_id')
    .distinct()
    .where('learner_id', '=', param('learner'))
    .where('card_id', '>', param('after'))
    .orderBy('card_id')
    .limit(param('limit')),
);

/** A card's log with the arrival of each of its events. */
export interface LoggedCard {
  readonly log: readonly LogRow[];
  readonly arrivals: readonly number[];
}

const logOfCard = prepare<{ learner: string; card: string; upTo: number }>()((db, param) =>
  db
    .selectFrom('events')
    .select(['id', 'type', 'card_id', 'at_ms', 'zone', 'study_day', 'rating', 'duration_ms', 'mode'])
    .select(['predicted_recall', 'interval_days', 'target_id', arrival.as('arrival')])
    .where('learner_id', '=', param('learner'))
    .where('card_id', '=', param('card'))
    .where(arrival, '<=', param('upTo'))
    .orderBy('at_ms')
    .orderBy('id'),
);

/** What the log held of some cards when an event arrived. */
export async function logsOf(
  desk: ReviewDesk,
  cards: readonly string[],
  upTo: number,
): Promise<readonly LoggedCard[]> {
  const logs: LoggedCard[] = [];
  for (const card of cards) {
    const log = await logOfCard.all(desk.store.read, { learner: desk.learner.id, card, upTo });
    logs.push({ log, arrivals: log.map((row) => row.arrival) });
  }
  return logs;
}

const mark = prepare<{ learner: string }>()((db, param) =>
  db.selectFrom('rollup_marks').selectAll().where('learner_id', '=', param('learner')),
);

/** How far the log has been summed; none where that has never been finished. */
export async function markOf(db: Db, learner: string): Promise<RollupMarkRow | undefined> {
  return mark.first(db, { learner });
}

export async function moveMark(tx: Db, desk: ReviewDesk, to: number): Promise<void> {
  const summed = { arrival: to, edition: EDITION };
  await tx
    .insertInto('rollup_marks')
    .values({ learner_id: desk.learner.id, ...summed })
    .onConflict((conflict) => conflict.column('learner_id').doUpdateSet(summed))
    .execute();
}

/** Those of some days that are kept. */
export async function keptDays(
  db: Db,
  desk: ReviewDesk,
  days: readonly StudyDay[],
): Promise<readonly (readonly [StudyDay, Rollup])[]> {
  const kept: (readonly [StudyDay, Rollup])[] = [];
  for (const day of days) {
    const row = await dayOf.first(db, { learner: desk.learner.id, day });
    if (row) kept.push([day, { figures: JSON.parse(row.figures), cells: JSON.parse(row.cells) }]);
  }
  return kept;
}

const dayOf = prepare<{ learner: string; day: number }>()((db, param) =>
  db
    .selectFrom('daily_rollups')
    .select(['figures', 'cells'])
    .where('learner_id', '=', param('learner'))
    .where('study_day', '=', param('day')),
);

/** Keeps the sums of some days in place of those before. */
export async function keepDays(tx: Db, desk: ReviewDesk, days: ReadonlyMap<StudyDay, Rollup>): Promise<void> {
  for (const [day, rollup] of days) {
    const key = { learner: desk.learner.id, day };
    if (isEmpty(rollup)) await deleteDay.all(tx, key);
    else {
      const { figures, cells } = rollup;
      await upsertDay.all(tx, { ...key, figures: JSON.stringify(figures), cells: JSON.stringify(cells) });
    }
  }
}

const upsertDay = prepare<{ learner: string; day: number; figures: string; cells: string }>()((db, param) => {
  const sums = { figures: param('figures'), cells: param('cells') };
  return db
    .insertInto('daily_rollups')
    .values({ learner_id: param('learner'), study_day: param('day'), ...sums })
    .onConflict((conflict) => conflict.columns(['learner_id', 'study_day']).doUpdateSet(sums));
});

const deleteDay = prepare<{ learner: string; day: number }>()((db, param) =>
  db
    .deleteFrom('daily_rollups')
    .where('learner_id', '=', param('learner'))
    .where('study_day', '=', param('day')),
);
