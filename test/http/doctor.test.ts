import { describe, expect, it } from 'vitest';
import type { Examination, Problem } from '../../server/http/schemas.ts';
import { grading, openWorld } from '../support/tenax.ts';

describe('POST /api/doctor', () => {
  it('finds what differs from the log, and repairs it if asked to', async () => {
    const world = await openWorld();
    await world.send('POST', '/api/reviews', grading('pod-ip-source'));
    const look = async (body: object) => (await world.send<Examination>('POST', '/api/doctor', body)).body;
    expect(await look({})).toEqual({ events: 1, cards: 1, found: 0, repaired: 0, findings: [] });
    const { store } = world.tenax.desk;
    await store.write((tx) => tx.updateTable('memories').set({ reps: 2 }).execute());
    const findings = [
      { about: 'memory', of: 'pod-ip-source', message: 'reps is 2, by the log 1', repairable: true },
    ];
    expect(await look({})).toMatchObject({ found: 1, repaired: 0, findings });
    expect(await look({ repair: true })).toMatchObject({ found: 1, repaired: 1, findings });
    expect(await look({ repair: false })).toMatchObject({ found: 0 });
  });

  it('refuses unknown members', async () => {
    const world = await openWorld();
    const { status, body } = await world.send<Problem>('POST', '/api/doctor', { fix: true });
    expect({ status, type: body.type }).toEqual({ status: 400, type: 'urn:tenax:invalid-request' });
  });
});
