import { describe, expect, it } from 'vitest';
import type { PlanDetail } from '../../server/http/schemas.ts';
import { openWorld } from '../support/tenax.ts';

describe('GET /api/plans', () => {
  it('returns a plan as its author wrote it, with its progress', async () => {
    const world = await openWorld();
    const { body } = await world.get<PlanDetail>('/api/plans/k8s');
    expect(body).toMatchObject({ id: 'k8s', title: 'Kubernetes', progress: { topics: 2, deepDives: 2 } });
    expect((await world.get<unknown[]>('/api/plans')).body).toHaveLength(1);
    expect((await world.get('/api/plans/nothing')).status).toBe(404);
  });
});
