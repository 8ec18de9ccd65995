import { describe, expect, it } from 'vitest';
import type { CardDetail, CardNow, Problem, ReviewResult } from '../../server/http/schemas.ts';
import { DECK, grading, openWorld, SAMPLE } from '../support/tenax.ts';

describe('POST /api/reviews', () => {
  it('answers 201 to a new review, and 200 with the same state if it is repeated', async () => {
    const world = await openWorld();
    const review = grading('pod-ip-source', 'good', { durationMs: 4000 });
    const first = await world.send<ReviewResult>('POST', '/api/reviews', review);
    const again = await world.send<ReviewResult>('POST', '/api/reviews', review);
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    expect(first.body.card).toMatchObject({ state: 'learning', reps: 1, lapses: 0, intervalDays: 0 });
    expect((await world.get<{ reviews: unknown[] }>('/api/reviews')).body.reviews).toHaveLength(1);
  });

  it('treats a UUID in capitals as the same id', async () => {
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

  it('refuses an id that was used before with other content', async () => {
    const world = await openWorld();
    const review = grading('pod-ip-source');
    await world.send('POST', '/api/reviews', review);
    const other = await world.send<Problem>('POST', '/api/reviews', { ...review, rating: 'easy' });
    expect(other.body).toMatchObject({ type: 'urn:tenax:id-reused', status: 409 });
  });

  it('returns the present card to a client that graded a stale one', async () => {
    const world = await openWorld();
    await world.send(
      'POST',
      '/api/reviews',
      grading('pod-ip-source', 'good', { expectedLastReviewId: null }),
    );
    const stale = await world.send<Problem & { card: CardNow }>(
      'POST',
      '/api/reviews',
      grading('pod-ip-source', 'easy', { expectedLastReviewId: null }),
    );
    expect(stale.body).toMatchObject({ type: 'urn:tenax:card-changed', status: 409, card: { reps: 1 } });
  });

  it.each([
    ['an unknown card', { cardId: 'nothing' }, 404, 'urn:tenax:unknown-card'],
    ['an unknown rating', { rating: 'fine' }, 400, 'urn:tenax:invalid-request'],
    ['a number for a rating', { rating: 3 }, 400, 'urn:tenax:invalid-request'],
    ['a malformed card id', { cardId: 'No Such/Id' }, 400, 'urn:tenax:invalid-request'],
    ['an id that is not a UUID', { id: '1' }, 400, 'urn:tenax:invalid-request'],
    ['a time that cannot be read', { reviewedAt: 'yesterday' }, 400, 'urn:tenax:invalid-request'],
    ['an unknown field', { grade: 'good' }, 400, 'urn:tenax:invalid-request'],
  ])('refuses %s with a problem document', async (_what, more, status, type) => {
    const world = await openWorld();
    const answer = await world.send<Problem>('POST', '/api/reviews', grading('pod-ip-source', 'good', more));
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
  it('restores the state before each review, as far back as wanted, also after a restart', async () => {
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

  it('may arrive twice, or before its review', async () => {
    const world = await openWorld();
    const review = grading('pod-ip-source');
    expect((await world.send('DELETE', `/api/reviews/${review.id}`)).status).toBe(200);
    expect((await world.send('DELETE', `/api/reviews/${review.id}`)).status).toBe(200);
    const late = await world.send<ReviewResult>('POST', '/api/reviews', review);
    expect(late.status).toBe(201);
    expect(late.body.card).toMatchObject({ state: 'new', reps: 0 });
  });
});
