import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Gap, PlanDetail, Report, ReportWritten, Topic } from '../../server/http/schemas.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import { DECK, grading, openWorld, PLAN, SAMPLE, type World } from '../support/tenax.ts';

const DAY = 86_400_000;
const CARDS = ['pod-ip-source', 'pod-ip-plugin', 'prefix-delegation'] as const;
const URL = '/api/plans/k8s/report';

const ROADMAP = `${PLAN}
## Study Roadmap

### Phase 1
1. Pod Networking - Complexity: 7/10 ✅
2. Storage - Complexity: 5/10 ✅
3. Service Mesh - Complexity: 8/10
4. Autoscaling - Complexity: 6/10

## Pace
**Target:** 2 topics per day

## Milestones

**Milestone 1 (Day 5):** Core complete
- All of it
`;

/** A world whose clock stands at noon of a study day. */
async function openAtNoon(files = SAMPLE): Promise<World> {
  const world = await openWorld(files);
  world.time.nowMs = Math.ceil(world.time.nowMs / DAY) * DAY + DAY / 2;
  return world;
}

const report = async ({ get }: World) => (await get<Report>(URL)).body;
const markdown = async ({ get }: World) => (await get(`${URL}?format=markdown`)).text;
const write = async ({ send }: World) => (await send<ReportWritten>('POST', URL, {})).body;

async function review(world: World, cardId: string, rating = 'good'): Promise<string> {
  const sent = grading(cardId, rating);
  expect((await world.send('POST', '/api/reviews', sent)).status).toBe(201);
  return sent.id;
}

async function reviewAll(world: World, times: number, days = 1): Promise<void> {
  for (let time = 0; time < times; time++) {
    for (const cardId of CARDS) await review(world, cardId);
    world.time.nowMs += days * DAY;
  }
}

describe('the report on a plan', () => {
  it('shows each topic with its band, interval, coverage and trend', async () => {
    const world = await openAtNoon();
    await reviewAll(world, 5);
    const { topics, studyDay, asOf } = await report(world);
    expect(asOf).toBe(`${studyDay}T04:00:00.000Z`);
    const [networking] = topics;
    expect(networking).toMatchObject({
      id: 'k8s/pod-networking',
      band: 'good',
      coveragePercent: 75,
      reviews: 15,
      trend7Points: networking?.retentionPercent,
      trend30Points: networking?.retentionPercent,
    });
    expect(networking?.lowPercent).toBeLessThan(networking?.retentionPercent ?? 0);
    world.time.nowMs += 10 * DAY;
    const [later] = (await report(world)).topics;
    // Nothing was reviewed since, so retention fell by forgetting alone.
    expect(later?.trend7Points).toBeLessThan(0);
    expect(later?.trend30Points).toBe(later?.retentionPercent);
    expect(await markdown(world)).toMatch(
      /^\| Pod Networking \| \w+ \| \d+% \| \d+% to \d+% \| 75% \| −\d+ \| \+\d+ \| 15 \|$/m,
    );
  });

  it('agrees with the figures of the topics at that instant', async () => {
    const world = await openAtNoon();
    await reviewAll(world, 3);
    world.time.nowMs += 20 * DAY - DAY / 2 + 4 * 3_600_000;
    const [then] = (await world.get<Topic[]>('/api/topics?plan=k8s')).body;
    await review(world, CARDS[0], 'again');
    world.time.nowMs += 10 * 3_600_000;
    const [topic] = (await report(world)).topics;
    expect(topic).toMatchObject({
      retentionPercent: then?.retentionPercent,
      lowPercent: then?.lowPercent,
      highPercent: then?.highPercent,
      coveragePercent: then?.coveragePercent,
      band: then?.band,
      reviews: then?.reviews,
    });
  });

  it('lists the gaps with the days of their changes: from files at once, from answers on the next day', async () => {
    const world = await openAtNoon();
    const text = 'Security groups for Pods';
    await world.send('POST', '/api/gaps', { topicId: 'k8s/pod-networking', text });
    await review(world, 'prefix-delegation');
    const today = await report(world);
    expect(today.gaps).toMatchObject({ open: 1, carded: 1, learning: 0 });
    // The other gap was there when Tenax first read the plan.
    expect(today.gaps.told.map((gap) => [gap.text, gap.status])).toEqual([[text, 'open']]);
    world.time.nowMs += DAY;
    const tomorrow = await report(world);
    expect(tomorrow.gaps.told[0]).toMatchObject({
      status: 'learning',
      changes: [{ status: 'carded' }, { status: 'learning', studyDay: today.studyDay }],
    });
    expect(await markdown(world)).toContain(
      `| Prefix delegation | Pod Networking | learning | carded ${tomorrow.gaps.told[0]?.changes[0]?.studyDay}, learning ${today.studyDay} |`,
    );
    world.time.nowMs += 40 * DAY;
    expect((await report(world)).gaps.told.map((gap) => gap.text)).toEqual(['Prefix delegation']);
  });

  it('says what to study next and why, and how far the plan has got', async () => {
    const world = await openAtNoon({ 'k8s/plan.md': ROADMAP, 'k8s/pod-networking.md': DECK });
    await reviewAll(world, 5, 4);
    world.time.nowMs += 4000 * DAY;
    await review(world, 'prefix-delegation', 'again');
    const text = 'Security groups for Pods';
    await world.send('POST', '/api/gaps', { topicId: 'k8s/pod-networking', text });
    world.time.nowMs += DAY;
    const { next, roadmap, pace, milestones } = await report(world);
    expect(next.map(({ reason }) => reason)).toEqual(['reopened', 'weak', 'uncarded', 'roadmap']);
    expect(next[0]?.what).toBe('Prefix delegation (Pod Networking)');
    expect(next.map(({ why }) => why).join('\n')).toMatch(
      /lapsed on \d{4}-\d\d-\d\d\nrecall is \d+%, and 90% is wanted.*\none gap has no card.*\nis next on the roadmap: number 3/,
    );
    expect(roadmap).toMatchObject({ done: 2, total: 4, next: { number: 3, title: 'Service Mesh' } });
    expect(pace).toEqual({
      stated: [{ label: 'Target', value: '2 topics per day' }],
      days: 7,
      topicsBegun: 0,
      cardsBegun: 0,
    });
    expect(milestones).toMatchObject([
      { title: 'Milestone 1: Core complete', done: false, topics: 4, topicsDone: 2 },
    ]);
    const page = await markdown(world);
    expect(page).toContain('**Roadmap**: 2 of 4 done (50%). Next: 3. Service Mesh.');
    expect(page).toContain('0 topics and 0 cards begun in the last 7 days.\n\n- Target: 2 topics per day\n');
  });

  it('counts what was begun in the last seven days', async () => {
    const world = await openAtNoon();
    await reviewAll(world, 1);
    expect((await report(world)).pace).toMatchObject({ topicsBegun: 1, cardsBegun: 3 });
    world.time.nowMs += 7 * DAY;
    expect((await report(world)).pace).toMatchObject({ topicsBegun: 0, cardsBegun: 0 });
  });

  it('is not found for an unknown plan', async () => {
    const world = await openWorld();
    expect((await world.get('/api/plans/nothing/report')).status).toBe(404);
    expect((await world.send('POST', '/api/plans/nothing/report', {})).status).toBe(404);
  });
});

