import { describe, expect, it } from 'vitest';
import type { CardDetail, ImportBody, ImportResult, Problem } from '../../server/http/schemas.ts';
import { asCardId, asEventId } from '../../server/schedule/ids.ts';
import { openWorld } from '../support/tenax.ts';

type Review = ImportBody['reviews'][number];

const DAY_MS = 86_400_000;

async function learner() {
  const world = await openWorld();
  const given = (daysAgo: number, values: Partial<Review> = {}): Review => ({
    cardId: asCardId('pod-ip-source'),
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
    const reviews = [given(9), given(8), given(8, { cardId: asCardId('elsewhere') })];
    const { status, body } = await send(...reviews);
    expect(status).toBe(200);
    expect(body).toEqual({ added: 3, known: 0, withoutCard: ['elsewhere'] });
    expect((await send(...reviews)).body).toEqual({ added: 0, known: 3, withoutCard: ['elsewhere'] });
    const card = await world.get<CardDetail>('/api/cards/pod-ip-source');
    expect(card.body).toMatchObject({ reps: 2, history: [{ durationMs: 4_200 }, { durationMs: 4_200 }] });
  });

  it('adds reviews that can be undone', async () => {
    const { world, given, send } = await learner();
    await send(given(9), given(8));
    const { body } = await world.get<CardDetail>('/api/cards/pod-ip-source');
    expect((await world.send('DELETE', `/api/reviews/${body.history[0]?.id}`)).status).toBe(200);
    expect((await world.get<CardDetail>('/api/cards/pod-ip-source')).body).toMatchObject({ reps: 1 });
  });

  it('keeps the ids that reviews have, in lower case, and exports them as a file', async () => {
    const { world, given, send } = await learner();
    const id = '8D0F1F5E-5F0A-4B0E-9F43-0F6D2B7C9A11';
    const review = given(9, { id: asEventId(id) });
    expect((await send(review)).body).toMatchObject({ added: 1 });
    expect((await send({ ...review, id: asEventId(id.toLowerCase()) })).body).toMatchObject({
      added: 0,
      known: 1,
    });
    const { status, body } = await send<Problem>({ ...review, rating: 'easy' });
    expect({ status, type: body.type }).toEqual({ status: 409, type: 'urn:tenax:id-reused' });
    const file = await world.get('/api/export/reviews.csv');
    expect(file).toMatchObject({ status: 200, type: 'text/csv; charset=utf-8' });
    expect(file.headers['content-disposition']).toBe('attachment; filename="reviews.csv"');
    expect(file.text).toMatch(
      new RegExp(`\\npod-ip-source,3,${review.reviewedAt},4200,${id.toLowerCase()}\\n$`),
    );
  });

  it('stores nothing from a request with a review in the future', async () => {
    const { world, given, send } = await learner();
    const { status, body } = await send<Problem>(given(1), given(-1));
    expect(status).toBe(400);
    expect(body).toMatchObject({
      type: 'urn:tenax:invalid-request',
      errors: [{ at: 'body/reviews/1/reviewedAt', message: 'is in the future' }],
    });
    expect((await world.get<CardDetail>('/api/cards/pod-ip-source')).body).toMatchObject({ reps: 0 });
  });

  it.each([
    [{ cardId: asCardId('Pod IP') }],
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
