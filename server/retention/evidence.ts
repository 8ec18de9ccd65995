import type { ReviewDesk } from '../review/desk.ts';
import { type RosterCard, rosterOf } from '../review/roster.ts';
import type { Evidence } from '../schedule/estimate.ts';
import { recallAfter } from '../schedule/recall.ts';
import { prepare } from '../store/prepared.ts';

/** What a topic's retention rests on now. */
export interface TopicEvidence extends Evidence {
  readonly cards: number;
  readonly items: { readonly covered: number; readonly gaps: number; readonly uncarded: number };
}

const liveItems = prepare<Record<string, never>>()((db) =>
  db.selectFrom('items').select(['topic_id', 'key', 'kind']).where('live', '=', 1),
);

/** The evidence of every topic, by topic id; all zeros for one that has neither cards nor items. */
export async function evidenceByTopic(desk: ReviewDesk): Promise<(topicId: string) => TopicEvidence> {
  const topics = new Map<string, Tally>();
  const tallyOf = (topicId: string) => {
    const tally = topics.get(topicId) ?? emptyTally();
    topics.set(topicId, tally);
    return tally;
  };
  const { weights } = desk.scheduler;
  const nowMs = desk.clock();
  for (const card of await rosterOf(desk.store, desk.learner.id)) {
    if (card.live === 1) countCard(tallyOf(card.topic_id), card, nowMs, weights);
  }
  for (const { topic_id: topicId, key, kind } of await liveItems.all(desk.store.read, {})) {
    const tally = tallyOf(topicId);
    tally[kind === 'gap' ? 'gaps' : 'covered'] += 1;
    if (!tally.itemsWithCards.has(key)) tally.uncarded += 1;
  }
  return (topicId) => evidenceOf(topics.get(topicId) ?? emptyTally());
}

interface Tally {
  sumRecall: number;
  sumVariance: number;
  seen: number;
  reviews: number;
  cards: number;
  covered: number;
  gaps: number;
  uncarded: number;
  /** Keys of the items that cards stand under. */
  readonly itemsWithCards: Set<string>;
}

function emptyTally(): Tally {
  const itemsWithCards = new Set<string>();
  return {
    sumRecall: 0,
    sumVariance: 0,
    seen: 0,
    reviews: 0,
    cards: 0,
    covered: 0,
    gaps: 0,
    uncarded: 0,
    itemsWithCards,
  };
}

function countCard(tally: Tally, card: RosterCard, nowMs: number, weights: readonly number[]): void {
  tally.cards += 1;
  if (card.item_key !== null) tally.itemsWithCards.add(card.item_key);
  if (card.stability === null || card.last_reviewed_at_ms === null) return;
  const recall = recallAfter(nowMs - card.last_reviewed_at_ms, card.stability, weights);
  tally.seen += 1;
  tally.sumRecall += recall;
  tally.sumVariance += recall * (1 - recall);
  tally.reviews += card.reps ?? 0;
}

function evidenceOf({ covered, gaps, uncarded, itemsWithCards: _, ...sums }: Tally): TopicEvidence {
  return { ...sums, units: sums.cards + uncarded, items: { covered, gaps, uncarded } };
}
