import type { ReviewDesk } from '../review/desk.ts';

/** open: no card yet; carded: has cards, none seen; learning: a card of it was seen. */
export type GapStatus = 'open' | 'carded' | 'learning';

export interface GapNow {
  readonly topic: { readonly id: string; readonly title: string };
  readonly key: string;
  readonly text: string;
  readonly status: GapStatus;
  readonly cards: { readonly total: number; readonly seen: number };
  /** Notes that wait for their answer. */
  readonly drafts: readonly string[];
}

/** The gaps of the plans, along their roadmaps. */
export async function listGaps(
  desk: ReviewDesk,
  part: { readonly planId?: string; readonly topicId?: string; readonly key?: string } = {},
): Promise<readonly GapNow[]> {
  const db = desk.store.read;
  let gaps = db
    .selectFrom('items as i')
    .innerJoin('topics as t', 't.id', 'i.topic_id')
    .select(['i.topic_id', 'i.key', 'i.text', 't.title'])
    .where('i.live', '=', 1)
    .where('i.kind', '=', 'gap')
    .where('t.live', '=', 1);
  let cards = db
    .selectFrom('cards as c')
    .leftJoin('memories as m', (join) =>
      join.onRef('m.card_id', '=', 'c.id').on('m.learner_id', '=', desk.learner.id),
    )
    .select(['c.topic_id', 'c.item_key', 'm.state'])
    .where('c.live', '=', 1)
    .where('c.gap_rank', '=', 0);
  let drafts = db
    .selectFrom('notes')
    .select(['id', 'topic_id', 'item_key'])
    .where('live', '=', 1)
    .where('draft', '=', 1)
    .where('item_key', 'is not', null);
  if (part.planId !== undefined) gaps = gaps.where('t.plan_id', '=', part.planId);
  if (part.key !== undefined) gaps = gaps.where('i.key', '=', part.key);
  if (part.topicId !== undefined) {
    gaps = gaps.where('i.topic_id', '=', part.topicId);
    cards = cards.where('c.topic_id', '=', part.topicId);
    drafts = drafts.where('topic_id', '=', part.topicId);
  }
  const cardsOf = groupByItem(await cards.execute());
  const draftsOf = groupByItem(await drafts.execute());
  const rows = await gaps.orderBy('t.plan_id').orderBy('t.position').orderBy('i.position').execute();
  return rows.map((row) => {
    const own = cardsOf.get(`${row.topic_id}\n${row.key}`) ?? [];
    const seen = own.filter(({ state }) => state !== null && state !== 'new').length;
    return {
      topic: { id: row.topic_id, title: row.title },
      key: row.key,
      text: row.text,
      status: own.length === 0 ? 'open' : seen === 0 ? 'carded' : 'learning',
      cards: { total: own.length, seen },
      drafts: (draftsOf.get(`${row.topic_id}\n${row.key}`) ?? []).map(({ id }) => id),
    };
  });
}

function groupByItem<T extends { readonly topic_id: string; readonly item_key: string | null }>(
  rows: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = `${row.topic_id}\n${row.item_key}`;
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
