import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ActUndone, BulkActResult, CardNow, Due } from '../../server/http/schemas.ts';
import { grading, openWorld } from '../support/tenax.ts';

describe('POST /api/cards/{id}/acts', () => {
  it('takes a suspended card out of the session until it is unsuspended', async () => {
    const world = await openWorld();
    const suspend = { id: randomUUID(), act: 'suspend' };
    expect((await world.send('POST', '/api/cards/pod-ip-source/acts', suspend)).status).toBe(201);
    expect((await world.send('POST', '/api/cards/pod-ip-source/acts', suspend)).status).toBe(200);
    expect((await world.get<Due>('/api/due')).body.total).toBe(2);
    expect((await world.send('POST', '/api/reviews', grading('pod-ip-source'))).status).toBe(201);
    await world.send('POST', '/api/cards/pod-ip-source/acts', { id: randomUUID(), act: 'unsuspend' });
    expect((await world.get<Due>('/api/due')).body).toMatchObject({ total: 3, learning: 1 });
  });

  it('hides a buried card until the study day ends', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/cards/pod-ip-source/acts', { id: randomUUID(), act: 'bury' });
    expect((await world.get<Due>('/api/due')).body.total).toBe(2);
    world.time.nowMs += 86_400_000;
    expect((await world.get<Due>('/api/due')).body.total).toBe(3);
  });

  it('makes a reset card new', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source'));
    const reset = await world.send<CardNow>('POST', '/api/cards/pod-ip-source/acts', {
      id: randomUUID(),
      act: 'reset',
    });
    expect(reset.body).toMatchObject({ state: 'new', reps: 0, dueAt: null });
  });

  it('refuses an unknown act and an unknown card', async () => {
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

  it('acts on many cards once, and returns the outcome for each', async () => {
    const world = await openWorld();
    const request = suspendAll(['pod-ip-source', 'pod-ip-plugin', 'nothing']);
    const first = await world.send<BulkActResult>('POST', '/api/acts', request);
    expect(first.status).toBe(201);
    expect(first.body.cards).toEqual([
      { cardId: 'pod-ip-source', outcome: 'done' },
      { cardId: 'pod-ip-plugin', outcome: 'done' },
      { cardId: 'nothing', outcome: 'unknown' },
    ]);
    expect((await world.get<Due>('/api/due')).body.total).toBe(1);
    const again = await world.send<BulkActResult>('POST', '/api/acts', request);
    expect(again.status).toBe(200);
    expect(again.body.cards.map(({ outcome }) => outcome)).toEqual(['repeated', 'repeated', 'unknown']);
  });

  it('refuses an id that was used before with other content', async () => {
    const world = await openWorld();
    const request = suspendAll(['pod-ip-source']);
    await world.send('POST', '/api/acts', request);
    for (const other of [
      { act: 'bury' },
      { cardIds: ['pod-ip-plugin'] },
      { cardIds: ['pod-ip-source', 'pod-ip-plugin'] },
    ]) {
      expect((await world.send('POST', '/api/acts', { ...request, ...other })).status).toBe(409);
    }
    const review = grading('pod-ip-plugin');
    await world.send('POST', '/api/reviews', review);
    expect((await world.send('POST', '/api/acts', { ...request, id: review.id })).status).toBe(409);
    expect((await world.send('POST', '/api/acts', suspendAll([]))).status).toBe(400);
  });

  it('is undone for all its cards, however often the undo is sent', async () => {
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
