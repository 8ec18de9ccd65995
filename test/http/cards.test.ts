import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CardDetail, CardsPage, Problem } from '../../server/http/schemas.ts';
import { DECK, grading, openWorld, SAMPLE } from '../support/tenax.ts';

describe('GET /api/cards', () => {
  it('finds cards by words, topic and state, a page at a time', async () => {
    const world = await openWorld();
    const found = async (query: string) => (await world.get<CardsPage>(`/api/cards?${query}`)).body;
    expect((await found('q=vpc%20CNI')).cards.map(({ cardId }) => cardId)).toEqual(['pod-ip-plugin']);
    expect((await found('q=100%25')).cards).toEqual([]);
    await world.send('POST', '/api/reviews', grading('pod-ip-source'));
    expect((await found('state=learning')).cards.map(({ cardId }) => cardId)).toEqual(['pod-ip-source']);
    const first = await found('limit=2');
    const second = await found(`limit=2&cursor=${first.nextCursor}`);
    expect([...first.cards, ...second.cards].map(({ cardId }) => cardId)).toEqual([
      'pod-ip-source',
      'pod-ip-plugin',
      'prefix-delegation',
    ]);
    expect([first.total, second.total]).toEqual([3, 3]);
    expect(second.nextCursor).toBeNull();
  });

  it('accepts filters as parameters and within the words', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/cards/pod-ip-plugin/acts', { id: randomUUID(), act: 'suspend' });
    const found = async (query: string) =>
      (await world.get<CardsPage>(`/api/cards?${query}`)).body.cards.map(({ cardId }) => cardId);
    expect(await found('suspended=true')).toEqual(['pod-ip-plugin']);
    expect(await found('suspended=false&topic=k8s/pod-networking')).toEqual([
      'pod-ip-source',
      'prefix-delegation',
    ]);
    expect(await found('q=-is:suspended%20eks')).toEqual(['pod-ip-source']);
    expect(await found('due=true')).toEqual([]);
    expect(await found('plan=k8s&leech=true')).toEqual([]);
    expect((await world.get('/api/cards?plan=nothing')).status).toBe(404);
  });

  it('refuses the cursor of another search', async () => {
    const world = await openWorld();
    const { body } = await world.get<CardsPage>('/api/cards?limit=1');
    const other = await world.get<Problem>(`/api/cards?limit=1&sort=-due&cursor=${body.nextCursor}`);
    expect(other.body).toMatchObject({ status: 400, detail: expect.stringContaining('nextCursor') });
    expect((await world.get('/api/cards?cursor=nonsense')).status).toBe(400);
  });

  it('lists the tags in use', async () => {
    const world = await openWorld({
      ...SAMPLE,
      'k8s/pod-networking.md': DECK.replace('id: pod-ip-source', 'id: pod-ip-source; tags: CNI, aws'),
    });
    const tags = {
      tags: [
        { tag: 'aws', cards: 1 },
        { tag: 'cni', cards: 1 },
      ],
    };
    expect((await world.get('/api/tags')).body).toEqual(tags);
    const found = await world.get<CardsPage>('/api/cards?tag=cni');
    expect(found.body.cards.map(({ cardId }) => cardId)).toEqual(['pod-ip-source']);
  });
});

describe('GET /api/cards/{id}', () => {
  it("returns a card's place, its siblings, its history and its forgetting curve", async () => {
    const world = await openWorld({
      ...SAMPLE,
      'k8s/pod-networking.md': DECK.replace('id: pod-ip-source', 'id: pod-ip-source; tags: CNI; reverse'),
    });
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    const afterFirst = (await world.get<CardDetail>('/api/cards/pod-ip-source')).body;
    world.time.nowMs += 20 * 86_400_000;
    const mistaken = grading('pod-ip-source', 'again');
    await world.send('POST', '/api/reviews', mistaken);
    await world.send('DELETE', `/api/reviews/${mistaken.id}`);
    world.time.nowMs += 1000;
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'good'));
    const { body } = await world.get<CardDetail>('/api/cards/pod-ip-source');
    expect(body).toMatchObject({
      path: 'k8s/pod-networking.md',
      line: 5,
      tags: ['CNI'],
      desiredRetention: 0.9,
    });
    expect(body.siblings.map(({ cardId, kind }) => [cardId, kind])).toEqual([['pod-ip-source.r', 'reverse']]);
    const { stability, difficulty } = body;
    expect(body.history).toMatchObject([
      { rating: 'good', stability, difficulty, counts: true },
      { rating: 'again', stability: null, counts: false, undone: true },
      { rating: 'easy', stability: afterFirst.stability, difficulty: afterFirst.difficulty, counts: true },
    ]);
    expect(body.recallPercent).toBe(100);
    // By definition, recall is 90% after as many days as the stability.
    world.time.nowMs += (stability ?? 0) * 86_400_000;
    expect((await world.get<CardDetail>('/api/cards/pod-ip-source')).body.recallPercent).toBe(90);
  });

  it('returns the acts on a card, and marks the reviews that no longer count', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    const reset = { id: randomUUID(), act: 'reset', cardIds: ['pod-ip-source'] };
    await world.send('POST', '/api/acts', reset);
    const detail = async () => (await world.get<CardDetail>('/api/cards/pod-ip-source')).body;
    expect(await detail()).toMatchObject({
      recallPercent: null,
      history: [{ counts: false }],
      acts: [{ act: 'reset', undone: false }],
    });
    await world.send('DELETE', `/api/acts/${reset.id}`);
    expect(await detail()).toMatchObject({
      history: [{ counts: true }],
      acts: [{ act: 'reset', undone: true }],
    });
  });

  it.each([
    ['a blank', 'It is {{c1::here}} and {{c2::there}}.', 'It is {{c1::here}} and there.', 'pair.c2'],
    ['its last blank', 'It is {{c1::here}}.', 'It is here.', 'pair.c1'],
  ])('returns and grades a card whose note lost %s', async (_, before, after, cardId) => {
    const deck = (body: string) => `# Pod Networking\n\n### Pair\n<!-- id: pair -->\n\n${body}\n`;
    const world = await openWorld({ ...SAMPLE, 'k8s/pod-networking.md': deck(before) });
    await world.write('k8s/pod-networking.md', deck(after));
    await world.tenax.library.scan();
    const { status, body } = await world.get<CardDetail>(`/api/cards/${cardId}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ setAside: true, promptHtml: '<p>Pair</p>\n' });
    expect((await world.send('POST', '/api/reviews', grading(cardId))).status).toBe(201);
  });
});