describe('the report in the plan', () => {
  it("is written between Tenax's markers at the end, and never read as part of the plan", async () => {
    const world = await openAtNoon({ 'k8s/plan.md': ROADMAP, 'k8s/pod-networking.md': DECK });
    await reviewAll(world, 2);
    const readings = async () => [
      (await world.get<Topic[]>('/api/topics')).body.map(({ id, items }) => ({ id, items })),
      (await world.get<Gap[]>('/api/gaps')).body,
      (await world.get<PlanDetail>('/api/plans/k8s')).body,
    ];
    const before = await readings();
    const { path, written, lines } = await write(world);
    expect([path, written]).toEqual(['k8s/plan.md', true]);
    const text = await world.read('k8s/plan.md');
    expect(text.startsWith(ROADMAP)).toBe(true);
    expect(text.slice(ROADMAP.length).trim().split('\n')).toEqual([
      '<!-- tenax:retention -->',
      ...lines,
      '<!-- /tenax:retention -->',
    ]);
    expect(`${lines.join('\n')}\n`).toBe(await markdown(world));
    expect(await readings()).toEqual(before);
  });

  it('does not change within a study day, whatever is answered and however often Tenax starts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...CARDS), fc.constantFrom(...RATINGS)), { maxLength: 6 }),
        fc.nat(6),
        async (answers, undone) => {
          const world = await openAtNoon();
          await reviewAll(world, 3);
          await write(world);
          const first = await world.read('k8s/plan.md');
          const ids: string[] = [];
          for (const [cardId, rating] of answers) {
            ids.push(await review(world, cardId, rating));
            world.time.nowMs += 3_600_000;
            expect((await write(world)).written).toBe(false);
          }
          for (const id of ids.slice(0, undone)) await world.send('DELETE', `/api/reviews/${id}`);
          await world.restart();
          expect((await write(world)).written).toBe(false);
          expect(await world.read('k8s/plan.md')).toBe(first);
          world.time.nowMs += DAY;
          expect((await write(world)).written).toBe(true);
          const second = await world.read('k8s/plan.md');
          expect(second.match(/tenax:retention/g)).toHaveLength(2);
        },
      ),
      { numRuns: 8 },
    );
  }, 60_000);

  it('shows changes of the files at once', async () => {
    const world = await openAtNoon();
    await reviewAll(world, 2);
    await write(world);
    await world.write(
      'k8s/plan.md',
      (await world.read('k8s/plan.md')).replace('- Prefix delegation\n', '$&- CSI\n'),
    );
    await world.tenax.library.scan();
    expect((await write(world)).written).toBe(true);
  });

  it('is refused, with the line, if a marker has lost its partner', async () => {
    const world = await openWorld();
    const broken = `${PLAN}\n<!-- tenax:retention -->\n`;
    await world.write('k8s/plan.md', broken);
    const refused = await world.send<{ detail: string }>('POST', URL, {});
    expect(refused.status).toBe(400);
    expect(await world.read('k8s/plan.md')).toBe(broken);
  });
});
