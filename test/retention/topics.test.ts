import { describe, expect, it } from 'vitest';
import type { Topic, TopicDetail } from '../../server/http/schemas.ts';
import { calibrationErrorToday } from '../../server/retention/calibration.ts';
import { listTopics } from '../../server/retention/topics.ts';
import { recall } from '../../server/schedule/recall.ts';
import { grading, openWorld, PLAN, SAMPLE, type World } from '../support/tenax.ts';

const DAY_MS = 86_400_000;

async function topicOf(world: World): Promise<Topic> {
  const [topic] = (await world.get<Topic[]>('/api/topics')).body;
  if (!topic) throw new Error('The world has no topic.');
  return topic;
}

describe('retention', () => {
  it('equals what the cards give one by one, whatever database sums them', async () => {
    const world = await openWorld();
    for (const [cardId, rating] of [
      ['pod-ip-source', 'good'],
      ['pod-ip-plugin', 'again'],
      ['prefix-delegation', 'easy'],
    ] as const) {
      await world.send('POST', '/api/reviews', grading(cardId, rating));
      world.time.nowMs += 3.7 * DAY_MS;
    }
    const { desk } = world.tenax;
    const rows = await desk.store.read.selectFrom('memories').selectAll().execute();
    const recalls = rows.map((row) =>
      recall(
        {
          state: 'review',
          step: 0,
          stability: row.stability ?? 0,
          difficulty: row.difficulty ?? 0,
          reps: row.reps,
          lapses: row.lapses,
          firstStudyDay: 0,
          lastStudyDay: 0,
          lastReviewedAtMs: row.last_reviewed_at_ms ?? 0,
          intervalDays: 0,
        },
        world.time.nowMs,
        desk.scheduler.weights,
      ),
    );
    const [topic] = await listTopics(desk);
    const sum = recalls.reduce((total, p) => total + p, 0);
    expect(recalls).toHaveLength(3);
    expect(topic?.evidence.sumRecall).toBeCloseTo(sum, 6);
    expect(topic?.evidence.sumVariance).toBeCloseTo(
      recalls.reduce((total, p) => total + p * (1 - p), 0),
      6,
    );
    // Three cards and one item without a card.
    expect(topic?.retentionPercent).toBe(Math.round((sum / 4) * 1000) / 10);
  });

  it('fades with time and lies within its interval', async () => {
    const world = await openWorld();
    for (const id of ['pod-ip-source', 'pod-ip-plugin', 'prefix-delegation']) {
      await world.send('POST', '/api/reviews', grading(id));
    }
    const fresh = await topicOf(world);
    world.time.nowMs += 20 * DAY_MS;
    const faded = await topicOf(world);
    expect(faded.retentionPercent).toBeLessThan(Number(fresh.retentionPercent));
    expect(Number(faded.lowPercent)).toBeLessThan(Number(faded.retentionPercent));
    expect(Number(faded.highPercent)).toBeGreaterThan(Number(faded.retentionPercent));
    expect(faded.coveragePercent).toBe(fresh.coveragePercent);
  });

  it('never counts recall above one after the clock was set back', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source'));
    world.time.nowMs -= 5 * DAY_MS;
    expect((await topicOf(world)).recallPercent).toBe(100);
  });

  it("gets a band from the tenth review on, one of the plan's own if it states them", async () => {
    const bands = `\n## Scoring System\n\n- **Solid (60-100%)**: can explain it\n- **Shaky (<60%)**: study again\n`;
    for (const [plan, name] of [
      [PLAN, 'fair'],
      [PLAN + bands, 'Shaky'],
    ] as const) {
      const world = await openWorld({ ...SAMPLE, 'k8s/plan.md': plan });
      for (let count = 1; count <= 10; count++) {
        expect((await topicOf(world)).band).toBe('unmeasured');
        await world.send('POST', '/api/reviews', grading(count % 2 ? 'pod-ip-source' : 'prefix-delegation'));
        world.time.nowMs += 1000;
      }
      expect(await topicOf(world)).toMatchObject({ band: name, retentionPercent: 50 });
    }
  });

  it('counts suspended cards and an item with only a draft as units, but neither set-aside cards nor drafts', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/cards/pod-ip-plugin/acts', { id: crypto.randomUUID(), act: 'suspend' });
    await world.send('POST', '/api/reviews', grading('pod-ip-source'));
    expect((await topicOf(world)).retentionPercent).toBe(25);
    await world.send('POST', '/api/notes', {
      topicId: 'k8s/pod-networking',
      item: 'veth pairs (virtual ethernet cables)',
      prompt: 'What is a veth pair?',
      answer: '',
    });
    expect(await topicOf(world)).toMatchObject({ retentionPercent: 25, items: { uncarded: 1 } });
    const { body } = await world.get<TopicDetail>('/api/topics/k8s/pod-networking');
    expect(body.itemList[1]?.drafts).toEqual([
      { noteId: 'what-is-a-veth-pair', prompt: 'What is a veth pair?' },
    ]);
  });
});

