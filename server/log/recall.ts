// The recall of a card of the roster.
import { recallAfter } from '../schedule/recall.ts';
import type { ReviewDesk } from './desk.ts';
import type { RosterCard } from './roster.ts';

/** Returns the probability, 0–1, of recalling a card at `atMs` by its topic's weights, or null for a new card. */
export function recallOf(
  card: Pick<RosterCard, 'stability' | 'last_reviewed_at_ms' | 'topic_id'>,
  desk: Pick<ReviewDesk, 'schedulerOf'>,
  atMs: number,
): number | null {
  const { stability, last_reviewed_at_ms: lastMs, topic_id: topicId } = card;
  if (stability === null || lastMs === null) return null;
  return recallAfter(atMs - lastMs, stability, desk.schedulerOf(topicId).weights);
}
