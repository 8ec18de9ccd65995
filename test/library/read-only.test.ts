import { chmod, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Due } from '../../server/http/schemas.ts';
import { DECK, grading, openWorld, type World } from '../support/tenax.ts';

const NOBODY = 65534;

/** Runs `act` with the decks folder read-only. */
function readOnly<T>(world: World, act: () => Promise<T>): Promise<T> {
  return without(world, 'k8s', 0o555, act);
}

/** Runs `act` with other rights on a file or folder below `decks/`, as somebody whom they stop: root may all. */
async function without<T>(world: World, path: string, mode: number, act: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0;
  const place = join(world.decks, path);
  const { mode: before } = await stat(place);
  await chmod(dirname(world.decks), 0o755);
  await chmod(world.data, 0o777);
  await chmod(place, mode);
  if (isRoot) process.seteuid?.(NOBODY);
  try {
    return await act();
  } finally {
    if (isRoot) process.seteuid?.(0);
    await chmod(place, before);
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
    expect(world.logged.join('\n')).toMatch(/not scheduled/);
    expect(await world.tenax.library.problems()).toMatchObject([{ rule: 'note-without-id' }]);
  });

  it('refuses a gap with what to do about it, and stays as it was', async () => {
    const world = await openWorld();
    const before = await world.read('k8s/plan.md');
    const refused = await readOnly(world, () =>
      world.send<{ detail: string }>('POST', '/api/gaps', { topicId: 'k8s/storage', text: 'Snapshots' }),
    );
    expect(refused.status).toBe(403);
    expect(refused.body.detail).toContain('permission to write');
    expect(await world.read('k8s/plan.md')).toBe(before);
  });
});

describe('a deck that may not be read', () => {
  it('keeps its last good cards, is reported, and holds no other up', async () => {
    const world = await openWorld();
    await world.write('k8s/storage.md', '# Storage\n\n### What is RWO?\n<!-- id: rwo -->\n\nOne node.\n');
    await without(world, 'k8s/pod-networking.md', 0o000, async () => {
      await world.tenax.library.scan();
      expect((await world.get<Due>('/api/due')).body.total).toBe(4);
      expect(await world.tenax.library.problems()).toMatchObject([
        { rule: 'no-permission', path: 'k8s/pod-networking.md' },
      ]);
      const gap = {
        topicId: 'k8s/pod-networking',
        text: 'Trunk ENIs',
        cards: [{ prompt: 'Q?', answer: 'A.' }],
      };
      expect((await world.send('POST', '/api/gaps', gap)).status).toBe(403);
    });
    await world.tenax.library.scan();
    expect(await world.tenax.library.problems()).toEqual([]);
  });
});