describe('trials', () => {
  /** Reviews all three cards on four days, a week apart. */
  async function afterFourWeeks(rating: 'again' | 'good') {
    const world = await openWorld();
    for (let week = 0; week < 4; week++) {
      for (const id of ['pod-ip-source', 'pod-ip-plugin', 'prefix-delegation']) {
        await world.send('POST', '/api/reviews', grading(id, week === 0 ? 'good' : rating));
      }
      world.time.nowMs += 7 * DAY_MS;
    }
    return world;
  }

  it('are shown beside the retention, as measured and as predicted', async () => {
    const topic = await topicOf(await afterFourWeeks('good'));
    expect(topic.trials).toMatchObject({ count: 9, measuredPercent: 100 });
    expect(topic.trials.predictedPercent).toBeGreaterThan(50);
    expect(topic.trials.predictedPercent).toBeLessThan(100);
  });

  it('need reviews of a card on more than one day', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source'));
    const none = { count: 0, measuredPercent: null, predictedPercent: null };
    expect((await topicOf(world)).trials).toEqual(none);
  });

  it('raise the recall above that of the memories if they went better than predicted, and lower it if worse', async () => {
    for (const [rating, sign] of [
      ['good', 1],
      ['again', -1],
    ] as const) {
      const world = await afterFourWeeks(rating);
      const [topic] = await listTopics(world.tenax.desk);
      const { body } = await world.get<TopicDetail>('/api/topics/k8s/pod-networking');
      const cards = [...body.itemList.flatMap((item) => item.cards), ...body.otherCards];
      const recalls = cards.flatMap(({ recallPercent }) => recallPercent ?? []);
      const mean = recalls.reduce((sum, percent) => sum + percent, 0) / recalls.length;
      expect(sign * (topic?.evidence.offset.logit ?? 0)).toBeGreaterThan(0);
      expect(sign * (Number(topic?.recallPercent) - mean)).toBeGreaterThan(0);
    }
  });

  it('widen the interval of all topics from the next day on if they differ from the predictions', async () => {
    const world = await openWorld();
    const { desk } = world.tenax;
    expect(await calibrationErrorToday(desk)).toBeCloseTo(0.076, 12);
    for (let day = 0; day < 40; day++) {
      for (const id of ['pod-ip-source', 'pod-ip-plugin', 'prefix-delegation']) {
        await world.send('POST', '/api/reviews', grading(id, 'again'));
      }
      expect((await listTopics(desk))[0]?.evidence.calibrationError).toBe(await calibrationErrorToday(desk));
      world.time.nowMs += DAY_MS;
    }
    const error = await calibrationErrorToday(desk);
    expect(error).toBeGreaterThan(0.2);
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'again'));
    expect(await calibrationErrorToday(desk)).toBe(error);
  });

  it('come with the time that the figures are of', async () => {
    const world = await openWorld();
    expect((await topicOf(world)).asOf).toBe(new Date(world.time.nowMs).toISOString());
  });
});

describe("an item's retention", () => {
  it('is that of its cards, and zero if it has none', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source'));
    const { body } = await world.get<TopicDetail>('/api/topics/k8s/pod-networking');
    const holder = body.itemList.find(({ cards }) => cards.some(({ cardId }) => cardId === 'pod-ip-source'));
    const total = holder?.cards.length ?? 0;
    expect(holder).toMatchObject({ seen: 1, reviews: 1, retentionPercent: Math.round(1000 / total) / 10 });
    expect(holder?.highPercent).toBeGreaterThanOrEqual(holder?.retentionPercent ?? 101);
    expect(body.itemList.find(({ cards }) => cards.length === 0)).toMatchObject({
      retentionPercent: 0,
      recallPercent: null,
      coveragePercent: 0,
      band: 'unmeasured',
    });
  });
});

describe("the plan's own scores", () => {
  it('are shown beside the retention as history, without changing it', async () => {
    const scored = `${PLAN}\n## Retention Scores\n\n**Date: 2025-10-11**\n\n### Pod Networking\n**Score: 🟢 Strong (95%)**\n`;
    const world = await openWorld({ ...SAMPLE, 'k8s/plan.md': scored });
    expect(await topicOf(world)).toMatchObject({
      retentionPercent: 0,
      band: 'unmeasured',
      lastScore: { percent: 95, date: '2025-10-11', source: 'Pod Networking' },
    });
  });
});

describe("a topic's history", () => {
  it('has each study day that it was reviewed on, without undone reviews', async () => {
    const world = await openWorld();
    const undone = grading('pod-ip-source', 'again');
    await world.send('POST', '/api/reviews', undone);
    await world.send('DELETE', `/api/reviews/${undone.id}`);
    await world.send('POST', '/api/reviews', grading('pod-ip-source'));
    world.time.nowMs += 2 * DAY_MS;
    await world.send('POST', '/api/reviews', grading('pod-ip-plugin', 'again'));
    const { body } = await world.get<TopicDetail>('/api/topics/k8s/pod-networking');
    expect(body.history.map(({ reviews, passed }) => [reviews, passed])).toEqual([
      [1, 1],
      [1, 0],
    ]);
    // The one card seen on the first day had faded a little by its end.
    const [first, second] = body.history.map(({ retentionPercent }) => Number(retentionPercent));
    expect(first).toBeGreaterThan(20);
    expect(first).toBeLessThanOrEqual(25);
    expect(second).toBe(body.retentionPercent);
  });
});
