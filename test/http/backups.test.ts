import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Backup, Backups, Problem } from '../../server/http/schemas.ts';
import { openWorld } from '../support/tenax.ts';

describe('/api/backup and /api/backups', () => {
  it('make backups and list them', async () => {
    const world = await openWorld();
    const folder = join(world.data, 'backups');
    expect((await world.get<Backups>('/api/backups')).body).toEqual({ folder, kept: 14, backups: [] });
    const { status, body } = await world.send<Backup>('POST', '/api/backup', {});
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: expect.stringMatching(/^tenax-\d{4}-.+\.db$/), daily: false });
    expect((await world.get<Backups>('/api/backups')).body.backups).toEqual([body]);
  });

  it('do not accept a path from a client', async () => {
    const world = await openWorld();
    const { status, body } = await world.send<Problem>('POST', '/api/backup', { file: '/tmp/mine.db' });
    expect({ status, type: body.type }).toEqual({ status: 400, type: 'urn:tenax:invalid-request' });
  });
});
