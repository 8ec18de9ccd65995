// The scores of explanations: which points of a card were named.

import type { ReviewDesk } from '../log/desk.ts';
import { stands } from '../log/live-reviews.ts';
import type { CardId, TopicId } from '../schedule/ids.ts';
import { readJson } from '../store/errors.ts';

/** One explanation of a card. */
export interface Explanation {
  readonly atMs: number;
  /** The share of the points that were named, 0–1. */
  readonly share: number;
  readonly points: readonly boolean[];
}

/** An `explain` card with its explanations, oldest first. */
export interface Explained {
  readonly cardId: CardId;
  /** Markdown of the note's heading. */
  readonly prompt: string;
  readonly explanations: readonly Explanation[];
}

/**
 * The exercises of a topic that were explained at least once, in the deck's order. Practice counts, and so do answers
 * before a reset: a score shows what was named then, whatever happened to the memory later. Undone answers don't count.
 */
export async function explainedOf(desk: ReviewDesk, topicId: TopicId): Promise<readonly Explained[]> {
  const rows = await desk.store.read
    .selectFrom('cards as c')
    .innerJoin('notes as n', 'n.id', 'c.note_id')
    .innerJoin('events as e', 'e.card_id', 'c.id')
    .select(['c.id', 'n.prompt', 'e.at_ms', 'e.points'])
    .where('c.topic_id', '=', topicId)
    .where('c.live', '=', 1)
    .where('c.kind', '=', 'explain')
    .where('e.learner_id', '=', desk.learner.id)
    .where('e.type', '=', 'reviewed')
    .where('e.points', 'is not', null)
    .where(stands('e'))
    .orderBy('c.position')
    .orderBy('e.at_ms')
    .orderBy('e.id')
    .execute();
  const byCard = new Map<CardId, { prompt: string; explanations: Explanation[] }>();
  for (const { id, prompt, at_ms: atMs, points: json } of rows) {
    const points: readonly boolean[] = readJson(json ?? '[]', 'events.points');
    if (points.length === 0) continue;
    const card = byCard.get(id) ?? { prompt, explanations: [] };
    card.explanations.push({ atMs, share: points.filter(Boolean).length / points.length, points });
    byCard.set(id, card);
  }
  return [...byCard].map(([cardId, card]) => ({ cardId, ...card }));
}
