// Lists the gaps of the plans.
import type { ReviewDesk } from '../log/desk.ts';
import { recallOf } from '../log/recall.ts';
import { type RosterCard, rosterOf } from '../log/roster.ts';
import type { NoteId, PlanId, TopicId } from '../schedule/ids.ts';
import type { GapChange, GapStatus } from './life.ts';
import { changesOf } from './lives.ts';
import { placeOf } from './place.ts';

export interface GapNow {
  readonly topic: { readonly id: TopicId; readonly title: string };
  readonly key: string;
  readonly text: string;
  readonly status: GapStatus;
  readonly sinceMs: number;
  /** Its changes of stage, oldest first. */
  readonly changes: readonly GapChange[];
  readonly cards: { readonly total: number; readonly seen: number };
  /** The current mean recall, 0–1, of the seen cards; null if no card was seen. */
  readonly recall: number | null;
  /** The lowest stability of the seen cards, in days; null if no card was seen. */
  readonly stability: number | null;
  /** The ids of notes without an answer. */
  readonly drafts: readonly NoteId[];
}

/** Returns the gaps in scope, in the order of the plans' roadmaps. */
export async function listGaps(
  desk: ReviewDesk,
  scope: { readonly planId?: PlanId; readonly topicId?: TopicId; readonly key?: string } = {},
): Promise<readonly GapNow[]> {
  const db = desk.store.read;
  let gaps = db
    .selectFrom('items as i')
    .innerJoin('topics as t', 't.id', 'i.topic_id')
    .innerJoin('gap_lives as l', (join) =>
      join
        .onRef('l.topic_id', '=', 'i.topic_id')
        .onRef('l.key', '=', 'i.key')
        .on('l.learner_id', '=', desk.learner.id),
    )
    .select(['i.topic_id', 'i.key', 'i.text', 't.title', 'l.changes'])
    .where('i.live', '=', 1)
    .where('i.kind', '=', 'gap')
    .where('t.live', '=', 1)
    .where('l.kind', '=', 'gap');
  let drafts = db
    .selectFrom('notes')
    .select(['id', 'topic_id', 'item_key'])
    .where('live', '=', 1)
    .where('draft', '=', 1)
    .where('item_key', 'is not', null);
  if (scope.planId !== undefined) gaps = gaps.where('t.plan_id', '=', scope.planId);
  if (scope.key !== undefined) gaps = gaps.where('i.key', '=', scope.key);
  if (scope.topicId !== undefined) {
    gaps = gaps.where('i.topic_id', '=', scope.topicId);
    drafts = drafts.where('topic_id', '=', scope.topicId);
  }
  const draftsOf = groupByItem(await drafts.execute());
  const rows = await gaps.orderBy('t.plan_id').orderBy('t.position').orderBy('i.position').execute();
  const { topics } = await rosterOf(desk.store, desk.learner.id);
  const cardsOf = groupByItem(
    [...new Set(rows.map((row) => row.topic_id))].flatMap((topicId) =>
      [...(topics.get(topicId)?.cards.values() ?? [])].filter(
        ({ live, gap_rank: rank }) => live === 1 && rank === 0,
      ),
    ),
  );
  return rows.flatMap((row) => {
    const place = placeOf(row.topic_id, row.key);
    const changes = changesOf(row);
    const last = changes.at(-1);
    if (!last || last.stage === 'covered' || last.stage === 'gone') return [];
    return {
      topic: { id: row.topic_id, title: row.title },
      key: row.key,
      text: row.text,
      status: last.stage,
      sinceMs: last.atMs,
      changes,
      ...knowledge(desk, cardsOf.get(place) ?? []),
      drafts: (draftsOf.get(place) ?? []).map(({ id }) => id),
    };
  });
}

function knowledge(
  desk: ReviewDesk,
  cards: readonly RosterCard[],
): Pick<GapNow, 'cards' | 'recall' | 'stability'> {
  const nowMs = desk.clock();
  let [seen, sumRecall, least] = [0, 0, Number.POSITIVE_INFINITY];
  for (const card of cards) {
    const recall = recallOf(card, desk, nowMs);
    if (recall === null || card.stability === null) continue;
    seen += 1;
    sumRecall += recall;
    least = Math.min(least, card.stability);
  }
  return {
    cards: { total: cards.length, seen },
    recall: seen === 0 ? null : sumRecall / seen,
    stability: seen === 0 ? null : least,
  };
}

function groupByItem<T extends { readonly topic_id: TopicId; readonly item_key: string | null }>(
  rows: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const key = placeOf(row.topic_id, row.item_key);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}
