import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DECK, openWorld } from '../support/tenax.ts';

describe('POST /api/derive', () => {
  it('adds a note for every item without a card, and nothing the second time', async () => {
    const world = await openWorld();
    const derived = await world.send<{
      added: { topicId: string; draft: boolean }[];
      files: { path: string }[];
    }>('POST', '/api/derive', {});
    expect(derived.body.files.map(({ path }) => path)).toEqual(['k8s/pod-networking.md', 'k8s/storage.md']);
    expect(derived.body.added).toHaveLength(2);
    expect((await world.read('k8s/pod-networking.md')).startsWith(DECK.trimEnd())).toBe(true);
    const after = [await world.read('k8s/pod-networking.md'), await world.read('k8s/storage.md')];
    const again = await world.send<{ added: unknown[] }>('POST', '/api/derive', {});
    expect(again.body.added).toEqual([]);
    expect([await world.read('k8s/pod-networking.md'), await world.read('k8s/storage.md')]).toEqual(after);
  });

  it('writes nothing on a dry run', async () => {
    const world = await openWorld();
    const derived = await world.send<{ added: unknown[] }>('POST', '/api/derive', { dryRun: true });
    expect(derived.body.added).toHaveLength(2);
    expect(await world.read('k8s/pod-networking.md')).toBe(DECK);
    await expect(world.read('k8s/storage.md')).rejects.toThrow('ENOENT');
  });

  it('goes on after a deck that can’t be written, and says which', async () => {
    const world = await openWorld();
    await chmod(join(world.decks, 'k8s/pod-networking.md'), 0o444);
    await world.tenax.library.scan();
    for (const dryRun of [true, false]) {
      const derived = await world.send<{
        added: { topicId: string }[];
        failed: { path: string; message: string }[];
      }>('POST', '/api/derive', { dryRun });
      expect(derived.status).toBe(200);
      expect(derived.body.added.map(({ topicId }) => topicId)).toEqual(['k8s/storage']);
      expect(derived.body.failed).toEqual([
        { path: 'k8s/pod-networking.md', message: expect.stringContaining('read-only') },
      ]);
    }
    expect(await world.read('k8s/storage.md')).toContain('Access modes');
    const again = await world.send('POST', '/api/derive', {});
    expect(again.status).toBe(403);
  });
});
