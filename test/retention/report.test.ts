import { describe, expect, it } from 'vitest';
import type { PlanDetail, Report, Topic } from '../../server/http/schemas/index.ts';
import { grading, openWorld, PLAN } from '../tenax.ts';

describe('the report in the plan', () => {
  it("stands between Tenax's markers, at the end, and is no part of the plan", async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source'));
    const before = (await world.get<Topic[]>('/api/topics')).body.map(({ id, items }) => ({ id, items }));
    const { body, status } = await world.send<Report>('POST', '/api/plans/k8s/report', {});
    expect(status).toBe(200);
    expect(body).toMatchObject({ path: 'k8s/plan.md', written: true });
    const text = await world.read('k8s/plan.md');
    expect(text.startsWith(PLAN)).toBe(true);
    expect(text.slice(PLAN.length).trim().split('\n')).toEqual([
      '<!-- tenax:retention -->',
      ...body.lines,
      '<!-- /tenax:retention -->',
    ]);
    expect(body.lines.find((line) => line.startsWith('| Pod Networking'))).toMatch(
      /^\| Pod Networking \| 25% \| [\d.]+–[\d.]+% \| 1 of 3 \| 1 \| unmeasured \| 1 \|$/,
    );
    const after = (await world.get<Topic[]>('/api/topics')).body.map(({ id, items }) => ({ id, items }));
    expect(after).toEqual(before);
    expect((await world.get<PlanDetail>('/api/plans/k8s')).body.unread).toEqual([]);
  });

  it('is replaced, not repeated, and left alone where nothing moved', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/plans/k8s/report', {});
    const first = await world.read('k8s/plan.md');
    expect((await world.send<Report>('POST', '/api/plans/k8s/report', {})).body.written).toBe(false);
    await world.send('POST', '/api/reviews', grading('pod-ip-source'));
    expect((await world.send<Report>('POST', '/api/plans/k8s/report', {})).body.written).toBe(true);
    const second = await world.read('k8s/plan.md');
    expect(second).not.toBe(first);
    expect(second.match(/tenax:retention/g)).toHaveLength(2);
  });

  it('is refused where a marker has lost its partner, with the line', async () => {
    const world = await openWorld();
    await world.write('k8s/plan.md', `${PLAN}\n<!-- tenax:retention -->\n`);
    const refused = await world.send<{ detail: string }>('POST', '/api/plans/k8s/report', {});
    expect(refused.status).toBe(400);
    expect(await world.read('k8s/plan.md')).toBe(`${PLAN}\n<!-- tenax:retention -->\n`);
    expect((await world.send('POST', '/api/plans/nothing/report', {})).status).toBe(404);
  });
});
