// Writes what a scan found into the database.
import { type Kysely, sql } from 'kysely';
import type { CardId, PlanId, TopicId } from '../schedule/ids.ts';
import type { Pause } from '../store/store.ts';
import type { CardRow, FileRow, PlanRow, Tables } from '../store/tables.ts';
import type { BoundNote, BoundTopic, FoundCard } from './bind.ts';

/** What a scan found, ready to be stored: the complete content of each plan that changed. */
export interface Findings {
  readonly plans: readonly PlanFindings[];
  readonly files: readonly FileRow[];
  /** The paths of files that are gone. */
  readonly gone: readonly string[];
}

export interface PlanFindings {
  readonly row: PlanRow;
  readonly topics: readonly BoundTopic[];
  /** The notes of the decks that were read; `changed` are those of them to write. */
  readonly notes: readonly BoundNote[];
  readonly changed: readonly BoundNote[];
  /** Decks whose rows stay unchanged. */
  readonly kept: ReadonlySet<string>;
}

/** Called with the cards that have a new topic; `from` is their old one, null for new cards. */
export type Moved = (
  tx: Tx,
  cards: readonly { readonly cardId: CardId; readonly from: string | null; readonly to: string }[],
  pause: Pause,
) => Promise<void>;

/** Called with the plans that were stored again. */
export type Shelved = (tx: Tx, planIds: readonly PlanId[], pause: Pause) => Promise<void>;

/** A write in the transaction that stores a change, after its notes and cards. */
export type Alongside = (tx: Tx) => Promise<void>;

type Tx = Kysely<Tables>;

const ROWS_PER_STATEMENT = 200;

/** Stores what a scan found. Notes and cards that are no longer in the files are set aside, never deleted. */
export async function shelve(tx: Tx, findings: Findings, pause: Pause, moved?: Moved): Promise<void> {
  const notes = new Set(findings.plans.flatMap((plan) => plan.notes.map(({ note }) => note.id)));
  const cards = new Set(
    findings.plans.flatMap((plan) => plan.notes.flatMap((note) => note.cards.map(({ id }) => id))),
  );
  for (const plan of findings.plans) await setAside(tx, plan, notes, cards, pause);
  const changed = findings.plans.flatMap((plan) => plan.changed.flatMap((note) => note.cards));
  const known = await knownCards(tx, changed, pause);
  const moving = changed
    .map(({ id, topic_id: to }) => ({ cardId: id, from: known.get(id)?.topicId ?? null, to }))
    .filter(({ from, to }) => from !== to);
  for (const plan of findings.plans) await put(tx, plan, pause);
  await upsert(tx, 'cards', ['id'], await numbered(tx, changed, known), pause);
  if (moving.length > 0) await moved?.(tx, moving, pause);
  await upsert(tx, 'files', ['path'], findings.files, pause);
  for (const path of findings.gone) await tx.deleteFrom('files').where('path', '=', path).execute();
}

interface KnownCard {
  readonly number: number;
  readonly topicId: TopicId;
}

/** The stored ones among some cards. */
async function knownCards(
  tx: Tx,
  cards: readonly FoundCard[],
  pause: Pause,
): Promise<ReadonlyMap<string, KnownCard>> {
  const known = new Map<string, KnownCard>();
  for (const part of chunks(cards)) {
    const ids = part.map(({ id }) => id);
    const rows = await tx
      .selectFrom('cards')
      .select(['id', 'number', 'topic_id'])
      .where('id', 'in', ids)
      .execute();
    for (const { id, number, topic_id: topicId } of rows) known.set(id, { number, topicId });
    await pause();
  }
  return known;
}

/** The cards with their numbers. New cards get the next ones. */
async function numbered(
  tx: Tx,
  cards: readonly FoundCard[],
  known: ReadonlyMap<string, KnownCard>,
): Promise<readonly CardRow[]> {
  const latest = await tx
    .selectFrom('cards')
    .select(({ fn }) => fn.max<number | null>('number').as('number'))
    .executeTakeFirst();
  let last = latest?.number ?? 0;
  return cards.map((card) => ({ ...card, number: known.get(card.id)?.number ?? ++last }));
}

async function setAside(
  tx: Tx,
  plan: PlanFindings,
  notes: ReadonlySet<string>,
  cards: ReadonlySet<string>,
  pause: Pause,
): Promise<void> {
  const planId = plan.row.id;
  const liveNotes = await tx
    .selectFrom('notes')
    .select(['id', 'path'])
    .where('live', '=', 1)
    .where('path', '>', `${planId}/`)
    .where('path', '<', `${planId}0`) // '0' follows '/'
    .execute();
  const liveCards = await tx
    .selectFrom('cards')
    .innerJoin('notes', 'notes.id', 'cards.note_id')
    .select(['cards.id', 'notes.path'])
    .where('cards.plan_id', '=', planId)
    .where('cards.live', '=', 1)
    .execute();
  const vanished = (held: ReadonlySet<string>) => (row: { readonly id: string; readonly path: string }) =>
    !held.has(row.id) && !plan.kept.has(row.path);
  for (const some of chunks(liveNotes.filter(vanished(notes)).map(({ id }) => id))) {
    await tx.updateTable('notes').set({ live: 0 }).where('id', 'in', some).execute();
    await pause();
  }
  for (const some of chunks(liveCards.filter(vanished(cards)).map(({ id }) => id))) {
    await tx.updateTable('cards').set({ live: 0 }).where('id', 'in', some).execute();
    await pause();
  }
  await tx.updateTable('topics').set({ live: 0 }).where('plan_id', '=', planId).execute();
  await tx
    .updateTable('items')
    .set({ live: 0 })
    .where('topic_id', 'in', (query) => query.selectFrom('topics').select('id').where('plan_id', '=', planId))
    .execute();
}

async function put(tx: Tx, plan: PlanFindings, pause: Pause): Promise<void> {
  await tx
    .insertInto('plans')
    .values(plan.row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(plan.row))
    .execute();
  await upsert(
    tx,
    'topics',
    ['id'],
    plan.topics.map(({ row }) => row),
    pause,
  );
  await upsert(
    tx,
    'items',
    ['topic_id', 'key'],
    plan.topics.flatMap(({ items }) => items),
    pause,
  );
  await upsert(
    tx,
    'notes',
    ['id'],
    plan.changed.map(({ note }) => note),
    pause,
  );
}

/** Inserts rows, or updates those whose key exists already. */
async function upsert<T extends 'topics' | 'items' | 'notes' | 'cards' | 'files'>(
  tx: Tx,
  table: T,
  key: readonly (keyof Tables[T] & string)[],
  rows: readonly Tables[T][],
  pause: Pause,
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).filter((column) => !key.some((part) => part === column));
  const update = sql.join(
    columns.map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`),
  );
  const names = sql.join([...key, ...columns].map((column) => sql.ref(column)));
  for (const part of chunks(rows)) {
    const values = sql.join(
      part.map((row) => {
        const cells = new Map<string, unknown>(Object.entries(row));
        return sql`(${sql.join([...key, ...columns].map((column) => cells.get(column)))})`;
      }),
    );
    await sql`insert into ${sql.table(table)} (${names}) values ${values}
      on conflict (${sql.join(key.map((column) => sql.ref(column)))}) do update set ${update}`.execute(tx);
    await pause();
  }
}

function chunks<T>(rows: readonly T[]): readonly (readonly T[])[] {
  const parts: T[][] = [];
  for (let at = 0; at < rows.length; at += ROWS_PER_STATEMENT)
    parts.push(rows.slice(at, at + ROWS_PER_STATEMENT));
  return parts;
}
