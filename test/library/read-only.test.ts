import { chmod } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Due } from '../../server/http/schemas/index.ts';
import { DECK, grading, openWorld, type World } from '../tenax.ts';

const NOBODY = 65534;

/** Runs `act` with the decks folder read-only, as somebody whom that stops: root writes anywhere. */
async function readOnly<T>(world: World, act: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0;
  const plan = join(world.decks, 'k8s');
  await chmod(dirname(world.decks), 0o755);
  await chmod(world.data, 0o777);
  await chmod(plan, 0o555);
  if (isRoot) process.seteuid?.(NOBODY);
  try {
    return await act();
  } finally {
    if (isRoot) process.seteuid?.(0);
    await chmod(plan, 0o755);
  }
}

describe('a read-only decks folder', () => {
  it('is reviewed from, with a warning', async () => {
    const world = await openWorld();
    await world.write('k8s/pod-networking.md', `${DECK}\n### Without an id?\n\nYes.\n`);
    await readOnly(world, async () => {
      await world.tenax.library.scan();
      await world.tenax.library.writeIds();
      expect((await world.get<Due>('/api/due')).body.total).toBe(3);
      expect((await world.send('POST', '/api/reviews', grading('pod-ip-source'))).status).toBe(201);
    });
    expect(world.told.join('\n')).toMatch(/not scheduled/);
    expect(await world.tenax.library.problems()).toMatchObject([{ rule: 'note-without-id' }]);
  });

  it('refuses a gap with what to do about it, and stays as it was', async () => {
    const world = await openWorld();
    const before = await world.read('k8s/plan.md');
    const refused = await readOnly(world, () =>
      world.send<{ detail: string }>('POST', '/api/gaps', { topicId: 'k8s/storage', text: 'Snapshots' }),
    );
    expect(refused.status).toBe(403);
    expect(refused.body.detail).toContain('write permission');
    expect(await world.read('k8s/plan.md')).toBe(before);
  });
});
