import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import { aliasesOf } from '../library/bind.ts';
import type { ReviewDesk } from '../review/desk.ts';
import type { Part } from '../review/due.ts';
import { logOf } from '../review/log.ts';
import { DAY_MS } from '../schedule/study-day.ts';
import { prepare } from '../store/prepared.ts';
import { CLUSTER_DAYS, clusterOf, lapsesOf } from './cluster.ts';

/** A proposal stands for so long after the last of its lapses: then they tell nothing of today. */
const STANDS_DAYS = 30;
const LONGEST_TEXT = 200;

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

// With the number in the text of the query the index over failed reviews is found for it.
const failedSince = prepare<{ learner: string; since: number }>()((db, param) =>
  db
    .selectFrom('events as e')
    .innerJoin('cards as c', 'c.id', 'e.card_id')
    .innerJoin('notes as n', 'n.id', 'c.note_id')
    .innerJoin('items as i', (join) =>
      join.onRef('i.topic_id', '=', 'c.topic_id').onRef('i.key', '=', 'c.item_key'),
    )
    .innerJoin('topics as t', 't.id', 'c.topic_id')
    .select(['e.at_ms', 'e.id', 'e.card_id', 'n.prompt', 't.id as topic_id', 't.plan_id', 't.title'])
    .select(['i.key', 'i.text', 'i.aliases', 't.position', 'i.position as item_position'])
    .where('e.rating', '=', sql.lit(1))
    .where('e.learner_id', '=', param('learner'))
    .where('e.at_ms', '>', param('since'))
    .where('c.live', '=', 1)
    .where('i.live', '=', 1)
    .where('i.kind', '=', 'covered')
    .where('t.live', '=', 1),
);
type Failed = Awaited<ReturnType<typeof failedSince.all>>[number];

/**
 * The gaps that the log proposes, along the plans' roadmaps: three lapses in a covered item within 14 days that no
 * decision has answered yet. Only reviews of the last weeks that failed are looked at, then the logs of the cards
 * that may make one.
 */
export async function listProposals(desk: ReviewDesk, part: Part = {}): Promise<readonly Proposal[]> {
  const nowMs = desk.clock();
  const since = nowMs - (STANDS_DAYS + CLUSTER_DAYS) * DAY_MS;
  const failed = await failedSince.all(desk.store.read, { learner: desk.learner.id, since });
  const decidedMs = await decisionsOf(desk);
  const proposals: { readonly order: readonly [string, number, number]; readonly proposal: Proposal }[] = [];
  for (const ofItem of byItem(failed.filter((one) => isPart(one, part)))) {
    const [item] = ofItem;
    const answeredMs = item && decidedMs(item);
    const open = ofItem.filter(({ at_ms: atMs }) => atMs > (answeredMs ?? since));
    if (!item || !clusterOf(open.map(({ id, at_ms: atMs }) => ({ id, atMs })))) continue;
    const proposal = await proposalOf(desk, item, open);
    const last = proposal?.lapses.at(-1);
    if (!proposal || !last || last.atMs < nowMs - STANDS_DAYS * DAY_MS) continue;
    proposals.push({ proposal, order: [item.plan_id, item.position, item.item_position] });
  }
  return proposals.sort((a, b) => compare(a.order, b.order)).map(({ proposal }) => proposal);
}

/** Failures are lapses only where the card was in review: its whole log tells. */
async function proposalOf(
  desk: ReviewDesk,
  { topic_id: topicId, title, key, text }: Failed,
  failed: readonly Failed[],
): Promise<Proposal | null> {
  const rows = new Map(failed.map((row) => [row.id, row]));
  const lapses: Lapse[] = [];
  for (const cardId of new Set(failed.map((row) => row.card_id))) {
    const log = await logOf(desk.store.read, desk, cardId);
    for (const { id, atMs } of lapsesOf(log, desk.schedulerOf(topicId))) {
      const row = rows.get(id);
      if (row) lapses.push({ reviewId: id, cardId, prompt: row.prompt, atMs });
    }
  }
  await setImmediate();
  const cluster = clusterOf(lapses.map((lapse) => ({ ...lapse, id: lapse.reviewId })));
  if (!cluster) return null;
  const told = cluster.lapses.map(({ id: _, ...lapse }) => lapse);
  return {
    id: cluster.id,
    topic: { id: topicId, title },
    item: { key, text },
    text: textFor(text, told),
    lapses: told,
  };
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

/** When an item's lapses were last answered by a decision, also under an earlier wording; null: never. */
async function decisionsOf(desk: ReviewDesk): Promise<(item: Failed) => number | null> {
  const rows = await desk.store.read
    .selectFrom('gap_decisions')
    .select(['topic_id', 'item_key', 'at_ms'])
    .where('learner_id', '=', desk.learner.id)
    .orderBy('at_ms')
    .execute();
  const latest = new Map(rows.map((row) => [`${row.topic_id}\n${row.item_key}`, row.at_ms]));
  return (item) => {
    const times = [item.key, ...aliasesOf(item)].map((key) => latest.get(`${item.topic_id}\n${key}`) ?? 0);
    return Math.max(...times) || null;
  };
}

function isPart({ plan_id: planId, topic_id: topicId }: Failed, part: Part): boolean {
  return (
    (part.planId === undefined || part.planId === planId) &&
    (part.topicId === undefined || part.topicId === topicId)
  );
}

function byItem(failed: readonly Failed[]): Iterable<readonly Failed[]> {
  const items = new Map<string, Failed[]>();
  for (const row of failed) {
    const place = `${row.topic_id}\n${row.key}`;
    const ofItem = items.get(place);
    if (ofItem) ofItem.push(row);
    else items.set(place, [row]);
  }
  return items.values();
}

function compare(a: readonly [string, number, number], b: readonly [string, number, number]): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  return a[1] - b[1] || a[2] - b[2];
}
