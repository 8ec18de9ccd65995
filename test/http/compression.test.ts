import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openWorld } from '../support/tenax.ts';

describe('an answer', () => {
  it('is compressed, if large, for clients that accept it, and unchanged for others', async () => {
    const world = await openWorld();
    const ask = (headers: object) =>
      world.tenax.app.inject({ url: '/api/openapi.json', headers: { host: '127.0.0.1:4816', ...headers } });
    const plain = await ask({});
    const small = await ask({ 'accept-encoding': 'gzip' });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(small.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    expect(gunzipSync(small.rawPayload).toString()).toBe(plain.body);
    expect(small.rawPayload.length * 4).toBeLessThan(plain.rawPayload.length);
  });

  it('is not compressed if it is small', async () => {
    const world = await openWorld();
    const headers = { host: '127.0.0.1:4816', 'accept-encoding': 'gzip' };
    const due = await world.tenax.app.inject({ url: '/api/plans', headers });
    expect(due.headers['content-encoding']).toBeUndefined();
  });
});
