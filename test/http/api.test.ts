import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type {
  ActUndone,
  BulkActResult,
  CardDetail,
  CardNow,
  CardsPage,
  Due,
  PlanDetail,
  Queue,
  Rendered,
  ReviewResult,
  Topic,
  TopicDetail,
} from '../../server/http/schemas.ts';
import { DECK, grading, openWorld, PLAN, SAMPLE } from '../tenax.ts';

interface ProblemBody {
  readonly type: string;
  readonly status: number;
  readonly detail: string;
}

describe('GET /api/due', () => {
  it("counts today's session, topics summing to the totals", async () => {
    const world = await openWorld();
    const { body } = await world.get<Due>('/api/due');
    expect(body).toMatchObject({ total: 3, new: 3, learning: 0, review: 0, backlog: 0 });
    expect(body.topics).toEqual([
      { id: 'k8s/pod-networking', title: 'Pod Networking', total: 3, new: 3, learning: 0, review: 0 },
    ]);
  });

  it('is one line for a status bar with format=text', async () => {
    const world = await openWorld();
    const { text, type } = await world.get('/api/due?format=text');
    expect(text).toBe('3 due (3 new, 0 learning, 0 review)\n');
    expect(type).toBe('text/plain; charset=utf-8');
  });

  it('tells what the limits hold back', async () => {
    const world = await openWorld(SAMPLE, { newPerDay: 1 });
    expect((await world.get<Due>('/api/due')).body).toMatchObject({ total: 1, new: 1, backlog: 2 });
  });

  it('refuses a topic or plan that there is not', async () => {
    const world = await openWorld();
    expect((await world.get<ProblemBody>('/api/due?topic=k8s/nothing')).body).toMatchObject({
      type: 'urn:tenax:unknown-topic',
      status: 404,
    });
    expect((await world.get('/api/due?plan=nothing')).status).toBe(404);
    expect((await world.get('/api/due?topic=not-an-id')).status).toBe(400);
  });

  it('refuses a parameter that there is not: a typo must not widen the question', async () => {
    const world = await openWorld();
    for (const url of [
      '/api/due?topik=k8s/storage',
      '/api/queue?max=1',
      '/api/cards?query=x',
      '/api/gaps?state=open',
    ]) {
      expect((await world.get<ProblemBody>(url)).body).toMatchObject({
        status: 400,
        type: 'urn:tenax:invalid-request',
      });
    }
  });
});

describe('GET /api/queue', () => {
  it('asks the cards of gaps first, and shows both sides as HTML', async () => {
    const world = await openWorld();
    const { body } = await world.get<Queue>('/api/queue');
    expect(body.cards.map(({ cardId }) => cardId)).toEqual([
      'prefix-delegation',
      'pod-ip-source',
      'pod-ip-plugin',
    ]);
    expect(body.cards[0]).toMatchObject({
      kind: 'basic',
      state: 'new',
      item: 'Prefix delegation',
      promptHtml: '<p>What does prefix delegation assign to an ENI?</p>\n',
      answerHtml: '<p>A /28 prefix in place of single addresses.</p>\n',
      lastReviewId: null,
    });
    expect(body.scheduler).toMatchObject({ retention: 0.9, zone: 'UTC', rollover: 240 });
    expect(body.scheduler.weights).toHaveLength(21);
  });

  it('previews what each grade then does', async () => {
    for (const rating of ['again', 'hard', 'good', 'easy'] as const) {
      const world = await openWorld();
      const { body } = await world.get<Queue>('/api/queue?limit=1');
      const card = body.cards[0];
      const applied = await world.send<ReviewResult>(
        'POST',
        '/api/reviews',
        grading(`${card?.cardId}`, rating),
      );
      expect(applied.body.card).toMatchObject({ ...card?.previews[rating] });
    }
  });
});

