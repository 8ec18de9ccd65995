import { describe, expect, it } from 'vitest';
import type { CardDetail, ImportBody, ImportResult, Problem } from '../../server/http/schemas/index.ts';
import { openWorld } from '../tenax.ts';

type Review = ImportBody['reviews'][number];

const DAY_MS = 86_400_000;

async function learner() {
  const world = await openWorld();
  const given = (daysAgo: number, values: Partial<Review> = {}): Review => ({
    cardId: 'pod-ip-source',
    rating: 'good',
    reviewedAt: new Date(world.time.nowMs - daysAgo * DAY_MS).toISOString(),
    durationMs: 4_200,
    ...values,
  });
  const send = <T = ImportResult>(...reviews: readonly Review[]) =>
    world.send<T>('POST', '/api/import/reviews', { reviews });
  return { world, given, send };
}

describe('POST /api/import/reviews', () => {
  it('adds reviews to the history of their cards, once', async () => {
    const { world, given, send } = await learner();
    const reviews = [given(9), given(8), given(8, { cardId: 'elsewhere' })];
    const { status, body } = await send(...reviews);
    expect(status).toBe(200);
    expect(body).toEqual({ added: 3, known: 0, withoutCard: ['elsewhere'] });
    expect((await send(...reviews)).body).toEqual({ added: 0, known: 3, withoutCard: ['elsewhere'] });
    const card = await world.get<CardDetail>('/api/cards/pod-ip-source');
    expect(card.body).toMatchObject({ reps: 2, history: [{ durationMs: 4_200 }, { durationMs: 4_200 }] });
  });

  it('lets an imported review be taken back', async () => {
    const { world, given, send } = await learner();
    await send(given(9), given(8));
    const { body } = await world.get<CardDetail>('/api/cards/pod-ip-source');
    expect((await world.send('DELETE', `/api/reviews/${body.history[0]?.id}`)).status).toBe(200);
    expect((await world.get<CardDetail>('/api/cards/pod-ip-source')).body).toMatchObject({ reps: 1 });
  });

  it('keeps nothing of a request with a review that is still to come', async () => {
    const { world, given, send } = await learner();
    const { status, body } = await send<Problem>(given(1), given(-1));
    expect(status).toBe(400);
    expect(body).toMatchObject({
      type: 'urn:tenax:invalid-request',
      errors: [{ at: 'body/reviews/1/reviewedAt', message: 'is still to come' }],
    });
    expect((await world.get<CardDetail>('/api/cards/pod-ip-source')).body).toMatchObject({ reps: 0 });
  });

  it.each([
    [{ cardId: 'Pod IP' }],
    [{ rating: 'great' as 'good' }],
    [{ reviewedAt: 'yesterday' }],
    [{ durationMs: -1 }],
  ])('refuses a review that is none: %o', async (values) => {
    const { given, send } = await learner();
    const { status, body } = await send<Problem>(given(1), given(2, values));
    expect(status).toBe(400);
    expect(body.detail).toContain(`body/reviews/1/${Object.keys(values)[0]}`);
  });
});
