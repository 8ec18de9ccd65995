// The orders of a study day.
import { newOrder } from './new-order.ts';
import { reviewOrder } from './review-order.ts';
import type { Day, Kinds, Orders } from './types.ts';

/** The orders that a study day's settings ask for. */
export function ordersOf(day: Day): Orders {
  return { reviews: reviewOrder(day), fresh: newOrder(day) };
}

/** Each kind in its order. */
export function order({ reviews, fresh }: Kinds, orders: Orders): Kinds {
  return { reviews: [...reviews].sort(orders.reviews), fresh: [...fresh].sort(orders.fresh) };
}
