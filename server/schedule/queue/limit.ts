// Daily limits.
import type { SessionSettings } from '../types.ts';
import { firstOfSorted } from './first.ts';
import type { Kinds, Orders, SessionInput, Waiting } from './types.ts';

/**
 * What the day's limits let through of each kind: the first in order. New cards take, as in Anki, only what reviews
 * leave of their limit, unless that is switched off; urgent ones come whatever the limit.
 *
 * @param waiting each set in these orders.
 */
export function limit(
  waiting: readonly Pick<Waiting, 'reviews' | 'fresh' | 'urgent'>[],
  orders: Orders,
  {
    settings,
    introducedToday,
    reviewedToday,
  }: Pick<SessionInput, 'settings' | 'introducedToday' | 'reviewedToday'>,
): Kinds {
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

/** The kinds that the limits let through on some day. */
export function allowed({
  newPerDay,
  reviewsPerDay,
  newCountsAgainstReviews,
}: SessionSettings): Readonly<Record<'new' | 'review', boolean>> {
  const review = reviewsPerDay > 0;
  return { new: newPerDay > 0 && (review || !newCountsAgainstReviews), review };
}
