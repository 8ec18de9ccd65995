// The first cards of an order without sorting all.
import type { Order } from './types.ts';

/**
 * The first `count` cards in order, returned unordered. Limits hold back many cards, and quickselect does not sort
 * those.
 *
 * @param order a strict order: no two cards are equal.
 */
export function firstOf<Card>(cards: readonly Card[], count: number, order: Order<Card>): readonly Card[] {
  if (count <= 0) return [];
  const middle = cards[cards.length >> 1];
  if (middle === undefined || cards.length <= count) return cards;
  const before: Card[] = [];
  const after: Card[] = [];
  for (const card of cards) {
    if (card !== middle) (order(card, middle) < 0 ? before : after).push(card);
  }
  if (before.length >= count) return firstOf(before, count, order);
  return [...before, middle, ...firstOf(after, count - before.length - 1, order)];
}

/** What is left of a list. */
interface Rest<Card> {
  readonly first: Card;
  readonly list: readonly Card[];
  readonly at: number;
}

/**
 * The first `count` cards, in order, of lists that are each in order. It looks at little more than the first card of
 * each list and the result, however long the lists are.
 *
 * @param order a strict order: no two cards are equal.
 */
export function firstOfSorted<Card>(
  lists: readonly (readonly Card[])[],
  count: number,
  order: Order<Card>,
): readonly Card[] {
  const rests = lists.flatMap((list) => restOf(list, 0));
  const byFirst: Order<Rest<Card>> = (a, b) => order(a.first, b.first);
  // Only the lists with the `count` smallest first cards matter. The next card is the last of these.
  const left = [...firstOf(rests, count, byFirst)].sort((a, b) => byFirst(b, a));
  const chosen: Card[] = [];
  while (chosen.length < count) {
    const next = left.pop();
    if (!next) break;
    chosen.push(next.first);
    for (const rest of restOf(next.list, next.at + 1)) left.splice(placeIn(left, rest, byFirst), 0, rest);
  }
  return chosen;
}

/** Empty for a list that has ended. */
function restOf<Card>(list: readonly Card[], at: number): readonly Rest<Card>[] {
  const first = list[at];
  return first === undefined ? [] : [{ first, list, at }];
}

/** Where a value belongs among others in falling order, by binary search. */
function placeIn<T>(falling: readonly T[], value: T, order: Order<T>): number {
  let [from, to] = [0, falling.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const other = falling[middle];
    if (other !== undefined && order(other, value) > 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
