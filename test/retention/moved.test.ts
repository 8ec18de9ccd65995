import { describe, expect, it } from 'vitest';
import { grading, openWorld } from '../support/tenax.ts';

const DAY_MS = 86_400_000;

interface Moved {
  readonly studyDay: string;
  readonly topics: readonly {
    readonly id: string;
    readonly fromPercent: number;
    readonly toPercent: number;
  }[];
}

describe('what moved yesterday', () => {
  it('is empty if nothing was answered', async () => {
    const world = await openWorld();
    expect((await world.get<Moved>('/api/stats/moved')).body.topics).toEqual([]);
  });

  it('is the retention of the topics answered, at the start and at the end of that day', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    expect((await world.get<Moved>('/api/stats/moved')).body.topics).toEqual([]);
    world.time.nowMs += DAY_MS;
    const { topics } = (await world.get<Moved>('/api/stats/moved')).body;
    expect(topics).toMatchObject([{ id: 'k8s/pod-networking', fromPercent: 0 }]);
    expect(topics[0]?.toPercent).toBeGreaterThan(20);
    world.time.nowMs += 5 * DAY_MS;
    expect((await world.get<Moved>('/api/stats/moved')).body.topics).toEqual([]);
  });

  it('does not include what is answered today', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    world.time.nowMs += DAY_MS;
    const before = (await world.get<Moved>('/api/stats/moved')).body;
    await world.send('POST', '/api/reviews', grading('pod-ip-plugin', 'again'));
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'again'));
    expect((await world.get<Moved>('/api/stats/moved')).body).toEqual(before);
  });
});
