import { describe, expect, it } from 'vitest';
import type { Due, Problem } from '../../server/http/schemas.ts';
import { openWorld, SAMPLE } from '../support/tenax.ts';

describe('GET /api/due', () => {
  it("counts today's session, where the topics sum to the totals", async () => {
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

  it('counts the cards that limits hold back', async () => {
    const world = await openWorld(SAMPLE, { newPerDay: 1 });
    expect((await world.get<Due>('/api/due')).body).toMatchObject({ total: 1, new: 1, backlog: 2 });
  });

  it('refuses an unknown topic or plan', async () => {
    const world = await openWorld();
    expect((await world.get<Problem>('/api/due?topic=k8s/nothing')).body).toMatchObject({
      type: 'urn:tenax:unknown-topic',
      status: 404,
    });
    expect((await world.get('/api/due?plan=nothing')).status).toBe(404);
    expect((await world.get('/api/due?topic=not-an-id')).status).toBe(400);
  });

  it('refuses an unknown parameter, since a typo must not widen the query', async () => {
    const world = await openWorld();
    for (const url of [
      '/api/due?topik=k8s/storage',
      '/api/queue?max=1',
      '/api/cards?query=x',
      '/api/gaps?state=open',
    ]) {
      expect((await world.get<Problem>(url)).body).toMatchObject({
        status: 400,
        type: 'urn:tenax:invalid-request',
      });
    }
  });

  it('returns what limits hold back, and for how many days', async () => {
    const world = await openWorld();
    const none = { cards: 0, days: 0 };
    expect((await world.get<Due>('/api/due')).body.heldBack).toEqual({ new: none, review: none });
    await world.send('PATCH', '/api/plans/k8s/settings', { newPerDay: 1 });
    expect((await world.get<Due>('/api/due')).body).toMatchObject({
      backlog: 2,
      heldBack: { new: { cards: 2, days: 2 }, review: none },
    });
    await world.send('PATCH', '/api/plans/k8s/settings', { newPerDay: 0 });
    expect((await world.get<Due>('/api/due')).body.heldBack.new).toEqual({ cards: 3, days: null });
  });
});
