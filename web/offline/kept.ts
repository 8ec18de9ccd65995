// The queue as the browser keeps it.

import type { CardNow, Due, Queue, QueueCard } from '../../server/http/schemas.ts';
import { dayEnd } from './day.ts';

/** A card that can be asked without the server. */
export interface KeptCard {
  readonly cardId: string;
  /** Its place in the queue. */
  readonly order: number;
  readonly card: QueueCard;
  /** The server's time at which it was sent. */
  readonly asOfMs: number;
  /** When it can be asked, by this browser's clock. */
  readonly readyAtMs: number;
}

/** What the browser keeps of the server's queue. */
export interface Kept {
  readonly scheduler: Queue['scheduler'];
  readonly due: Due;
  readonly cards: readonly KeptCard[];
}

export function keptOf(queue: Queue): Kept {
  const asOfMs = Date.parse(queue.due.asOf);
  const cards = queue.cards.map((card, order) => ({
    cardId: card.cardId,
    order,
    card,
    asOfMs,
    readyAtMs: 0,
  }));
  return { scheduler: queue.scheduler, due: queue.due, cards };
}

/**
 * A kept card after the server has accepted an answer to it; null if it is not asked again today.
 *
 * @param nowMs this browser's time.
 */
export function keptAfter(
  kept: KeptCard,
  card: CardNow,
  asOfMs: number,
  scheduler: Kept['scheduler'],
  nowMs: number,
): KeptCard | null {
  const dueMs = card.dueAt === null ? asOfMs : Date.parse(card.dueAt);
  const isOut = card.suspended || card.buried || card.setAside || dueMs >= dayEnd(scheduler);
  return isOut ? null : { ...kept, card, asOfMs, readyAtMs: nowMs + Math.max(0, dueMs - asOfMs) };
}