describe('POST /api/reviews', () => {
  it('answers 201 once and 200 with the same state from then on', async () => {
    const world = await openWorld();
    const review = grading('pod-ip-source', 'good', { durationMs: 4000 });
    const first = await world.send<ReviewResult>('POST', '/api/reviews', review);
    const again = await world.send<ReviewResult>('POST', '/api/reviews', review);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    expect(first.body.card).toMatchObject({ state: 'learning', reps: 1, lapses: 0, intervalDays: 0 });
    expect((await world.get<{ reviews: unknown[] }>('/api/reviews')).body.reviews).toHaveLength(1);
  });

  it('takes a UUID for the same in capitals', async () => {
    const world = await openWorld();
    const review = grading('pod-ip-source');
    await world.send('POST', '/api/reviews', review);
    const again = await world.send('POST', '/api/reviews', { ...review, id: review.id.toUpperCase() });
    expect(again.status).toBe(200);
    const next = grading('pod-ip-source', 'good', { expectedLastReviewId: review.id.toUpperCase() });
    expect((await world.send('POST', '/api/reviews', next)).status).toBe(201);
    await world.send('DELETE', `/api/reviews/${next.id}`);
    const { body } = await world.send<{ card: CardNow }>('DELETE', `/api/reviews/${review.id.toUpperCase()}`);
    expect(body.card.state).toBe('new');
  });

  it('refuses an id used before with other content', async () => {
    const world = await openWorld();
    const review = grading('pod-ip-source');
    await world.send('POST', '/api/reviews', review);
    const other = await world.send<ProblemBody>('POST', '/api/reviews', { ...review, rating: 'easy' });
    expect(other.body).toMatchObject({ type: 'urn:tenax:id-reused', status: 409 });
  });

  it('shows the fresh card to a client that graded a stale one', async () => {
    const world = await openWorld();
    await world.send(
      'POST',
      '/api/reviews',
      grading('pod-ip-source', 'good', { expectedLastReviewId: null }),
    );
    const stale = await world.send<ProblemBody & { card: CardNow }>(
      'POST',
      '/api/reviews',
      grading('pod-ip-source', 'easy', { expectedLastReviewId: null }),
    );
    expect(stale.body).toMatchObject({ type: 'urn:tenax:card-changed', status: 409, card: { reps: 1 } });
  });

  it.each([
    ['an unknown card', { cardId: 'nothing' }, 404, 'urn:tenax:unknown-card'],
    ['a rating that is none', { rating: 'fine' }, 400, 'urn:tenax:invalid-request'],
    ['a number for a rating', { rating: 3 }, 400, 'urn:tenax:invalid-request'],
    ['a malformed card id', { cardId: 'No Such/Id' }, 400, 'urn:tenax:invalid-request'],
    ['an id that is no UUID', { id: '1' }, 400, 'urn:tenax:invalid-request'],
    ['a time that is none', { reviewedAt: 'yesterday' }, 400, 'urn:tenax:invalid-request'],
    ['a field that there is not', { grade: 'good' }, 400, 'urn:tenax:invalid-request'],
  ])('refuses %s with a problem document', async (_what, more, status, type) => {
    const world = await openWorld();
    const answer = await world.send<ProblemBody>(
      'POST',
      '/api/reviews',
      grading('pod-ip-source', 'good', more),
    );
    expect(answer.type).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status, type });
    expect((await world.get<{ reviews: unknown[] }>('/api/reviews')).body.reviews).toEqual([]);
  });

  it('keeps the points of an explain card', async () => {
    const deck = `${DECK}\n### Explain: the start of a Pod\n<!-- id: pod-start -->\n\n- [ ] bind\n- [ ] watch\n`;
    const world = await openWorld({ ...SAMPLE, 'k8s/pod-networking.md': deck });
    await world.send('POST', '/api/reviews', grading('pod-start', 'hard', { points: [true, false] }));
    const { body } = await world.get<CardDetail>('/api/cards/pod-start');
    expect(body.points).toHaveLength(2);
    expect(body.history).toMatchObject([{ rating: 'hard', points: [true, false], undone: false }]);
  });
});

