import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { DECK, openWorld, type World } from '../support/tenax.ts';

/** A world whose API listens, so that its folder is watched, and whose clock runs. */
async function watchedWorld(): Promise<World> {
  const world = await openWorld();
  const running = setInterval(() => {
    world.time.nowMs = Date.now();
  }, 20);
  running.unref();
  await world.tenax.app.listen({ host: '127.0.0.1', port: 0 });
  return world;
}

async function liveCards(world: World): Promise<readonly string[]> {
  const rows = await world.tenax.desk.store.read
    .selectFrom('cards')
    .select('id')
    .where('live', '=', 1)
    .execute();
  return rows.map(({ id }) => id);
}

const ADDED = `${DECK}\n### What is a /28?\n<!-- id: slash-28 -->\n\nSixteen addresses.\n`;

describe('the watcher', () => {
  it('picks up a saved file', async () => {
    const world = await watchedWorld();
    await writeFile(join(world.decks, 'k8s/pod-networking.md'), ADDED);
    await vi.waitFor(async () => expect(await liveCards(world)).toContain('slash-28'), { timeout: 10_000 });
  });

  it('picks up a file that an editor saves by renaming', async () => {
    const world = await watchedWorld();
    await writeFile(join(world.decks, 'k8s/.swap'), ADDED);
    await rename(join(world.decks, 'k8s/.swap'), join(world.decks, 'k8s/pod-networking.md'));
    await vi.waitFor(async () => expect(await liveCards(world)).toContain('slash-28'), { timeout: 10_000 });
  });

  it('picks up what is saved after the folder was gone for a while', async () => {
    const world = await watchedWorld();
    await rename(world.decks, `${world.decks}-away`);
    await vi.waitFor(() => expect(world.tenax.library.failure()).not.toBeNull(), { timeout: 5_000 });
    await rename(`${world.decks}-away`, world.decks);
    await vi.waitFor(() => expect(world.tenax.library.failure()).toBeNull(), { timeout: 5_000 });
    await setTimeout(500);
    await writeFile(join(world.decks, 'k8s/pod-networking.md'), ADDED);
    await vi.waitFor(async () => expect(await liveCards(world)).toContain('slash-28'), { timeout: 5_000 });
  }, 20_000);

  it('picks up a new plan', async () => {
    const world = await watchedWorld();
    await world.write('rust/plan.md', '# Rust\n\n## Ownership\n**Topics covered:**\n- Borrowing\n', 0);
    await world.write(
      'rust/ownership.md',
      '# Ownership\n\n### What is a move?\n<!-- id: rust-move -->\n\nA transfer.\n',
      0,
    );
    await vi.waitFor(async () => expect(await liveCards(world)).toContain('rust-move'), { timeout: 10_000 });
  });
});
