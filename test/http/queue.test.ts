import { describe, expect, it } from 'vitest';
import type {
  CardDetail,
  Due,
  LoggedReview,
  Problem,
  Queue,
  ReviewResult,
} from '../../server/http/schemas.ts';
import { grading, openWorld } from '../support/tenax.ts';

const DAY_MS = 86_400_000;
const idsOf = ({ cards }: Queue) => cards.map(({ cardId }) => cardId);

describe('GET /api/queue', () => {
  it('returns the cards of gaps first, with both sides as HTML', async () => {
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

  it('gives no preview that is older than the answer’s own time, so that a step has its full minutes', async () => {
    const world = await openWorld();
    // A clock that goes on with each look at it.
    let nowMs = world.time.nowMs;
    Object.defineProperty(world.time, 'nowMs', { get: () => (nowMs += 1_000) });
    const { body } = await world.get<Queue>('/api/queue?limit=1');
    const again = Date.parse(body.cards[0]?.previews.again.dueAt ?? '');
    expect(again - Date.parse(body.due.asOf)).toBeGreaterThanOrEqual(60_000);
  });

  it('previews the result of each grade', async () => {
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

  it('returns what session its cards belong to, and how long it takes', async () => {
    const world = await openWorld();
    const { body } = await world.get<Queue>('/api/queue?limit=1');
    expect(body.cards).toHaveLength(1);
    expect(body.session).toEqual({ mode: 'due', cards: 3, minutes: 0.5, secondsPerCard: 10, timedCards: 0 });
  });

  it('returns all that decides the results of grades: memories, settings, the calendar and the load of the day', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    const { lastReviewedAt, intervalDays } = (await world.get<CardDetail>('/api/cards/pod-ip-source')).body;
    world.time.nowMs += 60 * DAY_MS;
    const { body } = await world.get<Queue>('/api/queue');
    const [fresh, seen] = ['pod-ip-plugin', 'pod-ip-source'].map((id) =>
      body.cards.find(({ cardId }) => cardId === id),
    );
    expect(fresh).toMatchObject({ memory: null, intervalDays: 0 });
    expect(seen).toMatchObject({
      memory: { step: 0, reps: 1, lapses: 0, lastReviewedAt, intervalDays },
      intervalDays,
    });
    expect(body.scheduler).toMatchObject({
      id: seen?.schedulerId,
      maximumIntervalDays: 36_500,
      loadBalance: true,
      others: [],
      easyDays: [1, 1, 1, 1, 1, 1, 1],
      work: { cards: [], toPlace: 3 },
    });
  });

  it('returns each set of settings once, however many cards use it', async () => {
    const world = await openWorld();
    await world.send('PATCH', '/api/plans/k8s/settings', { desiredRetention: 0.8 });
    const { cards, scheduler } = (await world.get<Queue>('/api/queue')).body;
    expect(scheduler).toMatchObject({ retention: 0.9, others: [{ retention: 0.8 }] });
    expect(new Set(cards.map(({ schedulerId }) => schedulerId))).toEqual(new Set([scheduler.others[0]?.id]));
    const ofPlan = (await world.get<Queue>('/api/queue?plan=k8s')).body.scheduler;
    expect(ofPlan).toMatchObject({ id: scheduler.others[0]?.id, retention: 0.8, others: [] });
  });

  it("follows the plan's order and mix at once", async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-plugin', 'easy'));
    world.time.nowMs += 60 * DAY_MS;
    const order = async () => idsOf((await world.get<Queue>('/api/queue')).body);
    expect(await order()).toEqual(['prefix-delegation', 'pod-ip-plugin', 'pod-ip-source']);
    const settings = { newOrder: 'file-order', mix: 'new-last' };
    await world.send('PATCH', '/api/plans/k8s/settings', settings);
    expect(await order()).toEqual(['pod-ip-plugin', 'pod-ip-source', 'prefix-delegation']);
    await world.send('PATCH', '/api/plans/k8s/settings', { mix: 'new-first' });
    expect(await order()).toEqual(['pod-ip-source', 'prefix-delegation', 'pod-ip-plugin']);
  });

  it('ends a session when its minutes are over', async () => {
    const world = await openWorld();
    const all = (await world.get<Queue>('/api/queue')).body;
    const { body } = await world.get<Queue>('/api/queue?minutes=0.4');
    expect(body.session).toMatchObject({ mode: 'due', cards: 2, minutes: 0.3 });
    expect(idsOf(body)).toEqual(idsOf(all).slice(0, 2));
    expect(body.due.total).toBe(3);
  });

  it('can go ahead when nothing is due, with reviews like any other', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    world.time.nowMs += DAY_MS;
    const { body } = await world.get<Queue>('/api/queue?mode=ahead&topic=k8s/pod-networking');
    expect(body.session).toMatchObject({ mode: 'ahead', cards: 1 });
    expect(idsOf(body)).toEqual(['pod-ip-source']);
    const { body: done } = await world.send<ReviewResult>('POST', '/api/reviews', grading('pod-ip-source'));
    const preview = body.cards[0]?.previews.good;
    expect(done.card).toMatchObject({ reps: 2, ...preview });
    expect((await world.get<Queue>('/api/queue?mode=ahead')).body.cards).toEqual([]);
  });

  it('crams a topic without changing what is due, and logs the reviews as practice', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    world.time.nowMs += DAY_MS;
    const due = (await world.get<Due>('/api/due')).body;
    const url = '/api/queue?mode=cram&topic=k8s/pod-networking';
    const { body } = await world.get<Queue>(url);
    expect(body.session).toMatchObject({ mode: 'cram', cards: 3 });
    expect(idsOf(body)[0]).toBe('pod-ip-source');

    const before = (await world.get<{ cards: unknown }>('/api/cards')).body;
    const practice = grading('pod-ip-source', 'again', { mode: 'cram' });
    const { status, body: done } = await world.send<ReviewResult>('POST', '/api/reviews', practice);
    expect([status, done.card.reps, done.card.state]).toEqual([201, 1, 'review']);
    expect((await world.get('/api/due')).body).toEqual(due);
    expect((await world.get('/api/cards')).body).toEqual(before);
    const { body: log } = await world.get<{ reviews: readonly LoggedReview[] }>('/api/reviews');
    expect(log.reviews.map(({ mode, intervalDays }) => [mode, intervalDays === null])).toEqual([
      ['cram', true],
      ['review', false],
    ]);
    expect(idsOf((await world.get<Queue>(url)).body).at(-1)).toBe('pod-ip-source');
    const other = { ...practice, mode: 'review' };
    expect((await world.send('POST', '/api/reviews', other)).status).toBe(409);
  });

  it('crams weak items, counting answers since a time that the client gives', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    world.time.nowMs += 60 * DAY_MS;
    const url = '/api/queue?mode=cram&weak=true';
    expect(idsOf((await world.get<Queue>(url)).body)).toContain('pod-ip-source');
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'good', { mode: 'cram' }));
    expect(idsOf((await world.get<Queue>(url)).body)).not.toContain('pod-ip-source');
    const since = new Date(world.time.nowMs + 1).toISOString();
    expect(idsOf((await world.get<Queue>(`${url}&since=${since}`)).body)).toContain('pod-ip-source');
  });

  it.each([
    ['/api/queue?mode=fast', /^query\/mode must be one of "due", "ahead", "cram"/],
    ['/api/queue?minutes=0', /^query\/minutes must be > 0/],
    ['/api/queue?weak=true', /^query\/weak is for mode=cram only/],
    ['/api/queue?mode=ahead&since=2026-11-23T07:00:00Z', /^query\/since is for mode=cram only/],
  ])('refuses %s', async (url, detail) => {
    const world = await openWorld();
    const { status, body } = await world.get<Problem>(url);
    expect(status).toBe(400);
    expect(body.detail).toMatch(detail);
  });
});
