// Writes what a scan found into the database.
import { type Kysely, sql } from 'kysely';
import type { CardId, PlanId, TopicId } from '../schedule/ids.ts';
import type { Pause } from '../store/store.ts';
import type { CardRow, FileRow, PlanRow, Tables, TopicRow } from '../store/tables.ts';
import type { BoundNote, BoundTopic, FoundCard } from './bind.ts';
import type { Rename } from './naming.ts';

/** What a scan found, ready to be stored: the complete content of each plan that changed. */
export interface Findings {
  readonly plans: readonly PlanFindings[];
  readonly files: readonly FileRow[];
  /** The paths of files that are gone. */
  readonly gone: readonly string[];
}

export interface PlanFindings {
  readonly row: PlanRow;
  /** The id of the plan before its folder was renamed; null if it was not. */
  readonly former: PlanId | null;
  readonly topics: readonly BoundTopic[];
  /** The topics that have another id than before. */
  readonly renames: readonly Rename[];
  /** Topics to store as set aside. */
  readonly away: readonly TopicRow[];
  /** The notes of the decks that were read; `changed` are those of them to write. */
  readonly notes: readonly BoundNote[];
  readonly changed: readonly BoundNote[];
  /** Decks whose rows stay unchanged. */
  readonly kept: ReadonlySet<string>;
}

/** What has another topic or id than before. */
export interface Moves {
  /** Cards that have a new topic or whose topic has a new id; `from` is the old one, null for new cards. */
  readonly cards: readonly { readonly cardId: CardId; readonly from: string | null; readonly to: string }[];
  /** All at once: two topics may have exchanged their ids. */
  readonly topics: readonly Rename[];
  readonly plans: readonly { readonly from: PlanId; readonly to: PlanId }[];
}

/** Called with what moved; returns what to call if the transaction fails. */
export type Moved = (tx: Tx, moves: Moves, pause: Pause) => Promise<() => void>;

/** Called with the plans that were stored again. */
export type Shelved = (tx: Tx, planIds: readonly PlanId[], pause: Pause) => Promise<void>;

/** A write in the transaction that stores a change, after its notes and cards. */
export type Alongside = (tx: Tx) => Promise<void>;

type Tx = Kysely<Tables>;

const ROWS_PER_STATEMENT = 200;

/**
 * Stores what a scan found. Notes and cards that are no longer in the files are set aside, never deleted.
 *
 * @returns what to call if the transaction fails.
 */
export async function shelve(tx: Tx, findings: Findings, pause: Pause, moved?: Moved): Promise<() => void> {
  const { plans } = findings;
  const notes = new Set(plans.flatMap((plan) => plan.notes.map(({ note }) => note.id)));
  const cards = new Set(
    plans.flatMap((plan) => plan.notes.flatMap((note) => note.cards.map(({ id }) => id))),
  );
  const changed = plans.flatMap((plan) => plan.changed.flatMap((note) => note.cards));
  const known = await knownCards(tx, changed, pause);
  const moves: Moves = {
    cards: [
      ...changed
        .map(({ id, topic_id: to }) => ({ cardId: id, from: known.get(id)?.topicId ?? null, to }))
        .filter(({ from, to }) => from !== to),
      ...(await cardsOfRenamed(tx, plans, new Set(changed.map(({ id }) => id)))),
    ],
    topics: plans.flatMap(({ renames }) => renames),
    plans: plans.flatMap(({ row, former }) => (former === null ? [] : { from: former, to: row.id })),
  };
  await renameStored(tx, moves);
  for (const plan of plans) await setAside(tx, plan, notes, cards, pause);
  for (const plan of plans) await put(tx, plan, pause);
  await forgetFormer(tx, moves, plans);
  await upsert(tx, 'cards', ['id'], await numbered(tx, changed, known), pause);
  const hasMoved = moves.cards.length > 0 || moves.topics.length > 0 || moves.plans.length > 0;
  const undo = hasMoved ? await moved?.(tx, moves, pause) : undefined;
  await upsert(tx, 'files', ['path'], findings.files, pause);
  for (const path of findings.gone) await tx.deleteFrom('files').where('path', '=', path).execute();
  return undo ?? (() => {});
}

/** The other cards of topics with a new id, set aside or not. */
async function cardsOfRenamed(
  tx: Tx,
  plans: readonly PlanFindings[],
  others: ReadonlySet<string>,
): Promise<Moves['cards']> {
  const moving = [];
  for (const { from, to } of plans.flatMap(({ renames }) => renames)) {
    const rows = await tx.selectFrom('cards').select('id').where('topic_id', '=', from).execute();
    moving.push(...rows.filter(({ id }) => !others.has(id)).map(({ id }) => ({ cardId: id, from, to })));
  }
  return moving;
}

/** Gives what is stored of renamed topics and plans its new ids, all at once. */
async function renameStored(tx: Tx, { topics, plans }: Moves): Promise<void> {
  if (topics.length > 0) {
    const ids = topics.map(({ from }) => from);
    const whens = topics.map(({ from, to }) => sql`when ${from} then ${to}`);
    const topicId = sql<TopicId>`case topic_id ${sql.join(whens, sql` `)} end`;
    await tx.updateTable('notes').set({ topic_id: topicId }).where('topic_id', 'in', ids).execute();
    await tx.updateTable('cards').set({ topic_id: topicId }).where('topic_id', 'in', ids).execute();
  }
  for (const { from, to } of plans) {
    await tx.updateTable('cards').set({ plan_id: to }).where('plan_id', '=', from).execute();
    await tx
      .updateTable('notes')
      .set({ path: sql<string>`${to} || substr(path, ${[...from].length + 1})` })
      .where('path', '>', `${from}/`)
      .where('path', '<', `${from}0`)
      .execute();
  }
}

/** Deletes the rows of topics and plans that are stored under new ids now. */
async function forgetFormer(
  tx: Tx,
  { topics, plans }: Moves,
  findings: readonly PlanFindings[],
): Promise<void> {
  const stored = new Set<string>(
    findings.flatMap((plan) => [...plan.topics.map(({ row }) => row.id), ...plan.away.map(({ id }) => id)]),
  );
  for (const { from } of topics) {
    if (stored.has(from)) continue;
    await tx.deleteFrom('items').where('topic_id', '=', from).execute();
    await tx.deleteFrom('topics').where('id', '=', from).execute();
  }
  for (const { from } of plans) await tx.deleteFrom('plans').where('id', '=', from).execute();
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
  const rows = plan.topics.map(({ row }) => row);
  await upsert(tx, 'topics', ['id'], [...rows, ...plan.away], pause);
  await leaveHeadings(tx, plan.row.id, rows);
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

/** A heading of the plan belongs to one topic: one that is set aside gives it up. */
async function leaveHeadings(tx: Tx, planId: PlanId, rows: readonly TopicRow[]): Promise<void> {
  for (const some of chunks(rows.flatMap(({ plan_slug: slug }) => slug ?? []))) {
    await tx
      .updateTable('topics')
      .set({ plan_slug: null })
      .where('plan_id', '=', planId)
      .where('live', '=', 0)
      .where('plan_slug', 'in', some)
      .execute();
  }
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
