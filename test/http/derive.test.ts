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
});
