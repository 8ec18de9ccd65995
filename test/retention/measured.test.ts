import { describe, expect, it } from 'vitest';
import type { Due, Queue, Topic } from '../../server/http/schemas.ts';
import { grading, openWorld, SAMPLE } from '../support/tenax.ts';

const DAY_MS = 86_400_000;

const storage = ['pv', 'pvc', 'csi'].map((id) => `### What is a ${id}?\n<!-- id: ${id} -->\n\nThat.\n`);
const FILES = { ...SAMPLE, 'k8s/storage.md': `# Storage\n\n${storage.join('\n')}` };

async function learner() {
  const world = await openWorld(FILES);
  const firstNew = async () => {
    const { cards } = (await world.get<Queue>('/api/queue')).body;
    return cards.filter(({ state }) => state === 'new')[0]?.topic.id;
  };
  const review = async (cardId: string, times: number) => {
    for (let i = 0; i < times; i++) {
      await world.send('POST', '/api/reviews', grading(cardId));
      world.time.nowMs += DAY_MS;
    }
  };
  return { world, firstNew, review };
}

describe('the weakest topic', () => {
  it('is the measured topic with the lowest retention shown, and stays so for a study day', async () => {
    const { world, firstNew, review } = await learner();
    expect(await firstNew()).toBe('k8s/pod-networking');
    await review('pv', 10);
    await world.send('PATCH', '/api/plans/k8s/settings', { newOrder: 'weakest-topic' });
    // The other topic has no reviews yet, so it is not measured.
    expect(await firstNew()).toBe('k8s/storage');
    expect([...(await world.tenax.desk.topicRetention()).keys()]).toEqual(['k8s/storage']);

    await review('pod-ip-source', 10);
    const { body: topics } = await world.get<readonly Topic[]>('/api/topics');
    const retention = new Map(topics.map(({ id, retentionPercent }) => [id, retentionPercent]));
    expect(await world.tenax.desk.topicRetention()).toEqual(retention);
    const [weakest] = [...retention].sort(([, a], [, b]) => Number(a) - Number(b));
    expect(await firstNew()).toBe(weakest?.[0]);

    const before = await world.tenax.desk.topicRetention();
    await world.send('POST', '/api/reviews', grading('pvc', 'easy'));
    expect((await world.get<Due>('/api/due')).body.total).toBeGreaterThan(0);
    expect(await world.tenax.desk.topicRetention()).toBe(before);
  });

  it('is not computed if no plan asks for it first', async () => {
    const { world, review } = await learner();
    await review('pv', 10);
    expect([...(await world.tenax.desk.topicRetention())]).toEqual([]);
  });
});
