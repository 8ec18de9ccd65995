// Search as you type: when to ask, and which answer counts.

import { signal } from '@preact/signals';
import type { CardSummary, CardsPage } from '../../server/http/schemas.ts';
import { type Question, queryOf } from './question.ts';

const TYPING_PAUSE_MS = 120;
const PAGE = 60;
/** The API's largest page. */
const MOST = 200;

export type AskCards = (
  sought: ReturnType<typeof queryOf> & { cursor?: string; limit: number },
) => Promise<CardsPage>;

/**
 * Search as you type. It asks after a pause in typing, and drops answers to older searches.
 * Results stay until the next ones arrive.
 */
export class CardSearch {
  readonly cards = signal<readonly CardSummary[]>([]);
  /** Over all pages; null before the first answer. */
  readonly total = signal<number | null>(null);
  readonly failure = signal<unknown>(null);
  readonly hasMore = signal(false);
  readonly #ask: AskCards;
  #question: Question | null = null;
  #next: string | null = null;
  /** Counts the searches; only the answer to the last one is used. */
  #round = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #coming: Promise<void> | null = null;

  constructor(ask: AskCards) {
    this.#ask = ask;
  }

  /** @param typed whether typing may go on, so that it waits for a pause. */
  ask(question: Question, typed: boolean): void {
    clearTimeout(this.#timer);
    this.#question = question;
    this.#round += 1;
    this.#timer = setTimeout(() => void this.#load(PAGE), typed ? TYPING_PAUSE_MS : 0);
  }

  /** Repeats the search for as many cards as are loaded. */
  refresh(): Promise<void> {
    this.#round += 1;
    return this.#load(Math.max(PAGE, this.cards.peek().length));
  }

  /** Loads the next page. Concurrent calls load it once. */
  more(): Promise<void> {
    this.#coming ??= this.#loadMore().finally(() => {
      this.#coming = null;
    });
    return this.#coming;
  }

  /** All results, shown or not, up to a maximum. */
  async all(most: number): Promise<readonly CardSummary[]> {
    const question = this.#question;
    if (!question) return [];
    return (await this.#collect(question, most)).cards;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#round += 1;
  }

  async #load(count: number): Promise<void> {
    const round = this.#round;
    const question = this.#question;
    if (!question) return;
    await this.#settle(round, async () => {
      const found = await this.#collect(question, count);
      return () => this.#show(found.cards, found);
    });
  }

  async #loadMore(): Promise<void> {
    const cursor = this.#next;
    const question = this.#question;
    if (cursor === null || !question) return;
    await this.#settle(this.#round, async () => {
      const page = await this.#ask({ ...queryOf(question), cursor, limit: PAGE });
      return () => this.#show([...this.cards.peek(), ...page.cards], page);
    });
  }

  async #collect(question: Question, count: number): Promise<CardsPage> {
    const cards: CardSummary[] = [];
    let page = await this.#ask({ ...queryOf(question), limit: Math.min(MOST, count) });
    cards.push(...page.cards);
    while (page.nextCursor !== null && cards.length < count) {
      const limit = Math.min(MOST, count - cards.length);
      page = await this.#ask({ ...queryOf(question), cursor: page.nextCursor, limit });
      cards.push(...page.cards);
    }
    return { ...page, cards };
  }

  async #settle(round: number, load: () => Promise<() => void>): Promise<void> {
    try {
      const show = await load();
      if (round !== this.#round) return;
      show();
      this.failure.value = null;
    } catch (error) {
      if (round === this.#round) this.failure.value = error;
    }
  }

  #show(cards: readonly CardSummary[], { total, nextCursor }: Omit<CardsPage, 'cards'>): void {
    this.cards.value = cards;
    this.total.value = total;
    this.#next = nextCursor;
    this.hasMore.value = nextCursor !== null;
  }
}
