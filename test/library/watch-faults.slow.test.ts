import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { watchLibrary } from '../../server/library/watch.ts';
import { systemError } from '../support/failing-calls.ts';
import { DECK, openWorld } from '../support/tenax.ts';

describe('the watcher', () => {
  it('goes on beside pipes, circles of links and links to nowhere, and says nothing of its own', async () => {
    const world = await openWorld();
    const at = (path: string) => join(world.decks, path);
    execFileSync('mkfifo', [at('k8s/pipe.md')]);
    await symlink('loop.md', at('k8s/loop.md'));
    await symlink('nowhere.md', at('k8s/nowhere.md'));
    await symlink('/dev/zero', at('k8s/zero.md'));
    await symlink('loop', at('loop'));
    await symlink('.', at('itself'));
    await symlink('..', at('k8s/up'));
    await mkdir(at('k8s/folder.md'));
    // A file whose time is near is looked at again soon.
    world.time.nowMs = Date.now() + 10_000;
    const said: unknown[] = [];
    let scans = 0;
    const { library } = world.tenax;
    const counting = { ...library, scan: () => library.scan().finally(() => scans++) };
    const watch = watchLibrary(counting, (error) => said.push(error));
    onTestFinished(() => watch.close());
    await vi.waitFor(() => expect(scans).toBeGreaterThan(1), { timeout: 10_000 });
    await setTimeout(1000);
    const before = scans;
    await setTimeout(1500);
    // At rest it scans every 15 s.
    expect(scans - before).toBeLessThanOrEqual(1);
    await writeFile(
      at('k8s/pod-networking.md'),
      `${DECK}\n### What is a /28?\n<!-- id: slash-28 -->\n\nSixteen.\n`,
    );
    await vi.waitFor(async () => expect((await world.get('/api/cards/slash-28')).status).toBe(200), {
      timeout: 10_000,
    });
    expect(said).toEqual([]);
  }, 30_000);

  it.each(['ENOSPC', 'EMFILE'])(
    'says once that nothing more can be watched (%s), and scans all the same',
    async (code) => {
      const world = await openWorld();
      const { watch: before } = fs;
      const restore = () => {
        fs.watch = before;
        syncBuiltinESMExports();
      };
      fs.watch = ((path: string) => {
        throw systemError(code, 'watch', path);
      }) as typeof fs.watch;
      syncBuiltinESMExports();
      onTestFinished(restore);
      const said: unknown[] = [];
      let scans = 0;
      const { library } = world.tenax;
      const counting = { ...library, scan: () => library.scan().finally(() => scans++) };
      const watch = watchLibrary(counting, (error) => said.push(error));
      onTestFinished(() => watch.close());
      await vi.waitFor(() => expect(scans).toBeGreaterThan(1), { timeout: 10_000 });
      await vi.waitFor(() => expect(said).toHaveLength(1), { timeout: 10_000 });
      await setTimeout(500);
      expect(said).toEqual([expect.stringMatching(new RegExp(`${code}.*15 s.*Raise`))]);
    },
  );

  it('says once what fails in every round, and again once it fails otherwise', async () => {
    const world = await openWorld();
    const said: unknown[] = [];
    let rounds = 0;
    const broken = {
      ...world.tenax.library,
      scan: async () => {
        rounds += 1;
        throw new Error(rounds < 3 ? 'one' : 'other');
      },
    };
    const watch = watchLibrary(broken, (error) => said.push(String(error)));
    onTestFinished(() => watch.close());
    for (let round = 1; round <= 4; round++) {
      await vi.waitFor(() => expect(rounds).toBeGreaterThanOrEqual(round), { timeout: 10_000 });
      await writeFile(join(world.decks, 'k8s/pod-networking.md'), `${DECK}\n<!-- ${round} -->\n`);
      await setTimeout(300);
    }
    await vi.waitFor(() => expect(said).toEqual(['Error: one', 'Error: other']), { timeout: 10_000 });
  }, 30_000);
});
