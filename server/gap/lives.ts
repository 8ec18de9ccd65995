// Stores the readings of gaps and the lives that they fold to.

import type { Kysely } from 'kysely';
import type { ReviewDesk } from '../log/desk.ts';
import { lastAtMs, logOf } from '../log/events.ts';
import type { CardId, LearnerId } from '../schedule/ids.ts';
import { memoizedByObject } from '../schedule/memoized.ts';
import type { CardEvent, SchedulerSettings } from '../schedule/types.ts';
import { createCache } from '../store/cache.ts';
import { readJson } from '../store/errors.ts';
import { prepare } from '../store/prepared.ts';
import type { Pause } from '../store/store.ts';
import type { GapLifeRow, GapReadingRow, Tables } from '../store/tables.ts';
import { yieldAfter } from '../store/yielding.ts';
import { foldLife, type GapChange } from './life.ts';

type Tx = Kysely<Tables>;

/** Yield to the event loop after this many. */
const EVENTS_A_PIECE = 500;

const schedulers = createCache<SchedulerSettings>({ entries: 100 });

/** Parses stored settings. Equal texts give the same object, so that what is cached for the object is used. */
export function schedulerIn(text: string): SchedulerSettings {
  return schedulers.get(text, () => readJson(text, 'gap_readings.scheduler'));
}

/** Returns settings as the text to store. */
export const textOf = memoizedByObject((scheduler: SchedulerSettings): string => JSON.stringify(scheduler));

/** Returns the cards of a gap as last read. */
export function cardsOf({ cards }: Pick<GapLifeRow, 'cards'>): readonly CardId[] {
  return readJson(cards, 'gap_readings.cards');
}

/** Returns the changes of a gap, oldest first. */
export function changesOf({ changes }: Pick<GapLifeRow, 'changes'>): readonly GapChange[] {
  return readJson(changes, 'gap_lives.changes');
}

const ofCard = prepare<{ learner: LearnerId; card: CardId }>()((db, param) =>
  db
    .selectFrom('gap_cards as c')
    .innerJoin('gap_lives as l', (join) =>
      join.onRef('l.learner_id', '=', 'c.learner_id').onRef('l.gap', '=', 'c.gap'),
    )
    .selectAll('l')
    .where('c.learner_id', '=', param('learner'))
    .where('c.card_id', '=', param('card')),
);

/** Returns the lives of all gaps that a card belongs to or ever belonged to. */
export async function livesOfCard(tx: Tx, desk: ReviewDesk, cardId: CardId): Promise<readonly GapLifeRow[]> {
  return ofCard.all(tx, { learner: desk.learner.id, card: cardId });
}

const gapsWith = prepare<{ learner: LearnerId; card: CardId }>()((db, param) =>
  db
    .selectFrom('gap_cards')
    .select('gap')
    .where('learner_id', '=', param('learner'))
    .where('card_id', '=', param('card')),
);

/** Returns the numbers of all gaps that a card belongs to or ever belonged to. */
export async function gapsOfCard(
  db: Tx,
  desk: ReviewDesk,
  cardId: CardId,
): Promise<readonly { readonly gap: number }[]> {
  return gapsWith.all(db, { learner: desk.learner.id, card: cardId });
}

type NewReading = Omit<GapReadingRow, 'learner_id' | 'number'> & Pick<GapLifeRow, 'plan_id'>;

const numberOfReadings = prepare<{ learner: LearnerId; gap: number }>()((db, param) =>
  db
    .selectFrom('gap_readings')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('learner_id', '=', param('learner'))
    .where('gap', '=', param('gap')),
);

