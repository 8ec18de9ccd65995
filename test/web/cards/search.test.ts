import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { CardSummary, CardsPage } from '../../../server/http/schemas.ts';
import { asCardId, asNoteId, asTopicId } from '../../../server/schedule/ids.ts';
import { EVERYTHING } from '../../../web/cards/question.ts';
import { type AskCards, CardSearch } from '../../../web/cards/search.ts';

const card = (cardId: string): CardSummary => ({
  cardId: asCardId(cardId),
  noteId: asNoteId(cardId),
  kind: 'basic',
  state: 'new',
  topic: { id: asTopicId('eks/pods'), title: 'Pods' },
  item: null,
  prompt: cardId,
  dueAt: null,
  recallPercent: null,
  difficulty: null,
  lapses: 0,
  leech: false,
  suspended: false,
  buried: false,
  setAside: false,
});

/** A server with this many cards, whose answers come when the test says so. */
function slowServer(total: number) {
  const asked: { readonly q: string; answer(): Promise<void>; fail(): Promise<void> }[] = [];
  const ask: AskCards = ({ q = '', cursor = '0', limit }) =>
    new Promise<CardsPage>((resolve, reject) => {
      const from = Number(cursor);
      const to = Math.min(total, from + limit);
      const cards = Array.from({ length: to - from }, (_, i) => card(`${q || 'all'}-${from + i}`));
      const page = { cards, total, nextCursor: to < total ? String(to) : null };
      const settled = async (how: () => void) => {
        how();
        await vi.advanceTimersByTimeAsync(0);
      };
      asked.push({
        q,
        answer: () => settled(() => resolve(page)),
        fail: () => settled(() => reject(new Error('gone'))),
      });
    });
  return { ask, asked };
}

function open(total = 3) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const server = slowServer(total);
  const search = new CardSearch(server.ask);
  const type = (text: string) => search.ask({ ...EVERYTHING, text }, true);
  return { ...server, search, type, shown: () => search.cards.value.map(({ cardId }) => cardId) };
}

describe('search as you type', () => {
  it('asks when the typing pauses', async () => {
    const { asked, type } = open();
    for (const text of ['w', 'wa', 'war']) {
      type(text);
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(asked).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(asked.map(({ q }) => q)).toEqual(['war']);
  });

  it('never shows an old answer or its failure over a newer one', async () => {
    const { asked, search, type, shown } = open();
    type('wa');
    await vi.advanceTimersByTimeAsync(200);
    type('warm');
    await vi.advanceTimersByTimeAsync(200);
    await asked[1]?.answer();
    await asked[0]?.answer();
    expect(shown()[0]).toBe('warm-0');
    type('x');
    await vi.advanceTimersByTimeAsync(200);
    type('y');
    await asked[2]?.fail();
    expect(search.failure.value).toBeNull();
  });

  it('keeps the results until new ones arrive, and reports a failure', async () => {
    const { asked, search, type, shown } = open();
    type('a');
    await vi.advanceTimersByTimeAsync(200);
    await asked[0]?.answer();
    type('b');
    await vi.advanceTimersByTimeAsync(200);
    expect(shown()[0]).toBe('a-0');
    await asked[1]?.fail();
    expect(search.failure.value).toBeInstanceOf(Error);
    void search.refresh();
    await asked[2]?.answer();
    expect([search.failure.value, shown()[0]]).toEqual([null, 'b-0']);
  });

  it('loads the next page once, and as many cards again after a change', async () => {
    const { asked, search, shown } = open(250);
    search.ask(EVERYTHING, false);
    await vi.advanceTimersByTimeAsync(0);
    await asked[0]?.answer();
    void search.more();
    void search.more();
    expect(asked).toHaveLength(2);
    await asked[1]?.answer();
    expect(shown()).toHaveLength(120);
    expect(new Set(shown()).size).toBe(120);
    void search.refresh();
    await asked[2]?.answer();
    expect([shown().length, search.total.value, search.hasMore.value]).toEqual([120, 250, true]);
  });

  it('drops the next page of an older search', async () => {
    const { asked, search, type, shown } = open(250);
    search.ask(EVERYTHING, false);
    await vi.advanceTimersByTimeAsync(0);
    await asked[0]?.answer();
    void search.more();
    type('b');
    await asked[1]?.answer();
    await vi.advanceTimersByTimeAsync(200);
    await asked[2]?.answer();
    expect(shown().every((id) => id.startsWith('b-'))).toBe(true);
  });

  it('collects all results up to a maximum', async () => {
    const { asked, search } = open(450);
    search.ask(EVERYTHING, false);
    await vi.advanceTimersByTimeAsync(0);
    await asked[0]?.answer();
    const all = search.all(430);
    for (const at of [1, 2, 3]) await asked[at]?.answer();
    expect(await all).toHaveLength(430);
  });
});
