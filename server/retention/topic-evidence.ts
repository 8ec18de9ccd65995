// The evidence of one topic, from its cards and items.
import type { TopicItems } from '../library/catalogue.ts';
import type { RosterCard } from '../log/roster.ts';
import { trialsOf } from '../log/rows.ts';
import type { Evidence } from '../schedule/estimate.ts';
import { sumRecalls, type TopicOffset, topicOffset } from '../schedule/offset.ts';
import { recallAfter } from '../schedule/recall.ts';
import { addTrials, NO_TRIALS } from '../schedule/trials.ts';
import type { Trials } from '../schedule/types.ts';

/** What a topic's retention is computed from, at an instant. */
export interface TopicEvidence extends Evidence {
  readonly asOfMs: number;
  readonly cards: number;
  readonly items: { readonly covered: number; readonly gaps: number; readonly uncarded: number };
  /** Summed over the seen cards. */
  readonly trials: Trials;
  readonly offset: TopicOffset;
}

/** What recall is computed with. */
export interface Measure {
  readonly asOfMs: number;
  readonly weights: readonly number[];
  readonly calibrationError: number;
}

/** The evidence of one topic; all zeros if it has neither cards nor items. */
export function topicEvidence(
  roster: Iterable<RosterCard>,
  items: TopicItems,
  { asOfMs, weights, calibrationError }: Measure,
): TopicEvidence {
  const withCards = new Set<string>();
  const recalls: number[] = [];
  const trials = { ...NO_TRIALS };
  let [cards, reviews] = [0, 0];
  for (const card of roster) {
    if (card.live !== 1) continue;
    cards += 1;
    if (card.item_key !== null) withCards.add(card.item_key);
    if (card.stability === null || card.last_reviewed_at_ms === null) continue;
    const elapsedMs = asOfMs - card.last_reviewed_at_ms;
    recalls.push(recallAfter(elapsedMs, card.stability, weights));
    reviews += card.reps ?? 0;
    if (card.trials === null || card.trials === 0) continue;
    addTrials(trials, trialsOf(card), elapsedMs);
  }
  const counts = countItems(items, withCards);
  const offset = topicOffset(trials);
  return {
    ...sumRecalls(recalls, offset),
    asOfMs,
    calibrationError,
    units: cards + counts.uncarded,
    reviews,
    cards,
    items: counts,
    trials,
    offset,
  };
}

function countItems(items: TopicItems, withCards: ReadonlySet<string>): TopicEvidence['items'] {
  let [gaps, uncarded] = [0, 0];
  for (const [key, kind] of items) {
    if (kind === 'gap') gaps += 1;
    if (!withCards.has(key)) uncarded += 1;
  }
  return { covered: items.size - gaps, gaps, uncarded };
}
