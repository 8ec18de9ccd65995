// Updates the lives of gaps when the log of a card changes.
import type { Kysely } from 'kysely';
import type { FollowedReview, GapFollower, ReviewDesk } from '../log/desk.ts';
import { memoryByCard } from '../log/memories.ts';
import { historyOf } from '../log/rows.ts';
import type { CardId } from '../schedule/ids.ts';
import type { Memory } from '../schedule/types.ts';
import type { GapLifeRow, Tables } from '../store/tables.ts';
import { happeningOf, stageAfter } from './life.ts';
import {
  addReading,
  cardsOf,
  changesOf,
  keepChanges,
  livesOfCard,
  refoldLife,
  schedulerIn,
  textOf,
} from './lives.ts';

type Tx = Kysely<Tables>;

/** The functions of this room that a desk uses. */
export const gapFollower: GapFollower = { followReview, refollow };

/**
 * Updates the gaps of a card after a review that comes after all other events of the card. Call it in the review's
 * transaction, after the memory is stored. Reads only the cards of these gaps. Without a gap it costs one query.
 */
async function followReview(tx: Tx, desk: ReviewDesk, answer: FollowedReview): Promise<void> {
  for (const life of await livesOfCard(tx, desk, answer.cardId)) {
    if (answer.atMs <= life.folded_to_ms) await refoldLife(tx, desk, life.gap);
    else if (cardsOf(life).includes(answer.cardId)) await step(tx, desk, life, answer);
  }
}

/** Folds the gaps of a card again, within the transaction that changed the card's log. */
async function refollow(tx: Tx, desk: ReviewDesk, cardId: CardId): Promise<void> {
  for (const { gap } of await livesOfCard(tx, desk, cardId)) await refoldLife(tx, desk, gap);
}

async function step(tx: Tx, desk: ReviewDesk, life: GapLifeRow, answer: FollowedReview): Promise<void> {
  const { cardId, rating, atMs, before } = answer;
  const cards = cardsOf(life);
  const memories: Memory[] = [];
  for (const id of cards) {
    const { memory } = historyOf(await memoryByCard.first(tx, { learner: desk.learner.id, id }));
    const isLater = id !== cardId && memory.state !== 'new' && memory.lastReviewedAtMs >= atMs;
    if (isLater) return refoldLife(tx, desk, life.gap);
    memories.push(memory);
  }
  const scheduler = textOf(desk.schedulerOf(life.topic_id));
  if (scheduler !== life.scheduler) await addReading(tx, desk, { ...life, scheduler, at_ms: atMs });
  const changes = changesOf(life);
  const last = changes.at(-1)?.stage ?? null;
  const reading = { atMs, kind: life.kind, cards, scheduler: schedulerIn(scheduler) };
  const stage = stageAfter(last, reading, memories, { atMs, happening: happeningOf(rating, before) });
  if (stage !== last) await keepChanges(tx, desk, life.gap, [...changes, { stage, atMs, cardId }]);
}
