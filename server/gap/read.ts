// Reads gaps from the stored library and adds what changed to their readings.
import type { Kysely } from 'kysely';
import { aliasesOf } from '../library/bind.ts';
import type { ReviewDesk } from '../log/desk.ts';
import type { PlanId } from '../schedule/ids.ts';
import type { Pause } from '../store/store.ts';
import type { GapLifeRow, ItemRow, Tables } from '../store/tables.ts';
import { yieldAfter } from '../store/yielding.ts';
import { addReading, refoldLife, textOf } from './lives.ts';
import { placeOf } from './place.ts';

type Tx = Kysely<Tables>;
/** Yield to the event loop after this many. */
const ITEMS_A_PIECE = 50;

type ItemNow = Pick<ItemRow, 'topic_id' | 'key' | 'kind' | 'aliases'> & { readonly plan_id: PlanId };

/**
 * Compares the gaps of some plans with their last readings, and adds a reading for each gap that is new, reworded,
 * moved to another topic, has other cards, or is now covered or gone. Repeating it adds nothing. Call it within the
 * transaction that stores the files.
 */
export async function readGaps(
  tx: Tx,
  desk: ReviewDesk,
  planIds: readonly PlanId[],
  pause: Pause,
): Promise<void> {
  if (planIds.length === 0) return;
  const items = await itemsOf(tx, planIds);
  const cardsOf = await cardsByItem(tx, planIds);
  const lives = await tx
    .selectFrom('gap_lives')
    .selectAll()
    .where('learner_id', '=', desk.learner.id)
    .where('plan_id', 'in', planIds)
    .execute();
  const lifeOf = matchLives(items, lives);
  const lifeBefore = new Map(lives.map((life) => [life.gap, life]));
  const pieces = yieldAfter(ITEMS_A_PIECE, pause);
  let unused = await nextNumber(tx, desk);
  const nowMs = desk.clock();

  const add = async (gap: number, item: Pick<GapLifeRow, 'plan_id' | 'topic_id' | 'key' | 'kind'>) => {
    const { plan_id, topic_id, key, kind } = item;
    const before = lifeBefore.get(gap);
    const cards = JSON.stringify(kind === 'gap' ? (cardsOf.get(placeOf(topic_id, key)) ?? []) : []);
    const read = { plan_id, topic_id, key, kind, cards };
    if (before && isSame(before, read)) return;
    const scheduler = textOf(desk.schedulerOf(topic_id));
    // Keep the order of readings even if the clock was set back.
    const at_ms = Math.max(nowMs, before?.read_at_ms ?? 0);
    await addReading(tx, desk, { gap, at_ms, scheduler, ...read });
    await refoldLife(tx, desk, gap, pause);
  };

  for (const item of items) {
    await pieces();
    const life = lifeOf.get(item);
    if (item.kind === 'covered' && life?.kind !== 'gap') continue;
    await add(life?.gap ?? unused++, item);
  }
  const held = new Set([...lifeOf.values()].map(({ gap }) => gap));
  for (const life of lives) {
    if (life.kind === 'gap' && !held.has(life.gap)) await add(life.gap, { ...life, kind: 'gone' });
  }
}

/** Reads the gaps of all plans. Runs at each start, for a database that has no lives of gaps yet. */
export async function readAllGaps(desk: ReviewDesk): Promise<void> {
  await desk.store.write(async (tx, pause) => {
    const plans = await tx.selectFrom('plans').select('id').execute();
    await readGaps(
      tx,
      desk,
      plans.map(({ id }) => id),
      pause,
    );
  });
}

async function itemsOf(tx: Tx, planIds: readonly PlanId[]): Promise<readonly ItemNow[]> {
  return tx
    .selectFrom('items as i')
    .innerJoin('topics as t', 't.id', 'i.topic_id')
    .select(['i.topic_id', 'i.key', 'i.kind', 'i.aliases', 't.plan_id'])
    .where('t.plan_id', 'in', planIds)
    .where('i.live', '=', 1)
    .where('t.live', '=', 1)
    .orderBy('t.plan_id')
    .orderBy('t.position')
    .orderBy('i.position')
    .execute();
}

async function cardsByItem(tx: Tx, planIds: readonly PlanId[]): Promise<ReadonlyMap<string, string[]>> {
  const rows = await tx
    .selectFrom('cards')
    .select(['id', 'topic_id', 'item_key'])
    .where('plan_id', 'in', planIds)
    .where('gap_rank', '=', 0)
    .where('live', '=', 1)
    .orderBy('id')
    .execute();
  const cards = new Map<string, string[]>();
  for (const { id, topic_id: topicId, item_key: key } of rows) {
    if (key === null) continue;
    const place = placeOf(topicId, key);
    const ofItem = cards.get(place);
    if (ofItem) ofItem.push(id);
    else cards.set(place, [id]);
  }
  return cards;
}

/** Matches items with lives by key, else by an earlier wording, even if the topic has another id now. */
function matchLives(
  items: readonly ItemNow[],
  lives: readonly GapLifeRow[],
): ReadonlyMap<ItemNow, GapLifeRow> {
  const byPlace = new Map(lives.map((life) => [placeOf(life.topic_id, life.key), life]));
  const matched = new Map<ItemNow, GapLifeRow>();
  for (const item of items) {
    const life = byPlace.get(placeOf(item.topic_id, item.key));
    if (life) matched.set(item, life);
  }
  const taken = new Set(matched.values());
  const topics = new Set(items.map((item) => item.topic_id));
  const searching = items.filter((item) => !matched.has(item));
  for (const life of lives.filter((one) => !taken.has(one))) {
    const item = searching.find(
      (one) =>
        !matched.has(one) &&
        [one.key, ...aliasesOf(one)].includes(life.key) &&
        one.plan_id === life.plan_id &&
        (one.topic_id === life.topic_id || !topics.has(life.topic_id)),
    );
    if (item) matched.set(item, life);
  }
  return matched;
}

async function nextNumber(tx: Tx, desk: ReviewDesk): Promise<number> {
  const last = await tx
    .selectFrom('gap_lives')
    .select((eb) => eb.fn.max('gap').as('gap'))
    .where('learner_id', '=', desk.learner.id)
    .executeTakeFirst();
  return (last?.gap ?? 0) + 1;
}

type Read = Pick<GapLifeRow, 'topic_id' | 'key' | 'kind' | 'cards'>;

function isSame(a: Read, b: Read): boolean {
  return a.topic_id === b.topic_id && a.key === b.key && a.kind === b.kind && a.cards === b.cards;
}