describe('DELETE /api/reviews/{id}', () => {
  it('gives back the state before, without limit, across a restart', async () => {
    const world = await openWorld();
    const states: CardNow[] = [];
    const ids: string[] = [];
    for (const rating of ['good', 'good', 'again', 'easy']) {
      states.push((await world.get<CardNow>('/api/cards/pod-ip-source')).body);
      const review = grading('pod-ip-source', rating);
      ids.push(review.id);
      await world.send('POST', '/api/reviews', review);
      world.time.nowMs += 3_600_000;
    }
    await world.restart();
    for (const [index, id] of [...ids.entries()].reverse()) {
      const undone = await world.send<{ card: CardNow }>('DELETE', `/api/reviews/${id}`);
      const { stability, difficulty, reps, lapses, dueAt, state } = states[index] ?? ({} as CardNow);
      expect(undone.body.card).toMatchObject({ stability, difficulty, reps, lapses, dueAt, state });
    }
    expect((await world.get<CardNow>('/api/cards/pod-ip-source')).body).toMatchObject({
      state: 'new',
      reps: 0,
    });
  });

  it('may come twice, and before its review', async () => {
    const world = await openWorld();
    const review = grading('pod-ip-source');
    expect((await world.send('DELETE', `/api/reviews/${review.id}`)).status).toBe(200);
    expect((await world.send('DELETE', `/api/reviews/${review.id}`)).status).toBe(200);
    const late = await world.send<ReviewResult>('POST', '/api/reviews', review);
    expect(late.status).toBe(201);
    expect(late.body.card).toMatchObject({ state: 'new', reps: 0 });
  });
});

describe('POST /api/cards/{id}/acts', () => {
  it('takes a suspended card out of the session and gives it back', async () => {
    const world = await openWorld();
    const suspend = { id: randomUUID(), act: 'suspend' };
    expect((await world.send('POST', '/api/cards/pod-ip-source/acts', suspend)).status).toBe(201);
    expect((await world.send('POST', '/api/cards/pod-ip-source/acts', suspend)).status).toBe(200);
    expect((await world.get<Due>('/api/due')).body.total).toBe(2);
    expect((await world.send('POST', '/api/reviews', grading('pod-ip-source'))).status).toBe(201);
    await world.send('POST', '/api/cards/pod-ip-source/acts', { id: randomUUID(), act: 'unsuspend' });
    expect((await world.get<Due>('/api/due')).body).toMatchObject({ total: 3, learning: 1 });
  });

  it('buries a card until the study day ends', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/cards/pod-ip-source/acts', { id: randomUUID(), act: 'bury' });
    expect((await world.get<Due>('/api/due')).body.total).toBe(2);
    world.time.nowMs += 86_400_000;
    expect((await world.get<Due>('/api/due')).body.total).toBe(3);
  });

  it('starts a card over', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source'));
    const reset = await world.send<CardNow>('POST', '/api/cards/pod-ip-source/acts', {
      id: randomUUID(),
      act: 'reset',
    });
    expect(reset.body).toMatchObject({ state: 'new', reps: 0, dueAt: null });
  });

  it('refuses an act that is none, and a card that there never was', async () => {
    const world = await openWorld();
    expect(
      (await world.send('POST', '/api/cards/pod-ip-source/acts', { id: randomUUID(), act: 'burn' })).status,
    ).toBe(400);
    expect(
      (await world.send('POST', '/api/cards/nothing/acts', { id: randomUUID(), act: 'bury' })).status,
    ).toBe(404);
  });
});

