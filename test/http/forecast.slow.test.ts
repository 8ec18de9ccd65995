import { describe, expect, it } from 'vitest';
import type {
  Due,
  GoalForecast,
  LoadForecast,
  Problem,
  RetentionForecast,
  WorkloadForecast,
} from '../../server/http/schemas.ts';
import { DECK, grading, openWorld, PLAN } from '../support/tenax.ts';

const DAY = 86_400_000;
const NOON = Date.UTC(2026, 10, 23, 12);

const MILESTONES = `
## Roadmap

**Day 2:**

1. Pod Networking

**Day 6:**

2. Storage

## Milestones

**Milestone 1 (Day 5):** The network

- I can debug it

**Milestone 2 (Day 12):** Everything
`;

async function openPlanned(more: object = {}) {
  const files = { 'k8s/plan.md': PLAN + MILESTONES, 'k8s/pod-networking.md': DECK };
  const world = await openWorld(files, more);
  world.time.nowMs = NOON;
  return world;
}

describe('GET /api/forecast', () => {
  it('returns the retention of topics and milestones, with and without study', async () => {
    const world = await openPlanned();
    const { body } = await world.get<RetentionForecast>('/api/forecast?plan=k8s&date=2026-12-22');
    expect(body).toMatchObject({ studyDay: '2026-11-23', date: '2026-12-22', start: '2026-11-23', runs: 20 });
    const [networking, storage] = body.topics;
    // Three cards, all seen within a month, and an item without a card.
    expect(networking).toMatchObject({ units: 4, uncarded: 1, coveragePercent: 75, withoutStudyPercent: 0 });
    expect(networking?.retentionPercent).toBeGreaterThan(60);
    expect(networking?.retentionPercent).toBeLessThan(75);
    expect(networking?.lowPercent).toBeLessThan(networking?.retentionPercent ?? 0);
    expect(networking?.highPercent).toBeGreaterThan(networking?.retentionPercent ?? 0);
    expect(storage).toMatchObject({ units: 1, uncarded: 1, retentionPercent: 0 });
    expect(body.assumptions.length).toBeGreaterThan(5);
    expect(body.assumptions).toContain('Daily limits of k8s: 20 new, 200 to review.');
    expect(body.assumed).toHaveLength(body.assumptions.length);
    expect(body.assumed).toContainEqual({ kind: 'limits', plan: 'k8s', newPerDay: 20, reviewsPerDay: 200 });
    await world.send('PATCH', '/api/plans/k8s/settings', { newPerDay: 3 });
    const { body: slower } = await world.get<RetentionForecast>('/api/forecast');
    expect(slower.assumptions).toContain('Daily limits of k8s: 3 new, 200 to review.');
  });

  it('places milestones on the plan’s days, counted from today or a given start, or on a given date', async () => {
    const world = await openPlanned();
    const placed = async (query: string) =>
      (await world.get<RetentionForecast>(`/api/forecast?plan=k8s${query}`)).body.milestones.map(
        ({ date, topicIds, outlook }) => [date, topicIds.length, outlook?.asOfDay],
      );
    expect(await placed('')).toEqual([
      ['2026-11-27', 1, '2026-11-27'],
      ['2026-12-04', 2, '2026-12-04'],
    ]);
    expect(await placed('&start=2026-11-16')).toEqual([
      ['2026-11-20', 1, '2026-11-23'],
      ['2026-11-27', 2, '2026-11-27'],
    ]);
    expect(await placed('&start=2028-01-01')).toEqual([
      ['2028-01-05', 1, undefined],
      ['2028-01-12', 2, undefined],
    ]);
    expect(await placed('&date=2026-12-24')).toEqual([
      ['2026-12-24', 1, '2026-12-24'],
      ['2026-12-24', 2, '2026-12-24'],
    ]);
    expect(await placed('&topic=k8s%2Fstorage')).toEqual([['2026-12-04', 2, '2026-12-04']]);
  });

  it('answers the same until something is written', async () => {
    const world = await openPlanned();
    const ask = async () => (await world.get<RetentionForecast>('/api/forecast?plan=k8s')).body;
    const before = await ask();
    world.time.nowMs += 60_000;
    expect(await ask()).toEqual(before);
    await world.send('POST', '/api/reviews', grading('pod-ip-source', 'easy'));
    const after = await ask();
    expect(after.asOf).not.toBe(before.asOf);
    expect(after.topics[0]?.withoutStudyPercent).toBeGreaterThan(10);
  });

  it('refuses dates and scopes that cannot be forecast, and says which dates can', async () => {
    const world = await openPlanned();
    const refused = async (url: string) => (await world.get<Problem>(url)).body;
    expect((await refused('/api/forecast?date=2026-11-22')).detail).toContain(
      'from 2026-11-23, which is today, to 2027-11-22',
    );
    expect(await refused('/api/forecast?date=2027-11-23')).toMatchObject({ status: 400 });
    expect(await refused('/api/forecast?topic=k8s/nothing')).toMatchObject({ status: 404 });
    expect(await refused('/api/forecast?plan=nothing')).toMatchObject({ status: 404 });
  });
});

