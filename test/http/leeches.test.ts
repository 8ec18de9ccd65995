import { describe, expect, it } from 'vitest';
import type { CardDetail, Queue, ReviewResult } from '../../server/http/schemas.ts';
import { grading, openWorld, type World } from '../support/tenax.ts';

const DAY = 86_400_000;
const CARD = 'pod-ip-source';

/** Grades the card on the next day. */
async function answer(world: World, rating: string) {
  world.time.nowMs += DAY;
  const body = grading(CARD, rating);
  return { sent: body, ...(await world.send<ReviewResult>('POST', '/api/reviews', body)).body };
}

/** Lets the card lapse; returns the answers to the lapses. */
async function forget(world: World, times: number) {
  const said: ReviewResult[] = [];
  for (let lapse = 0; lapse < times; lapse++) {
    expect((await answer(world, 'easy')).leech).toBe(false);
    said.push(await answer(world, 'again'));
  }
  return said;
}

describe('a leech', () => {
  it('is reported at eight lapses and every four after that', async () => {
    const world = await openWorld();
    const said = await forget(world, 17);
    expect(said.flatMap(({ leech, card }) => (leech ? [card.lapses] : []))).toEqual([8, 12, 16]);
    expect(said.map(({ card }) => card.leech)).toEqual(said.map(({ card }) => card.lapses >= 8));
  });

  it('is marked wherever the card is shown, until the lapse is undone', async () => {
    const world = await openWorld();
    await world.send('PATCH', '/api/plans/k8s/settings?topic=k8s/pod-networking', { leechThreshold: 2 });
    await forget(world, 2);
    const last = (await world.get<CardDetail>(`/api/cards/${CARD}`)).body;
    expect(last).toMatchObject({ leech: true, lapses: 2 });
    world.time.nowMs += DAY;
    const { cards } = (await world.get<Queue>('/api/queue')).body;
    expect(cards.find(({ cardId }) => cardId === CARD)?.leech).toBe(true);
    const found = await world.get<{ cards: { cardId: string }[] }>('/api/cards?leech=true');
    expect(found.body.cards.map(({ cardId }) => cardId)).toEqual([CARD]);

    await world.send('DELETE', `/api/reviews/${last.lastReviewId}`);
    expect((await world.get<CardDetail>(`/api/cards/${CARD}`)).body).toMatchObject({
      leech: false,
      lapses: 1,
    });
  });

  it('is reported again if the same answer is sent again, but not for an answer that is no lapse', async () => {
    const world = await openWorld();
    await world.send('PATCH', '/api/plans/k8s/settings', { leechThreshold: 1 });
    await answer(world, 'easy');
    const { sent, leech } = await answer(world, 'again');
    expect(leech).toBe(true);
    // Forgotten again within its step, which is no further lapse.
    expect((await answer(world, 'again')).leech).toBe(false);
    expect((await world.send<ReviewResult>('POST', '/api/reviews', sent)).body.leech).toBe(true);
  });
});
