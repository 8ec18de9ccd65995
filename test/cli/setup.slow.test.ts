import { rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkout } from './checkout.ts';

const STARTED = { code: 0, out: 'started\n', err: '' };

describe('starting from a checkout', () => {
  it('installs and builds the first time only', async () => {
    const { start, done } = await checkout();
    expect(await start()).toEqual({
      code: 0,
      out: 'started\n',
      err: 'Installing packages (a minute or two the first time)…\nBuilding…\n',
    });
    expect(await start()).toEqual(STARTED);
    expect(await done()).toBe('install build');
  });

  it('builds again if a source was changed, added or removed', async () => {
    const { start, done, write, folder } = await checkout();
    await start();
    await write('server/main.ts', `console.log('changed');`);
    expect((await start()).out).toBe('changed\n');
    await write('migrations/0002_more.ts', '');
    await start();
    await rm(join(folder, 'migrations/0002_more.ts'));
    await start();
    expect(await done()).toBe('install build build build build');
  });

  it('builds nothing if only dates changed', async () => {
    const { start, done, folder } = await checkout();
    await start();
    await utimes(join(folder, 'server/main.ts'), 0, 0);
    expect(await start()).toEqual(STARTED);
    expect(await done()).toBe('install build');
  });

  it('builds again if the build was removed', async () => {
    const { start, done, folder } = await checkout();
    await start();
    await rm(join(folder, 'dist'), { recursive: true });
    expect((await start()).out).toBe('started\n');
    expect(await done()).toBe('install build build');
  });

  it('installs again if the lockfile asks for other packages', async () => {
    const { start, done, lock } = await checkout();
    await start();
    await lock('vite', { version: '2.0.0', integrity: 'sha512-d', dev: true });
    await start();
    await start();
    expect(await done()).toBe('install build install build');
  });

  it('installs again if the database does not fit this Node', async () => {
    const { start, done, folder, write } = await checkout();
    await start();
    const addon = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node';
    await rm(join(folder, addon));
    await write(addon, 'built for another');
    expect((await start()).code).toBe(0);
    expect(await done()).toBe('install build install');
  });

  it('needs no tools if there is nothing to build', async () => {
    const { start, done, folder, write } = await checkout();
    await start();
    await rm(join(folder, 'node_modules/typescript'), { recursive: true });
    await write(
      'node_modules/.package-lock.json',
      '{"packages":{"node_modules/better-sqlite3":{"version":"1.0.0","integrity":"sha512-a"}}}',
    );
    expect(await start()).toEqual(STARTED);
    expect(await done()).toBe('install build');
  });

  it('installs and builds once if several processes start at the same time', async () => {
    const { start, done } = await checkout();
    const starts = await Promise.all([start(), start(), start()]);
    expect(starts.map(({ code, out }) => ({ code, out }))).toEqual(
      [1, 2, 3].map(() => ({ code: 0, out: 'started\n' })),
    );
    expect(await done()).toBe('install build');
  });

  it('does not wait for a process that has died', async () => {
    const { start, write } = await checkout();
    await write('dist/setup.lock', '4194304');
    expect((await start()).out).toBe('started\n');
  });

  it.each(['18.20.4', '20.18.3'])('refuses Node %s in one line', async (version) => {
    const { start } = await checkout();
    expect(await start(version)).toEqual({
      code: 1,
      out: '',
      err: `tenax: Node ${version} is too old. Install Node 20.19 or newer, then start again.\n`,
    });
  });

  it.each(['20.19.0', '22.0.0'])('accepts Node %s', async (version) => {
    const { start } = await checkout();
    expect((await start(version)).out).toBe('started\n');
  });

  it('shows the output of a failed build, and one line with what to do', async () => {
    const { start, write } = await checkout();
    await write('server/main.ts', 'mistake');
    const { code, out, err } = await start();
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/error: a mistake\ntenax: Building failed \(exit code 2\)\. Fix what .*\.\n$/);
    await write('server/main.ts', `console.log('right');`);
    expect((await start()).out).toBe('right\n');
  });

  it('says so if it has to write but cannot', async () => {
    const { start, write } = await checkout();
    await write('dist', 'in the way');
    const { code, err } = await start();
    expect(code).toBe(1);
    expect(err).toMatch(
      /^tenax: Something here must be installed or built, but .* cannot be written \(EEXIST\)\. .*\n$/,
    );
  });
});
