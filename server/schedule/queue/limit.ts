import type { Order, Orders } from './order.ts';
import type { Kinds, SessionInput } from './session.ts';

/**
 * What the day's limits let through of each kind: the first in order, themselves in none. New cards take, as in Anki,
 * only what reviews leave of their limit, unless that is switched off; urgent ones come whatever the limit.
 */
export function limit({ reviews, fresh }: Kinds, orders: Orders, input: SessionInput): Kinds {
  const { settings, introducedToday, reviewedToday } = input;
  const chosen = firstOf(reviews, settings.reviewsPerDay - reviewedToday, orders.reviews);
  const leftByReviews = settings.newCountsAgainstReviews
    ? settings.reviewsPerDay - reviewedToday - introducedToday - chosen.length
    : Number.POSITIVE_INFINITY;
  const newLeft = Math.max(0, Math.min(settings.newPerDay - introducedToday, leftByReviews));
  const urgent = fresh.filter((card) => card.urgent).length;
  return { reviews: chosen, fresh: firstOf(fresh, urgent + newLeft, orders.fresh) };
}

/**
 * The first so many in order, themselves in none. Those that a limit holds back are many, and take no sorting: half
 * and half again.
 *
 * @param order tells any two apart.
 */
export function firstOf<Card>(cards: readonly Card[], count: number, order: Order<Card>): readonly Card[] {
  if (count <= 0) return [];
  const middle = cards[cards.length >> 1];
  if (!middle || cards.length <= count) return cards;
  const before: Card[] = [];
  const after: Card[] = [];
  for (const card of cards) {
    if (card !== middle) (order(card, middle) < 0 ? before : after).push(card);
  }
  if (before.length >= count) return firstOf(before, count, order);
  return [...before, middle, ...firstOf(after, count - before.length - 1, order)];
}
