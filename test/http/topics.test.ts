import { describe, expect, it } from 'vitest';
import type { Topic, TopicDetail } from '../../server/http/schemas.ts';
import { grading, openWorld, PLAN } from '../support/tenax.ts';

describe('GET /api/topics', () => {
  it("returns a topic's figures, which change with every review", async () => {
    const world = await openWorld();
    const topicOf = async () => (await world.get<Topic[]>('/api/topics')).body[0];
    // Three cards and an item without a card.
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

  it('returns no percentage for a topic without units', async () => {
    const world = await openWorld({ 'k8s/plan.md': `${PLAN}\n## Ingress\n**Status:** Not started\n` });
    const ingress = (await world.get<Topic[]>('/api/topics')).body.find(({ title }) => title === 'Ingress');
    expect(ingress).toMatchObject({
      retentionPercent: null,
      lowPercent: null,
      coveragePercent: null,
      band: 'unmeasured',
    });
  });

  it("returns a topic's items with their cards, and its history", async () => {
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
