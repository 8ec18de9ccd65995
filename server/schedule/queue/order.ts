import { fractionOf } from '../hash.ts';
import type { Candidate, StudyDay } from '../types.ts';
import { newOrder } from './new-order.ts';
import { reviewOrder } from './review-order.ts';
import type { Day, Kinds } from './session.ts';

/** Below 0 where the first is asked before the second. */
export type Order<Card = Candidate> = (a: Card, b: Card) => number;

/** A figure of a card: those with the smallest come first. */
export type Figure<Card = Candidate> = (card: Card) => number;

/**
 * The orders of a study day, settled for as long as it lasts; each decides, too, which cards a limit lets through and
 * which sibling is asked.
 */
export interface Orders {
  readonly reviews: Order;
  readonly fresh: Order;
}

export function ordersOf(day: Day): Orders {
  return { reviews: reviewOrder(day), fresh: newOrder(day) };
}

/** Each kind in its order. */
export function order({ reviews, fresh }: Kinds, orders: Orders): Kinds {
  return { reviews: [...reviews].sort(orders.reviews), fresh: [...fresh].sort(orders.fresh) };
}

/** By the first of the figures in which two cards differ, else by their ids. */
export function by<Card extends Pick<Candidate, 'cardId'>>(...figures: readonly Figure<Card>[]): Order<Card> {
  return (a, b) => {
    for (const figure of figures) {
      const difference = figure(a) - figure(b);
      // Two infinite figures have none.
      if (difference < 0 || difference > 0) return difference;
    }
    return a.cardId < b.cardId ? -1 : Number(a.cardId > b.cardId);
  };
}

/** A card's place in the shuffle of a study day: the same all day, wherever it is asked. */
export function chance(studyDay: StudyDay): Figure<Pick<Candidate, 'cardId'>> {
  const drawn = new Map<string, number>();
  return ({ cardId }) => {
    const place = drawn.get(cardId) ?? fractionOf(`${studyDay} ${cardId}`);
    drawn.set(cardId, place);
    return place;
  };
}

/** A seen card without a due time is due. */
export function dueAt({ dueAtMs }: Pick<Candidate, 'dueAtMs'>): number {
  return dueAtMs ?? Number.NEGATIVE_INFINITY;
}

/** Whether the step that a card is on ends before the study day does. */
export function endsToday(
  card: Pick<Candidate, 'dueAtMs'>,
  { studyDayEndMs }: Pick<Day, 'studyDayEndMs'>,
): boolean {
  return dueAt(card) < studyDayEndMs;
}
