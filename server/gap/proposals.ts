// Finds gaps that the log proposes.
import { aliasesOf } from '../library/bind.ts';
import { itemsByTopic, liveTopics } from '../library/catalogue.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { rosterOf } from '../log/roster.ts';
import type { EventId, TopicId } from '../schedule/ids.ts';
import { DAY_MS } from '../schedule/study-day.ts';
import type { CardScope } from '../session/card-scope.ts';
import { prepare } from '../store/prepared.ts';
import { CLUSTER_DAYS, type Cluster, clusterOf } from './cluster.ts';
import { type Lapse, lapsesSince } from './lapses.ts';
import { placeOf } from './place.ts';

/** A proposal expires this many days after its last lapse. */
const STANDS_DAYS = 30;
const LONGEST_TEXT = 200;
const CARDS_A_STATEMENT = 500;

/** A lapse of a proposal. Its `id` is the id of the review. */
export interface ProposedLapse extends Lapse {
  /** Markdown of the note's heading. */
  readonly prompt: string;
}

/** A covered item whose cards lapse often: perhaps a gap that nobody has named. */
export interface Proposal {
  readonly id: EventId;
  readonly topic: { readonly id: TopicId; readonly title: string };
  readonly item: { readonly key: string; readonly text: string };
  /** A suggested text for the gap. */
  readonly text: string;
  readonly lapses: readonly ProposedLapse[];
}

/**
 * Returns the gaps that the log proposes, in the order of the plans' roadmaps: covered items with three lapses within
 * 14 days since the last decision on the item.
 */
export async function listProposals(desk: ReviewDesk, scope: CardScope = {}): Promise<readonly Proposal[]> {
  const nowMs = desk.clock();
  const lapses = await lapsesSince(desk, nowMs - (STANDS_DAYS + CLUSTER_DAYS) * DAY_MS);
  const decidedMs = await decisionsOf(desk);
  const placed = new Map<string, ItemCluster>();
  for (const [place, { topicId, key, lapses: all }] of await byCoveredItem(desk, lapses, scope)) {
    if (!clusterOf(all)) continue;
    const item = await itemAt.first(desk.store.read, { topic: topicId, key });
    const cluster = item && clusterOf(all.filter(({ atMs }) => atMs > decidedMs(item)));
    const lastMs = cluster?.lapses.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
    if (item && cluster && lastMs >= nowMs - STANDS_DAYS * DAY_MS) placed.set(place, { item, cluster });
  }
  const prompts = await promptsOf(desk, [...placed.values()]);
  const items = await itemsByTopic(desk.store);
  return (await liveTopics(desk.store)).flatMap(({ id, title }) =>
    [...(items.get(id)?.keys() ?? [])].flatMap((key) => {
      const found = placed.get(placeOf(id, key));
      return found ? proposalOf({ id, title }, found, prompts) : [];
    }),
  );
}

interface ItemCluster {
  readonly item: ItemAt;
  readonly cluster: Cluster<Lapse>;
}

function proposalOf(
  topic: Proposal['topic'],
  { item: { key, text }, cluster: { id, lapses } }: ItemCluster,
  prompts: ReadonlyMap<string, string>,
): Proposal {
  const proposed = lapses.map((lapse) => ({ ...lapse, prompt: prompts.get(lapse.cardId) ?? lapse.cardId }));
  return { id, topic, item: { key, text }, text: textFor(text, proposed), lapses: proposed };
}

interface Lapsing {
  readonly topicId: TopicId;
  readonly key: string;
  readonly lapses: Lapse[];
}

/** Groups lapses by the covered item that their card belongs to now. Other lapses are left out. */
async function byCoveredItem(
  desk: ReviewDesk,
  lapses: readonly Lapse[],
  scope: CardScope,
): Promise<ReadonlyMap<string, Lapsing>> {
  const lapsesOf = new Map<string, Lapse[]>();
  for (const lapse of lapses) {
    const ofCard = lapsesOf.get(lapse.cardId);
    if (ofCard) ofCard.push(lapse);
    else lapsesOf.set(lapse.cardId, [lapse]);
  }
  const items = await itemsByTopic(desk.store);
  const byItem = new Map<string, Lapsing>();
  for (const card of await rosterOf(desk.store, desk.learner.id)) {
    const ofCard = lapsesOf.get(card.id);
    const { topic_id: topicId, item_key: key, plan_id: planId } = card;
    if (!ofCard || card.live !== 1 || key === null || items.get(topicId)?.get(key) !== 'covered') continue;
    if (scope.planId !== undefined && scope.planId !== planId) continue;
    if (scope.topicId !== undefined && scope.topicId !== topicId) continue;
    const place = placeOf(topicId, key);
    const known = byItem.get(place) ?? { topicId, key, lapses: [] };
    known.lapses.push(...ofCard);
    byItem.set(place, known);
  }
  return byItem;
}

const itemAt = prepare<{ topic: TopicId; key: string }>()((db, param) =>
  db
    .selectFrom('items')
    .select(['topic_id', 'key', 'text', 'aliases'])
    .where('topic_id', '=', param('topic'))
    .where('key', '=', param('key')),
);
type ItemAt = Awaited<ReturnType<typeof itemAt.all>>[number];

/** The prompts of the cards in some clusters, by card id. */
async function promptsOf(
  desk: ReviewDesk,
  clusters: readonly ItemCluster[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(clusters.flatMap(({ cluster }) => cluster.lapses.map(({ cardId }) => cardId)))];
  const prompts = new Map<string, string>();
  for (let from = 0; from < ids.length; from += CARDS_A_STATEMENT) {
    const rows = await desk.store.read
      .selectFrom('cards as c')
      .innerJoin('notes as n', 'n.id', 'c.note_id')
      .select(['c.id', 'n.prompt'])
      .where('c.id', 'in', ids.slice(from, from + CARDS_A_STATEMENT))
      .execute();
    for (const { id, prompt } of rows) prompts.set(id, prompt);
  }
  return prompts;
}

/** The text of the item, with the prompt of the card that lapsed most. */
function textFor(item: string, lapses: readonly ProposedLapse[]): string {
  const counts = new Map<string, number>();
  for (const { prompt } of lapses) counts.set(prompt, (counts.get(prompt) ?? 0) + 1);
  const [[worst] = ['']] = [...counts].sort(([, a], [, b]) => b - a);
  const text = `${item}: ${worst}`;
  if (text.length <= LONGEST_TEXT) return text;
  return `${text.slice(0, text.lastIndexOf(' ', LONGEST_TEXT - 1))} …`;
}

/** Returns a function that gives the time of the last decision on an item, also under an earlier wording. */
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
