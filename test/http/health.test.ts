import { describe, expect, it } from 'vitest';
import { grading, openWorld } from '../support/tenax.ts';

describe('a running server', () => {
  it('answers /healthz, /readyz and /metrics', async () => {
    const world = await openWorld();
    expect((await world.get('/healthz')).status).toBe(200);
    expect((await world.get('/readyz')).status).toBe(200);
    await world.send('POST', '/api/reviews', grading('pod-ip-source'));
    const { text } = await world.get('/metrics');
    expect(text).toContain('tenax_reviews_total 1');
    expect(text).toContain('tenax_due_cards{kind="new"} 2');
  });
});
