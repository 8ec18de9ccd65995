import { recallAfter } from '../schedule/recall.ts';
import type { ReviewDesk } from './desk.ts';
import type { RosterCard } from './roster.ts';

/** The probability, 0–1, that a card is recalled at an instant, by the weights of its topic; null while it is new. */
export function recallOf(
  card: Pick<RosterCard, 'stability' | 'last_reviewed_at_ms' | 'topic_id'>,
  desk: Pick<ReviewDesk, 'schedulerOf'>,
  atMs: number,
): number | null {
  const { stability, last_reviewed_at_ms: lastMs, topic_id: topicId } = card;
  if (stability === null || lastMs === null) return null;
  return recallAfter(atMs - lastMs, stability, desk.schedulerOf(topicId).weights);
}
