import { setImmediate as turn } from 'node:timers/promises';
import { aliasesOf } from '../library/bind.ts';
import { itemsByTopic } from '../retention/evidence.ts';
import { liveTopics } from '../retention/topics.ts';
import type { ReviewDesk } from '../review/desk.ts';
import type { Part } from '../review/due.ts';
import { rosterOf } from '../review/roster.ts';
import { DAY_MS } from '../schedule/study-day.ts';
import { prepare } from '../store/prepared.ts';
import { CLUSTER_DAYS, clusterOf } from './cluster.ts';
import { type Failed, failedSince, isLapse } from './lapses.ts';

/** A proposal stands for so long after the last of its lapses: then they tell nothing of today. */
const STANDS_DAYS = 30;
const LONGEST_TEXT = 200;
/** Bounds how long the process answers nothing else. */
const LOOKUPS_A_PIECE = 100;

export interface Lapse {
  readonly reviewId: string;
  readonly cardId: string;
  /** Markdown of the note's heading. */
  readonly prompt: string;
  readonly atMs: number;
}

/** A covered item whose cards lapsed again and again: perhaps a gap that nobody has named. */
export interface Proposal {
  readonly id: string;
  readonly topic: { readonly id: string; readonly title: string };
  readonly item: { readonly key: string; readonly text: string };
  /** What the gap could be called. */
  readonly text: string;
  readonly lapses: readonly Lapse[];
}

/** An item with those of its failed reviews that no decision has answered. */
interface Failing {
  readonly topicId: string;
  readonly key: string;
  readonly failed: readonly Failed[];
}

/**
 * The gaps that the log proposes, along the plans' roadmaps: three lapses in a covered item within 14 days that no
 * decision has answered yet. Of the log only reviews of the last weeks that failed are read, and of those that may
 * make a proposal what stood before them.
 */
export async function listProposals(desk: ReviewDesk, part: Part = {}): Promise<readonly Proposal[]> {
  const nowMs = desk.clock();
  const failed = await failedSince(desk, nowMs - (STANDS_DAYS + CLUSTER_DAYS) * DAY_MS);
  const decidedMs = await decisionsOf(desk);
  const topics = await liveTopics(desk.store);
  const placed = new Map<string, Proposal>();
  let lookups = 0;
  for (const failing of await failingItems(desk, failed, part)) {
    if (!clusterOf(failing.failed)) continue;
    const item = await itemAt.first(desk.store.read, { topic: failing.topicId, key: failing.key });
    const title = topics.find(({ id }) => id === failing.topicId)?.title;
    if (!item || title === undefined) continue;
    const answeredMs = decidedMs(item);
    const lapses: Failed[] = [];
    for (const one of failing.failed) {
      if (one.atMs <= answeredMs) continue;
      if (await isLapse(desk, one)) lapses.push(one);
      if (++lookups % LOOKUPS_A_PIECE === 0) await turn();
    }
    const cluster = clusterOf(lapses);
    const lastMs = cluster?.lapses.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
    if (!cluster || lastMs < nowMs - STANDS_DAYS * DAY_MS) continue;
    const told = await withPrompts(desk, cluster.lapses);
    placed.set(placeOf(failing.topicId, failing.key), {
      id: cluster.id,
      topic: { id: item.topic_id, title },
      item: { key: item.key, text: item.text },
      text: textFor(item.text, told),
      lapses: told,
    });
  }
  const items = await itemsByTopic(desk.store);
  return topics.flatMap(({ id }) =>
    [...(items.get(id)?.keys() ?? [])].flatMap((key) => placed.get(placeOf(id, key)) ?? []),
  );
}

/** Those of failed reviews whose cards stand under covered items, by item. */
async function failingItems(
  desk: ReviewDesk,
  failed: readonly Failed[],
  part: Part,
): Promise<readonly Failing[]> {
  const failedOf = new Map<string, Failed[]>();
  for (const one of failed) {
    const ofCard = failedOf.get(one.cardId);
    if (ofCard) ofCard.push(one);
    else failedOf.set(one.cardId, [one]);
  }
  const items = await itemsByTopic(desk.store);
  const failing = new Map<string, Failing & { readonly failed: Failed[] }>();
  for (const card of await rosterOf(desk.store, desk.learner.id)) {
    const ofCard = failedOf.get(card.id);
    const { topic_id: topicId, item_key: key, plan_id: planId } = card;
    if (!ofCard || card.live !== 1 || key === null || items.get(topicId)?.get(key) !== 'covered') continue;
    if (part.planId !== undefined && part.planId !== planId) continue;
    if (part.topicId !== undefined && part.topicId !== topicId) continue;
    const place = placeOf(topicId, key);
    const known = failing.get(place) ?? { topicId, key, failed: [] };
    known.failed.push(...ofCard);
    failing.set(place, known);
  }
  return [...failing.values()];
}

const itemAt = prepare<{ topic: string; key: string }>()((db, param) =>
  db
    .selectFrom('items')
    .select(['topic_id', 'key', 'text', 'aliases'])
    .where('topic_id', '=', param('topic'))
    .where('key', '=', param('key')),
);
type ItemAt = Awaited<ReturnType<typeof itemAt.all>>[number];

const promptOf = prepare<{ card: string }>()((db, param) =>
  db
    .selectFrom('cards as c')
    .innerJoin('notes as n', 'n.id', 'c.note_id')
    .select('n.prompt')
    .where('c.id', '=', param('card')),
);

async function withPrompts(desk: ReviewDesk, lapses: readonly Failed[]): Promise<readonly Lapse[]> {
  return Promise.all(
    lapses.map(async ({ id, cardId, atMs }) => {
      const note = await promptOf.first(desk.store.read, { card: cardId });
      return { reviewId: id, cardId, prompt: note?.prompt ?? cardId, atMs };
    }),
  );
}

/** The item, and of its cards the one that failed most. */
function textFor(item: string, lapses: readonly Lapse[]): string {
  const counts = new Map<string, number>();
  for (const { prompt } of lapses) counts.set(prompt, (counts.get(prompt) ?? 0) + 1);
  const [[worst] = ['']] = [...counts].sort(([, a], [, b]) => b - a);
  const text = `${item}: ${worst}`;
  if (text.length <= LONGEST_TEXT) return text;
  return `${text.slice(0, text.lastIndexOf(' ', LONGEST_TEXT - 1))} …`;
}

/** When an item's lapses were last answered by a decision, also under an earlier wording. */
async function decisionsOf(desk: ReviewDesk): Promise<(item: ItemAt) => number> {
  const rows = await desk.store.read
    .selectFrom('gap_decisions')
    .select(['topic_id', 'item_key', 'at_ms'])
    .where('learner_id', '=', desk.learner.id)
    .orderBy('at_ms')
    .execute();
  const latest = new Map(rows.map((row) => [placeOf(row.topic_id, row.item_key), row.at_ms]));
  return (item) => {
    const keys = [item.key, ...aliasesOf(item)];
    return Math.max(
      ...keys.map((key) => latest.get(placeOf(item.topic_id, key)) ?? Number.NEGATIVE_INFINITY),
    );
  };
}

function placeOf(topicId: string, key: string): string {
  return `${topicId}\n${key}`;
}