describe('GET /api/forecast/goal', () => {
  const goal = '/api/forecast/goal?date=2026-12-02';

  it('returns the fewest new cards a day that suffice', async () => {
    const world = await openPlanned({ newPerDay: 0 });
    const { body } = await world.get<GoalForecast>(`${goal}&topic=k8s/pod-networking&retention=0.6`);
    expect(body).toMatchObject({ reachable: true, goalPercent: 60, needed: { newPerDay: 1 } });
    expect(body.needed?.retentionPercent).toBeGreaterThanOrEqual(60);
    expect(body.needed?.perDay.newCards).toBeCloseTo(0.3, 5);
    expect(body.present).toMatchObject({ newPerDay: 0, retentionPercent: 0 });
    const today = await world.get<GoalForecast>(
      '/api/forecast/goal?date=2026-11-23&topic=k8s/pod-networking&retention=0.6',
    );
    expect(today.body.needed?.newPerDay).toBe(3);
  });

  it('says if a goal is out of reach, and returns the best result possible', async () => {
    const world = await openPlanned();
    const { body } = await world.get<GoalForecast>(`${goal}&plan=k8s&retention=0.8`);
    expect(body).toMatchObject({ reachable: false, needed: null });
    // Two of the five units are items without a card.
    expect(body.best).toMatchObject({ units: 5, uncarded: 2 });
    expect(body.best.retentionPercent).toBeLessThanOrEqual(60);
    const storage = await world.get<GoalForecast>(`${goal}&topic=k8s/storage&retention=0.1`);
    expect(storage.body).toMatchObject({ reachable: false, best: { newPerDay: 0, retentionPercent: 0 } });
  });

  it('is about one topic, plan or milestone', async () => {
    const world = await openPlanned();
    const about = async (query: string) => await world.get<GoalForecast>(`${goal}&retention=0.5&${query}`);
    const title = (await world.get<RetentionForecast>('/api/forecast')).body.milestones[0]?.title ?? '';
    const milestone = await about(`plan=k8s&milestone=${encodeURIComponent(title)}`);
    expect(milestone.body.topicIds).toEqual(['k8s/pod-networking']);
    expect((await about('plan=k8s&milestone=Nothing')).status).toBe(404);
    expect((await about('plan=k8s&topic=k8s/storage')).status).toBe(400);
    expect((await about('')).status).toBe(400);
    expect((await world.get(`${goal}&plan=k8s&retention=80`)).status).toBe(400);
  });
});

describe('GET /api/forecast/load', () => {
  it("starts with today's session, as /api/due counts it", async () => {
    const world = await openPlanned({ newPerDay: 2 });
    const due = (await world.get<Due>('/api/due')).body;
    const { body } = await world.get<LoadForecast>('/api/forecast/load');
    expect(body.days).toHaveLength(30);
    expect(body.days[0]).toMatchObject({ studyDay: '2026-11-23', newCards: due.new, reviews: due.review });
    expect(body.days[1]).toMatchObject({ studyDay: '2026-11-24', newCards: 1 });
    const { days, total } = body;
    expect(total.newCards).toBe(3);
    const answers = days.reduce((sum, day) => sum + day.answers, 0);
    // Each day is rounded to one decimal.
    expect(Math.abs(answers - total.answers)).toBeLessThan(1.5);
    expect(total.minutes).toBeCloseTo((total.answers * 8) / 60, 0);
    expect((await world.get<LoadForecast>('/api/forecast/load?days=365&plan=k8s')).body.days).toHaveLength(
      365,
    );
    expect((await world.get('/api/forecast/load?days=366')).status).toBe(400);
  });

  it('counts what was done today already', async () => {
    const world = await openPlanned({ newPerDay: 1 });
    await world.send('POST', '/api/reviews', grading('prefix-delegation', 'easy'));
    const { body } = await world.get<LoadForecast>('/api/forecast/load');
    expect(body.days[0]).toMatchObject({ newCards: 0, reviews: 0, answers: 0 });
    expect(body.days[1]).toMatchObject({ newCards: 1 });
  });
});

describe('GET /api/forecast/workload', () => {
  it('does not block other requests', async () => {
    const world = await openPlanned();
    let isDone = false;
    const workload = world.get('/api/forecast/workload').then(() => {
      isDone = true;
    });
    for (let request = 0; request < 3; request++) await world.get('/healthz');
    expect(isDone).toBe(false);
    await workload;
  });

  it('compares minutes a day with the knowledge kept', async () => {
    const world = await openPlanned();
    for (const id of ['pod-ip-source', 'pod-ip-plugin', 'prefix-delegation']) {
      const reviewedAt = new Date(NOON - 5 * DAY).toISOString();
      await world.send('POST', '/api/reviews', { ...grading(id, 'easy'), reviewedAt });
    }
    const { body } = await world.get<WorkloadForecast>('/api/forecast/workload?plan=k8s');
    const rows = body.plans[0]?.rows ?? [];
    expect(body.plans[0]).toMatchObject({ planId: 'k8s', desiredRetention: 0.9 });
    expect(rows.map(({ desiredRetention }) => desiredRetention)).toEqual([
      0.7, 0.73, 0.76, 0.79, 0.82, 0.85, 0.88, 0.9, 0.91, 0.94, 0.97,
    ]);
    const [least, most] = [rows[0], rows.at(-1)];
    expect(most?.perDay.answers).toBeGreaterThan(least?.perDay.answers ?? 0);
    expect(most?.knownUnits).toBeGreaterThan(least?.knownUnits ?? 0);
    expect(least).toMatchObject({ units: 5, backlog: 0 });
    const url = '/api/forecast/workload?plan=k8s&desiredRetention=0.7';
    expect((await world.get<WorkloadForecast>(url)).body.plans[0]?.rows).toEqual([least]);
  });
});