describe('POST /api/acts', () => {
  const suspendAll = (cardIds: readonly string[]) => ({ id: randomUUID(), act: 'suspend', cardIds });

  it('does one thing with many cards, once, and says of each what became of it', async () => {
    const world = await openWorld();
    const told = suspendAll(['pod-ip-source', 'pod-ip-plugin', 'nothing']);
    const first = await world.send<BulkActResult>('POST', '/api/acts', told);
    expect(first.status).toBe(201);
    expect(first.body.cards).toEqual([
      { cardId: 'pod-ip-source', outcome: 'done' },
      { cardId: 'pod-ip-plugin', outcome: 'done' },
      { cardId: 'nothing', outcome: 'unknown' },
    ]);
    expect((await world.get<Due>('/api/due')).body.total).toBe(1);
    const again = await world.send<BulkActResult>('POST', '/api/acts', told);
    expect(again.status).toBe(200);
    expect(again.body.cards.map(({ outcome }) => outcome)).toEqual(['repeated', 'repeated', 'unknown']);
  });

  it('refuses an id used before for something else', async () => {
    const world = await openWorld();
    const told = suspendAll(['pod-ip-source']);
    await world.send('POST', '/api/acts', told);
    for (const other of [
      { act: 'bury' },
      { cardIds: ['pod-ip-plugin'] },
      { cardIds: ['pod-ip-source', 'pod-ip-plugin'] },
    ]) {
      expect((await world.send('POST', '/api/acts', { ...told, ...other })).status).toBe(409);
    }
    const review = grading('pod-ip-plugin');
    await world.send('POST', '/api/reviews', review);
    expect((await world.send('POST', '/api/acts', { ...told, id: review.id })).status).toBe(409);
    expect((await world.send('POST', '/api/acts', suspendAll([]))).status).toBe(400);
  });

  it('is taken back for all of them, however often that is told', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    const cards = async () =>
      Promise.all(
        ['pod-ip-source', 'pod-ip-plugin'].map(async (id) => {
          const { stability, dueAt, suspended, state } = (await world.get<CardNow>(`/api/cards/${id}`)).body;
          return { stability, dueAt, suspended, state };
        }),
      );
    const before = await cards();
    const reset = { id: randomUUID(), act: 'reset', cardIds: ['pod-ip-source', 'pod-ip-plugin'] };
    await world.send('POST', '/api/acts', reset);
    expect(await cards()).not.toEqual(before);
    for (let time = 0; time < 2; time++) {
      const undone = await world.send<ActUndone>('DELETE', `/api/acts/${reset.id}`);
      expect(undone.body.cardIds.sort()).toEqual(['pod-ip-plugin', 'pod-ip-source']);
      expect(await cards()).toEqual(before);
    }
    expect((await world.send('DELETE', `/api/acts/${randomUUID()}`)).status).toBe(404);
  });
});

describe('GET /api/topics', () => {
  it('moves a topic with every review', async () => {
    const world = await openWorld();
    const topicOf = async () => (await world.get<Topic[]>('/api/topics')).body[0];
    // 3 cards and an item without one.
    expect(await topicOf()).toMatchObject({
      id: 'k8s/pod-networking',
      retentionPercent: 0,
      recallPercent: null,
      coveragePercent: 0,
      band: 'unmeasured',
      cards: { total: 3, seen: 0, due: 3 },
      items: { covered: 2, gaps: 1, uncarded: 1 },
    });
    await world.send('POST', '/api/reviews', grading('pod-ip-source'));
    expect(await topicOf()).toMatchObject({
      retentionPercent: 25,
      recallPercent: 100,
      coveragePercent: 25,
      reviews: 1,
    });
    await world.send('POST', '/api/reviews', grading('prefix-delegation'));
    expect(await topicOf()).toMatchObject({ retentionPercent: 50, coveragePercent: 50, reviews: 2 });
  });

  it('has no percentage for a topic without units, and never pretends to know', async () => {
    const world = await openWorld({ 'k8s/plan.md': `${PLAN}\n## Ingress\n**Status:** Not started\n` });
    const ingress = (await world.get<Topic[]>('/api/topics')).body.find(({ title }) => title === 'Ingress');
    expect(ingress).toMatchObject({
      retentionPercent: null,
      lowPercent: null,
      coveragePercent: null,
      band: 'unmeasured',
    });
  });

  it('shows items with their cards, drafts and history', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'again'));
    await world.send('POST', '/api/reviews', grading('pod-ip-plugin'));
    const { body } = await world.get<TopicDetail>('/api/topics/k8s/pod-networking');
    expect(body.itemList.map(({ text, kind, cards }) => [text, kind, cards.length])).toEqual([
      ["Where a Pod's IP comes from", 'covered', 2],
      ['veth pairs (virtual ethernet cables)', 'covered', 0],
      ['Prefix delegation', 'gap', 1],
    ]);
    expect(body.history).toMatchObject([{ reviews: 2, passed: 1, retentionPercent: 50 }]);
    expect((await world.get('/api/topics/k8s/nothing')).status).toBe(404);
  });
});

