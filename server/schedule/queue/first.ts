import type { Order } from './types.ts';

/**
 * The first so many in order, themselves in none. Those that a limit holds back are many, and take no sorting: half
 * and half again.
 *
 * @param order tells any two apart.
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
 * The first so many, in order, of lists that are each in order. It looks at little more than the first of each list
 * and at what it gives, however long the lists are.
 *
 * @param order tells any two apart.
 */
export function firstOfSorted<Card>(
  lists: readonly (readonly Card[])[],
  count: number,
  order: Order<Card>,
): readonly Card[] {
  const rests = lists.flatMap((list) => restOf(list, 0));
  const byFirst: Order<Rest<Card>> = (a, b) => order(a.first, b.first);
  // A list whose first comes after the first of so many others has no part in it. The last of these is the next.
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

/** None of what has come to its end. */
function restOf<Card>(list: readonly Card[], at: number): readonly Rest<Card>[] {
  const first = list[at];
  return first === undefined ? [] : [{ first, list, at }];
}

/** Where it belongs among others that stand in falling order; by halves. */
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
