import { describe, expect, it } from 'vitest';
import type { TopicDetail } from '../../server/http/schemas.ts';
import { topicHistory } from '../../server/retention/history.ts';
import { listTopics } from '../../server/retention/topics.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import { grading, openWorld, type World } from '../support/tenax.ts';

const DAY_MS = 86_400_000;
const TOPIC = 'k8s/pod-networking';

async function historyOf(world: World): Promise<TopicDetail['history']> {
  return (await world.get<TopicDetail>(`/api/topics/${TOPIC}`)).body.history;
}

/** One card of the topic reviewed on each of three days, two days apart; now is two days after the last. */
async function afterThreeDays(): Promise<World> {
  const world = await openWorld();
  for (const rating of ['good', 'again', 'good'] as const) {
    await world.send('POST', '/api/reviews', grading('pod-ip-source', rating));
    world.time.nowMs += 2 * DAY_MS;
  }
  return world;
}

async function forgetSnapshots({ tenax: { desk } }: World): Promise<void> {
  await desk.store.write(async (tx) => {
    await tx.deleteFrom('retention_snapshots').execute();
    await tx.deleteFrom('snapshot_marks').execute();
  });
}

describe('the snapshots of a topic', () => {
  it('are kept once a day has ended, and the log gives the same', async () => {
    const world = await afterThreeDays();
    const history = await historyOf(world);
    expect(history.map(({ reviews, passed }) => [reviews, passed])).toEqual([
      [1, 1],
      [1, 0],
      [1, 1],
    ]);
    const { read } = world.tenax.desk.store;
    expect(await read.selectFrom('retention_snapshots').selectAll().execute()).toHaveLength(3);
    await forgetSnapshots(world);
    expect(await historyOf(world)).toEqual(history);
  });

  it('stay as they were when the topic grows, which affects later days only', async () => {
    const world = await afterThreeDays();
    const before = await historyOf(world);
    await world.send('POST', '/api/notes', {
      topicId: TOPIC,
      prompt: 'What is a bridge?',
      answer: 'A switch.',
    });
    expect(await historyOf(world)).toEqual(before);
    await world.send('POST', '/api/reviews', grading('pod-ip-source'));
    expect((await historyOf(world)).slice(0, 3)).toEqual(before);
    await forgetSnapshots(world);
    expect((await historyOf(world))[0]?.retentionPercent).toBeLessThan(before[0]?.retentionPercent ?? 0);
  });

  it("have the interval of a day's retention", async () => {
    for (const { retentionPercent, lowPercent, highPercent } of await historyOf(await afterThreeDays())) {
      expect(lowPercent).toBeLessThanOrEqual(retentionPercent ?? 0);
      expect(highPercent).toBeGreaterThanOrEqual(retentionPercent ?? 100);
      expect(highPercent).toBeGreaterThan(lowPercent ?? 100);
    }
  });

  it('include a late review from its day on', async () => {
    const world = await afterThreeDays();
    const before = await historyOf(world);
    const reviewedAt = new Date(world.time.nowMs - 4 * DAY_MS + 3_600_000).toISOString();
    await world.send('POST', '/api/reviews', { ...grading('pod-ip-plugin'), reviewedAt });
    const after = await historyOf(world);
    expect(after.map(({ reviews }) => reviews)).toEqual([1, 2, 1]);
    expect(after[0]).toEqual(before[0]);
    expect(after[2]?.retentionPercent).toBeGreaterThan(before[2]?.retentionPercent ?? 100);
  });

  it('leave out a review that is undone later', async () => {
    const world = await openWorld();
    const review = grading('pod-ip-source');
    await world.send('POST', '/api/reviews', review);
    world.time.nowMs += DAY_MS;
    expect(await historyOf(world)).toHaveLength(1);
    await world.send('DELETE', `/api/reviews/${review.id}`);
    expect(await historyOf(world)).toEqual([]);
  });

  it('are computed again with new weights', async () => {
    const world = await afterThreeDays();
    const before = await historyOf(world);
    const weights = DEFAULT_SCHEDULER.weights.map((weight, index) => (index === 2 ? weight / 10 : weight));
    const scheduler = { ...DEFAULT_SCHEDULER, weights };
    const desk = { ...world.tenax.desk, schedulerOf: () => scheduler };
    const [topic] = await listTopics(desk);
    if (!topic) throw new Error('The world has no topic.');
    const after = await topicHistory(desk, topic);
    expect(after[0]?.retentionPercent).toBeLessThan(before[0]?.retentionPercent ?? 0);
    expect(await historyOf(world)).toEqual(before);
  });
});
