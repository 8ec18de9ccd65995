// Updates the lives of gaps when the log of a card changes.
import type { Kysely } from 'kysely';
import type { FollowedReview, GapFollower, RehearsedGaps, ReviewDesk } from '../log/desk.ts';
import { memoryByCard } from '../log/memories.ts';
import { historyOf } from '../log/rows.ts';
import type { CardId } from '../schedule/ids.ts';
import type { CardEvent, Memory } from '../schedule/types.ts';
import type { Pause } from '../store/store.ts';
import type { GapLifeRow, Tables } from '../store/tables.ts';
import { yieldAfter, yieldNow } from '../store/yielding.ts';
import { evidenceIn, happeningOf, stageAfter } from './life.ts';
import {
  addReading,
  cardsOf,
  changesOf,
  gapsOfCard,
  isReadSince,
  keepChanges,
  keepLife,
  type Life,
  lifeByLog,
  livesOfCard,
  refoldLife,
  schedulerIn,
  textOf,
} from './lives.ts';

type Tx = Kysely<Tables>;

/** Yield to the event loop after this many. */
const CARDS_A_PIECE = 50;
const GAPS_A_PIECE = 20;

/** The functions of this room that a desk uses. */
export const gapFollower: GapFollower = { followReview, refollow, rehearse };

/**
 * Updates the gaps of a card after a review that comes after all other events of the card. Call it in the review's
 * transaction, after the memory is stored. Reads only the cards of these gaps. Without a gap it costs one query.
 */
async function followReview(tx: Tx, desk: ReviewDesk, answer: FollowedReview, pause: Pause): Promise<void> {
  for (const life of await livesOfCard(tx, desk, answer.cardId)) {
    if (answer.atMs <= life.folded_to_ms) await refoldLife(tx, desk, life.gap, pause);
    else if (cardsOf(life).includes(answer.cardId)) await step(tx, desk, life, answer, pause);
  }
}

/** Folds the gaps of cards again, each once, within the transaction that changed the cards' logs. */
async function refollow(tx: Tx, desk: ReviewDesk, cardIds: Iterable<CardId>, pause: Pause): Promise<void> {
  for (const gap of await gapsOf(tx, desk, cardIds, pause)) await refoldLife(tx, desk, gap, pause);
}

/** Folds the gaps of cards as they will be, before the transaction that adds these events to the cards' logs. */
async function rehearse(
  desk: ReviewDesk,
  added: ReadonlyMap<CardId, readonly CardEvent[]>,
): Promise<RehearsedGaps> {
  const db = desk.store.read;
  const lives = new Map<number, Life>();
  for (const gap of await gapsOf(db, desk, added.keys(), yieldNow))
    lives.set(gap, await lifeByLog(db, desk, gap, yieldNow, added));
  return {
    async keep(tx, others, pause) {
      const isStale = async (gap: number, life: Life) =>
        [...life.cards].some((cardId) => others.has(cardId)) || (await isReadSince(tx, desk, gap, life));
      const pieces = yieldAfter(GAPS_A_PIECE, pause);
      for (const gap of await gapsOf(tx, desk, added.keys(), pause)) {
        const life = lives.get(gap);
        if (!life || (await isStale(gap, life))) await refoldLife(tx, desk, gap, pause);
        else await keepLife(tx, desk, gap, life);
        await pieces();
      }
    },
  };
}

/** The gaps that cards belong to or ever belonged to. */
async function gapsOf(
  db: Tx,
  desk: ReviewDesk,
  cardIds: Iterable<CardId>,
  pause: Pause,
): Promise<ReadonlySet<number>> {
  const gaps = new Set<number>();
  const pieces = yieldAfter(CARDS_A_PIECE, pause);
  for (const cardId of cardIds) {
    for (const { gap } of await gapsOfCard(db, desk, cardId)) gaps.add(gap);
    await pieces();
  }
  return gaps;
}

async function step(
  tx: Tx,
  desk: ReviewDesk,
  life: GapLifeRow,
  answer: FollowedReview,
  pause: Pause,
): Promise<void> {
  const { cardId, rating, atMs, before } = answer;
  const cards = cardsOf(life);
  const memories: Memory[] = [];
  for (const id of cards) {
    const { memory } = historyOf(await memoryByCard.first(tx, { learner: desk.learner.id, id }));
    const isLater = id !== cardId && memory.state !== 'new' && memory.lastReviewedAtMs >= atMs;
    if (isLater) return refoldLife(tx, desk, life.gap, pause);
    memories.push(memory);
  }
  const scheduler = textOf(desk.schedulerOf(life.topic_id));
  if (scheduler !== life.scheduler) await addReading(tx, desk, { ...life, scheduler, at_ms: atMs });
  const changes = changesOf(life);
  const last = changes.at(-1)?.stage ?? null;
  const reading = { atMs, kind: life.kind, cards, scheduler: schedulerIn(scheduler) };
  const stage = stageAfter(last, reading, evidenceIn(memories), {
    atMs,
    happening: happeningOf(rating, before),
  });
  if (stage !== last) await keepChanges(tx, desk, life.gap, [...changes, { stage, atMs, cardId }]);
}
