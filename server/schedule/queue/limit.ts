import { firstOfSorted } from './first.ts';
import type { Orders } from './order.ts';
import type { Kinds, SessionInput } from './session.ts';

/**
 * What the day's limits let through of each kind: the first in order. New cards take, as in Anki, only what reviews
 * leave of their limit, unless that is switched off; urgent ones come whatever the limit.
 */
export function limit(orders: Orders, input: SessionInput): Kinds {
  const { waiting, settings, introducedToday, reviewedToday } = input;
  const reviews = firstOfSorted(
    waiting.map((some) => some.reviews),
    settings.reviewsPerDay - reviewedToday,
    orders.reviews,
  );
  const leftByReviews = settings.newCountsAgainstReviews
    ? settings.reviewsPerDay - reviewedToday - introducedToday - reviews.length
    : Number.POSITIVE_INFINITY;
  const newLeft = Math.max(0, Math.min(settings.newPerDay - introducedToday, leftByReviews));
  const urgent = waiting.reduce((sum, some) => sum + some.urgent, 0);
  const fresh = firstOfSorted(
    waiting.map((some) => some.fresh),
    urgent + newLeft,
    orders.fresh,
  );
  return { reviews, fresh };
}
