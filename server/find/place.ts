// Sorts found cards, and keeps only the first ones.
import type { ReviewDesk } from '../log/desk.ts';
import { recallOf } from '../log/recall.ts';
import type { RosterCard } from '../log/roster.ts';

/** The orders of found cards. */
export const ORDERS = ['relevance', 'position', 'due', 'recall', 'difficulty', 'lapses'] as const;
export type Order = (typeof ORDERS)[number];

export interface Sorting {
  readonly order: Order;
  /** Whether the greatest comes first. Cards without a figure come last either way. */
  readonly descending: boolean;
}

/** The place of a card in the order: by rank, then by key, then by id. */
export interface Place {
  readonly rank: number;
  readonly key: number;
  readonly id: string;
}

/** An order of cards by two numbers. A `Place` is made only for the few cards that are kept. */
export interface Placing {
  rankOf(card: RosterCard): number;
  keyOf(card: RosterCard): number;
}

/**
 * Returns the order of cards for a sorting. By relevance, cards with all words sought in their heading come first.
 * Otherwise equal cards keep their position in the plan and its decks.
 */
export function placing(
  desk: ReviewDesk,
  { order, descending }: Sorting,
  asOfMs: number,
  isInPrompt: (card: RosterCard) => boolean,
): Placing {
  if (order === 'relevance')
    return { rankOf: (card) => (isInPrompt(card) ? 0 : 1), keyOf: ({ position }) => position };
  const figureOf = FIGURES[order];
  const sign = descending ? -1 : 1;
  let latest: RosterCard | null = null;
  let figure: number | null = null;
  /** Computes the figure once for the two calls per card. */
  const figureOnce = (card: RosterCard) => {
    if (card !== latest) figure = figureOf(card, desk, asOfMs);
    latest = card;
    return figure;
  };
  return {
    rankOf: (card) => (figureOnce(card) === null ? 1 : 0),
    keyOf(card) {
      const known = figureOnce(card);
      return known === null ? card.position : sign * known;
    },
  };
}

const FIGURES: Readonly<
  Record<Exclude<Order, 'relevance'>, (card: RosterCard, desk: ReviewDesk, asOfMs: number) => number | null>
> = {
  position: (card) => card.position,
  due: (card) => card.due_at_ms,
  recall: recallOf,
  difficulty: (card) => card.difficulty,
  lapses: (card) => card.lapses ?? 0,
};

/** Keeps the first `most` of the cards offered that come after the place `behind`. Other cards are not sorted. */
export class FirstCards {
  readonly #placing: Placing;
  readonly #most: number;
  readonly #behind: Place | null;
  readonly #cards: RosterCard[] = [];
  readonly #places: Place[] = [];

  constructor(placing: Placing, most: number, behind: Place | null) {
    this.#placing = placing;
    this.#most = most;
    this.#behind = behind;
  }

  offer(card: RosterCard): void {
    const rank = this.#placing.rankOf(card);
    const key = this.#placing.keyOf(card);
    if (this.#behind && compare(rank, key, card.id, this.#behind) <= 0) return;
    const last = this.#places.at(-1);
    if (last && this.#places.length === this.#most) {
      if (compare(rank, key, card.id, last) > 0) return;
      this.#places.pop();
      this.#cards.pop();
    }
    const at = this.#placeOf(rank, key, card.id);
    this.#places.splice(at, 0, { rank, key, id: card.id });
    this.#cards.splice(at, 0, card);
  }

  /** The cards kept, in order. */
  get cards(): readonly RosterCard[] {
    return this.#cards;
  }

  /** Returns the place of the card at an index. */
  placeAt(index: number): Place | undefined {
    return this.#places[index];
  }

  #placeOf(rank: number, key: number, id: string): number {
    let low = 0;
    let high = this.#places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const there = this.#places[middle];
      if (there && compare(rank, key, id, there) > 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function compare(rank: number, key: number, id: string, place: Place): number {
  return rank - place.rank || key - place.key || (id < place.id ? -1 : Number(id > place.id));
}