describe('GET /api/plans', () => {
  it('tells of a plan what its author wrote', async () => {
    const world = await openWorld();
    const { body } = await world.get<PlanDetail>('/api/plans/k8s');
    expect(body).toMatchObject({ id: 'k8s', title: 'Kubernetes', progress: { topics: 2, deepDives: 2 } });
    expect((await world.get<unknown[]>('/api/plans')).body).toHaveLength(1);
    expect((await world.get('/api/plans/nothing')).status).toBe(404);
  });
});

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

  it('takes filters one by one and within the words', async () => {
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

  it('refuses a cursor of another search', async () => {
    const world = await openWorld();
    const { body } = await world.get<CardsPage>('/api/cards?limit=1');
    const other = await world.get<ProblemBody>(`/api/cards?limit=1&sort=-due&cursor=${body.nextCursor}`);
    expect(other.body).toMatchObject({ status: 400, detail: expect.stringContaining('nextCursor') });
    expect((await world.get('/api/cards?cursor=nonsense')).status).toBe(400);
  });

  it('lists the tags that there are', async () => {
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
  it('tells all of a card: where it stands, its siblings, what happened, and how it is forgotten', async () => {
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
    // Recall is 90% once as many days have passed as the card is stable.
    world.time.nowMs += (stability ?? 0) * 86_400_000;
    expect((await world.get<CardDetail>('/api/cards/pod-ip-source')).body.recallPercent).toBe(90);
  });

  it('tells what was done with it, and which reviews no longer count', async () => {
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
});

describe('notes', () => {
  interface NoteBody {
    readonly markdown: string;
    readonly etag: string;
    readonly id: string;
  }

  it('are changed in their file, by those who have seen what is there', async () => {
    const world = await openWorld();
    const { body, headers } = await world.get<NoteBody>('/api/notes/pod-ip-source');
    expect(headers.etag).toBe(body.etag);
    const markdown = body.markdown.replace("the node's", 'the chosen');
    const change = (etag?: string) =>
      world.send(
        'PATCH',
        '/api/notes/pod-ip-source',
        { markdown },
        etag === undefined ? {} : { 'if-match': etag },
      );
    expect((await change()).status).toBe(428);
    expect((await change('"old"')).status).toBe(412);
    expect((await change(body.etag)).status).toBe(200);
    // Sent again because no answer came: it has been made.
    expect((await change(body.etag)).status).toBe(200);
    expect(await world.read('k8s/pod-networking.md')).toBe(DECK.replace("the node's", 'the chosen'));
    expect((await world.get<CardNow>('/api/cards/pod-ip-source')).body.answerHtml).toContain('the chosen');
  });

  it('are shown as they are now to those who saw something else', async () => {
    const world = await openWorld();
    const { body } = await world.get<NoteBody>('/api/notes/pod-ip-source');
    await world.write('k8s/pod-networking.md', DECK.replace("the node's", 'their'));
    const mine = body.markdown.replace("the node's", 'my');
    const refused = await world.send<ProblemBody & { note: NoteBody }>(
      'PATCH',
      '/api/notes/pod-ip-source',
      { markdown: mine },
      { 'if-match': body.etag },
    );
    expect(refused.body).toMatchObject({ status: 412, type: 'urn:tenax:file-changed' });
    expect(refused.body.note.markdown).toContain('From their subnet.');
    const again = await world.send(
      'PATCH',
      '/api/notes/pod-ip-source',
      { markdown: mine },
      { 'if-match': refused.body.note.etag },
    );
    expect(again.status).toBe(200);
  });

  it('keep the memory of their cards, unless they mean something else now', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    const change = async (from: string, to: string, more: object) => {
      const { body } = await world.get<NoteBody & { seen: number }>('/api/notes/pod-ip-source');
      const markdown = body.markdown.replace(from, to);
      const patch = { markdown, ...more };
      const send = () =>
        world.send<{ seen: number }>('PATCH', '/api/notes/pod-ip-source', patch, { 'if-match': body.etag });
      return { before: body.seen, send };
    };
    const reps = async () => (await world.get<CardNow>('/api/cards/pod-ip-source')).body.reps;

    const same = await change("the node's", 'its', { meaning: 'same' });
    expect([same.before, (await same.send()).body.seen, await reps()]).toEqual([1, 1, 1]);

    expect((await (await change('its', 'no', { meaning: 'new' })).send()).status).toBe(400);
    expect(await world.read('k8s/pod-networking.md')).toContain('From its subnet.');

    const fresh = await change('its', 'another', { meaning: 'new', id: randomUUID() });
    expect([(await fresh.send()).body.seen, await reps()]).toEqual([0, 0]);
    world.time.nowMs += 1000;
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    expect((await fresh.send()).status).toBe(200);
    expect(await reps()).toBe(1);
  });

  it('start their cards over also where only the file was written when the process died', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    const { body } = await world.get<NoteBody>('/api/notes/pod-ip-source');
    await world.write('k8s/pod-networking.md', DECK.replace("the node's", 'another'));
    const markdown = body.markdown.replace("the node's", 'another');
    const patch = { markdown, meaning: 'new', id: randomUUID() };
    const sent = await world.send('PATCH', '/api/notes/pod-ip-source', patch, { 'if-match': body.etag });
    expect(sent.status).toBe(200);
    expect((await world.get<CardNow>('/api/cards/pod-ip-source')).body.reps).toBe(0);
  });

  it('never change their id, and stay one note', async () => {
    const world = await openWorld();
    const { body } = await world.get<NoteBody>('/api/notes/pod-ip-source');
    for (const markdown of [
      body.markdown.replace('id: pod-ip-source', 'id: other'),
      `${body.markdown}\n\n### Another\n\nOne.`,
    ]) {
      const refused = await world.send<ProblemBody>(
        'PATCH',
        '/api/notes/pod-ip-source',
        { markdown },
        { 'if-match': body.etag },
      );
      expect(refused.body).toMatchObject({ status: 400, type: 'urn:tenax:text-refused' });
    }
    expect(await world.read('k8s/pod-networking.md')).toBe(DECK);
  });

  it('are added under their item, once', async () => {
    const world = await openWorld();
    const note = {
      topicId: 'k8s/pod-networking',
      item: 'veth pairs (virtual ethernet cables)',
      prompt: 'What is the Pod end of a veth pair called?',
      answer: '`eth0`',
    };
    const added = await world.send<NoteBody>('POST', '/api/notes', note);
    expect(added.status).toBe(201);
    expect(added.body.id).toBe('what-is-the-pod-end-of-a-veth-pair-called');
    expect((await world.send('POST', '/api/notes', note)).status).toBe(200);
    expect((await world.get<Topic[]>('/api/topics')).body[0]).toMatchObject({
      items: { uncarded: 0 },
      cards: { total: 4 },
    });
    expect((await world.send('POST', '/api/notes', { ...note, item: 'No such item' })).status).toBe(404);
    expect((await world.send('POST', '/api/notes', { ...note, topicId: 'k8s/nothing' })).status).toBe(404);
  });

  it('leave their file without their history', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source'));
    const { body } = await world.get<NoteBody>('/api/notes/pod-ip-source');
    expect(
      (await world.send('DELETE', '/api/notes/pod-ip-source', undefined, { 'if-match': body.etag })).status,
    ).toBe(204);
    expect(await world.read('k8s/pod-networking.md')).not.toContain('pod-ip-source');
    expect((await world.get<CardDetail>('/api/cards/pod-ip-source')).body).toMatchObject({
      setAside: true,
      reps: 1,
    });
  });

  it('are previewed without being saved', async () => {
    const world = await openWorld();
    const { body } = await world.send<Rendered>('POST', '/api/render', {
      markdown: '### Warm pool\n\nThe CNI keeps {{c1::spare IPs}} and {{c2::ENIs}}.',
    });
    expect(body.kind).toBe('cloze');
    expect(body.cards).toHaveLength(2);
    expect(body.cards[0]?.promptHtml).toContain('<span class="cloze">[…]</span>');
    const broken = await world.send<Rendered>('POST', '/api/render', {
      markdown: '### Open\n\n```yaml\nkind: Pod',
    });
    expect(broken.body.problems[0]).toMatchObject({ line: 3 });
  });
});

describe('POST /api/derive', () => {
  it('gives every bare item a note, and finds nothing to do the second time', async () => {
    const world = await openWorld();
    const derived = await world.send<{
      added: { topicId: string; draft: boolean }[];
      files: { path: string }[];
    }>('POST', '/api/derive', {});
    expect(derived.body.files.map(({ path }) => path)).toEqual(['k8s/pod-networking.md', 'k8s/storage.md']);
    expect(derived.body.added).toHaveLength(2);
    expect((await world.read('k8s/pod-networking.md')).startsWith(DECK.trimEnd())).toBe(true);
    const after = [await world.read('k8s/pod-networking.md'), await world.read('k8s/storage.md')];
    const again = await world.send<{ added: unknown[] }>('POST', '/api/derive', {});
    expect(again.body.added).toEqual([]);
    expect([await world.read('k8s/pod-networking.md'), await world.read('k8s/storage.md')]).toEqual(after);
  });

  it('writes nothing when only asked what it would do', async () => {
    const world = await openWorld();
    const derived = await world.send<{ added: unknown[] }>('POST', '/api/derive', { dryRun: true });
    expect(derived.body.added).toHaveLength(2);
    expect(await world.read('k8s/pod-networking.md')).toBe(DECK);
    await expect(world.read('k8s/storage.md')).rejects.toThrow('ENOENT');
  });
});

describe('the API itself', () => {
  it('describes every route in /api/openapi.json', async () => {
    const world = await openWorld();
    const { body } = await world.get<{ paths: Record<string, object> }>('/api/openapi.json');
    expect(Object.keys(body.paths).sort()).toEqual([
      '/api/acts',
      '/api/acts/{id}',
      '/api/backup',
      '/api/backups',
      '/api/cards',
      '/api/cards/{id}',
      '/api/cards/{id}/acts',
      '/api/derive',
      '/api/doctor',
      '/api/drafts',
      '/api/due',
      '/api/export/reviews.csv',
      '/api/forecast',
      '/api/forecast/goal',
      '/api/forecast/load',
      '/api/forecast/workload',
      '/api/gaps',
      '/api/gaps/proposals',
      '/api/gaps/proposals/{id}/accept',
      '/api/gaps/proposals/{id}/dismiss',
      '/api/import/reviews',
      '/api/notes',
      '/api/notes/move',
      '/api/notes/{id}',
      '/api/optimize',
      '/api/optimize/weights',
      '/api/plans',
      '/api/plans/{plan}',
      '/api/plans/{plan}/report',
      '/api/plans/{plan}/settings',
      '/api/problems',
      '/api/queue',
      '/api/render',
      '/api/reviews',
      '/api/reviews/{id}',
      '/api/settings',
      '/api/stats/answers',
      '/api/stats/calibration',
      '/api/stats/days',
      '/api/stats/distributions',
      '/api/stats/forecast',
      '/api/stats/hardest',
      '/api/stats/hours',
      '/api/stats/moved',
      '/api/stats/retention',
      '/api/stats/streak',
      '/api/stats/today',
      '/api/tags',
      '/api/topics',
      '/api/topics/{plan}/{topic}',
      '/healthz',
      '/metrics',
      '/readyz',
    ]);
  });

  it('is watched over by /healthz, /readyz and /metrics', async () => {
    const world = await openWorld();
    expect((await world.get('/healthz')).status).toBe(200);
    expect((await world.get('/readyz')).status).toBe(200);
    await world.send('POST', '/api/reviews', grading('pod-ip-source'));
    const { text } = await world.get('/metrics');
    expect(text).toContain('tenax_reviews_total 1');
    expect(text).toContain('tenax_due_cards{kind="new"} 2');
  });
});