/** Adds a reading of a gap. The caller must fold the gap's life afterwards. */
export async function addReading(tx: Tx, desk: ReviewDesk, reading: NewReading): Promise<void> {
  const { plan_id, at_ms, gap, topic_id, key, kind, cards, scheduler } = reading;
  const read = { gap, topic_id, key, kind, cards, scheduler };
  const learner_id = desk.learner.id;
  const known = await numberOfReadings.first(tx, { learner: learner_id, gap });
  const number = (known?.count ?? 0) + 1;
  await tx
    .insertInto('gap_readings')
    .values({ learner_id, number, at_ms, ...read })
    .execute();
  for (const card_id of cardsOf(reading)) {
    await tx
      .insertInto('gap_cards')
      .values({ learner_id, card_id, gap })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const life = { plan_id, read_at_ms: at_ms, ...read };
  await tx
    .insertInto('gap_lives')
    .values({ learner_id, folded_to_ms: at_ms, changes: '[]', ...life })
    .onConflict((conflict) => conflict.columns(['learner_id', 'gap']).doUpdateSet(life))
    .execute();
}

const setChanges = prepare<{ learner: LearnerId; gap: number; changes: string }>()((db, param) =>
  db
    .updateTable('gap_lives')
    .set({ changes: param('changes') })
    .where('learner_id', '=', param('learner'))
    .where('gap', '=', param('gap')),
);

/** Stores the changes of a gap. */
export async function keepChanges(
  tx: Tx,
  desk: ReviewDesk,
  gap: number,
  changes: readonly GapChange[],
): Promise<void> {
  await setChanges.all(tx, { learner: desk.learner.id, gap, changes: JSON.stringify(changes) });
}

const readingsOf = prepare<{ learner: LearnerId; gap: number }>()((db, param) =>
  db
    .selectFrom('gap_readings')
    .selectAll()
    .where('learner_id', '=', param('learner'))
    .where('gap', '=', param('gap'))
    .orderBy('number'),
);

/** A folded life of a gap. */
export interface Life {
  readonly changes: readonly GapChange[];
  /** The time of the latest reading or event in it. */
  readonly toMs: number;
  /** The number of readings in it. */
  readonly readings: number;
  /** All cards that ever belonged to the gap. */
  readonly cards: ReadonlySet<CardId>;
}

/**
 * Folds the life of a gap from all its readings and the log.
 *
 * @param added events that are not in the log yet, by card
 */
export async function lifeByLog(
  db: Tx,
  desk: Pick<ReviewDesk, 'learner'>,
  gap: number,
  pause: Pause,
  added: ReadonlyMap<CardId, readonly CardEvent[]> = new Map(),
): Promise<Life> {
  const rows = await readingsOf.all(db, { learner: desk.learner.id, gap });
  const readings = rows.map((row) => ({
    atMs: row.at_ms,
    kind: row.kind,
    cards: cardsOf(row),
    scheduler: schedulerIn(row.scheduler),
  }));
  const cards = new Set(readings.flatMap((reading) => reading.cards));
  const logs: (readonly CardEvent[])[] = [];
  let toMs = readings.reduce((latest, { atMs }) => Math.max(latest, atMs), 0);
  const pieces = yieldAfter(EVENTS_A_PIECE, pause);
  for (const cardId of cards) {
    const log = [...(await logOf(db, desk, cardId, pause)), ...(added.get(cardId) ?? [])];
    logs.push(log);
    toMs = Math.max(toMs, lastAtMs(log));
    await pieces(log.length);
  }
  const folding = foldLife(readings, logs);
  let step = folding.next();
  for (; !step.done; step = folding.next()) await pause();
  return { changes: step.value, toMs, readings: rows.length, cards };
}

const setLife = prepare<{ learner: LearnerId; gap: number; changes: string; to: number }>()((db, param) =>
  db
    .updateTable('gap_lives')
    .set({ changes: param('changes'), folded_to_ms: param('to') })
    .where('learner_id', '=', param('learner'))
    .where('gap', '=', param('gap')),
);

/** Stores a folded life of a gap. */
export async function keepLife(tx: Tx, desk: ReviewDesk, gap: number, life: Life): Promise<void> {
  const { changes, toMs } = life;
  await setLife.all(tx, { learner: desk.learner.id, gap, changes: JSON.stringify(changes), to: toMs });
}

/** Folds a gap again and stores its life. */
export async function refoldLife(tx: Tx, desk: ReviewDesk, gap: number, pause: Pause): Promise<void> {
  await keepLife(tx, desk, gap, await lifeByLog(tx, desk, gap, pause));
}

/** Whether a gap has been read again since its life was folded. */
export async function isReadSince(tx: Tx, desk: ReviewDesk, gap: number, life: Life): Promise<boolean> {
  const known = await numberOfReadings.first(tx, { learner: desk.learner.id, gap });
  return known?.count !== life.readings;
}
