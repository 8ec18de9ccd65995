import type { ReviewDesk } from '../review/desk.ts';
import { type RosterCard, rosterOf } from '../review/roster.ts';
import type { Evidence } from '../schedule/estimate.ts';
import { sumRecalls, type TopicOffset, topicOffset } from '../schedule/offset.ts';
import { recallAfter } from '../schedule/recall.ts';
import { NO_TRIALS, trialsLeft } from '../schedule/trials.ts';
import type { Trials } from '../schedule/types.ts';
import { prepare } from '../store/prepared.ts';
import { calibrationErrorToday } from './calibration.ts';

/** What a topic's retention rests on now. */
export interface TopicEvidence extends Evidence {
  readonly cards: number;
  readonly items: { readonly covered: number; readonly gaps: number; readonly uncarded: number };
  /** Of the seen cards, as of now. */
  readonly trials: Trials;
  readonly offset: TopicOffset;
}

const liveItems = prepare<Record<string, never>>()((db) =>
  db.selectFrom('items').select(['topic_id', 'key', 'kind']).where('live', '=', 1),
);

/** The evidence of every topic at an instant, by topic id; all zeros for one that has neither cards nor items. */
export async function evidenceByTopic(
  desk: ReviewDesk,
  asOfMs: number,
): Promise<(topicId: string) => TopicEvidence> {
  const topics = new Map<string, Tally>();
  const tallyOf = (topicId: string) => {
    const tally = topics.get(topicId) ?? emptyTally();
    topics.set(topicId, tally);
    return tally;
  };
  for (const card of await rosterOf(desk.store, desk.learner.id)) {
    if (card.live !== 1) continue;
    countCard(tallyOf(card.topic_id), card, asOfMs, desk.schedulerOf(card.topic_id).weights);
  }
  for (const { topic_id: topicId, key, kind } of await liveItems.all(desk.store.read, {})) {
    const tally = tallyOf(topicId);
    tally[kind === 'gap' ? 'gaps' : 'covered'] += 1;
    if (!tally.itemsWithCards.has(key)) tally.uncarded += 1;
  }
  const error = await calibrationErrorToday(desk);
  return (topicId) => evidenceOf(topics.get(topicId) ?? emptyTally(), error);
}

interface Tally {
  cards: number;
  covered: number;
  gaps: number;
  uncarded: number;
  reviews: number;
  /** Of the seen cards, as their memories tell. */
  readonly recalls: number[];
  readonly trials: { -readonly [Key in keyof Trials]: Trials[Key] };
  /** Keys of the items that cards stand under. */
  readonly itemsWithCards: Set<string>;
}

function emptyTally(): Tally {
  return {
    cards: 0,
    covered: 0,
    gaps: 0,
    uncarded: 0,
    reviews: 0,
    recalls: [],
    trials: { ...NO_TRIALS },
    itemsWithCards: new Set(),
  };
}

function countCard(tally: Tally, card: RosterCard, asOfMs: number, weights: readonly number[]): void {
  tally.cards += 1;
  if (card.item_key !== null) tally.itemsWithCards.add(card.item_key);
  if (card.stability === null || card.last_reviewed_at_ms === null) return;
  const elapsedMs = asOfMs - card.last_reviewed_at_ms;
  tally.recalls.push(recallAfter(elapsedMs, card.stability, weights));
  tally.reviews += card.reps ?? 0;
  if (card.trials === null || card.trials === 0) return;
  const { trials } = tally;
  const left = trialsLeft(elapsedMs);
  trials.count += card.trials;
  trials.passed += card.trials_passed ?? 0;
  trials.predicted += card.trials_predicted ?? 0;
  trials.surprise += left * (card.surprise ?? 0);
  trials.information += left * (card.information ?? 0);
}

function evidenceOf(tally: Tally, error: number): TopicEvidence {
  const { recalls, trials, cards, covered, gaps, uncarded, reviews } = tally;
  const offset = topicOffset(trials);
  return {
    ...sumRecalls(recalls, offset),
    calibrationError: error,
    units: cards + uncarded,
    reviews,
    cards,
    items: { covered, gaps, uncarded },
    trials,
    offset,
  };
}
