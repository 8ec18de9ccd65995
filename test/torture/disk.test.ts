// The shim between a process and its disk, with a small process instead of the product.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type Disk, diskOf, noDiskBecause } from './disk.ts';
import { readLog } from './disk-log.ts';

/** Creates a file, writes it, syncs it, renames it, and copies it. */
const SCRIPT = `
  const fs = require('node:fs');
  const file = process.argv[1] + '/a';
  const open = fs.openSync(file, 'w');
  const written = fs.writeSync(open, 'four');
  fs.fsyncSync(open);
  fs.renameSync(file, file + '2');
  fs.copyFileSync(file + '2', file + '3');
  console.log(written);
`;

const impossible = noDiskBecause();

async function world() {
  const folder = await mkdtemp(join(tmpdir(), 'tenax-shim-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await mkdir(join(folder, 'data'));
  const disk = await diskOf({ folder, decks: '', data: join(folder, 'data') }, { logged: true });
  const there = (name: string) => existsSync(join(folder, 'data', name));
  return { folder, disk, there };
}

function runOn({ env }: Disk, folder: string) {
  const argv = ['-e', SCRIPT, join(folder, 'data')];
  return spawnSync(process.execPath, argv, { env: { ...process.env, ...env }, encoding: 'utf8' });
}

it.skipIf(impossible)('logs each change with its bytes', async () => {
  const { folder, disk } = await world();
  expect(runOn(disk, folder).status).toBe(0);
  const changes = await readLog(disk.log);
  expect(changes.map(({ kind, path, data }) => [kind, path.slice(folder.length), String(data)])).toEqual([
    ['create', '/data/a', ''],
    ['write', '/data/a', 'four'],
    ['sync', '/data/a', ''],
    ['rename', '/data/a', ''],
    ['create', '/data/a3', ''],
    ['truncate', '/data/a3', ''],
    ['write', '/data/a3', 'four'],
  ]);
  expect(disk.calls()).toBe(6);
});

it.skipIf(impossible)('ends the process at the call that is asked for', async () => {
  for (const [call, how, files] of [
    [1, 'before', []],
    [1, 'after', ['a']],
    [2, 'halfway', ['a']],
    [3, 'before', ['a']],
    [3, 'after', ['a2']],
  ] as const) {
    const { folder, disk, there } = await world();
    disk.killAt(call, how);
    expect(runOn(disk, folder).signal).toBe('SIGKILL');
    expect(['a', 'a2', 'a3'].filter(there)).toEqual(files);
    if (how === 'halfway') expect(readFileSync(join(folder, 'data', 'a'), 'utf8')).toBe('fo');
  }
});

it.skipIf(impossible)('lets calls fail as often as asked, and writes be short', async () => {
  const { folder, disk } = await world();
  disk.fail({ error: 'ENOSPC', kinds: ['write'], after: 0, times: 1 });
  expect(runOn(disk, folder).stderr).toMatch('ENOSPC');
  expect(disk.failed()).toBe(1);
  expect(runOn(disk, folder).stdout).toBe('4\n');
  disk.fail({ error: 'short', kinds: ['write'], after: 0, times: 1 });
  // Node writes the rest itself.
  expect(runOn(disk, folder).stdout).toBe('4\n');
  expect((await readLog(disk.log)).map(({ data }) => String(data)).slice(-8)).toContain('fo');
  disk.fail({ error: 'EIO', kinds: ['sync'], after: 0, times: 1 });
  expect(runOn(disk, folder).stderr).toMatch('EIO');
  disk.fail({ error: 'EMFILE', kinds: ['open'], after: 1, times: 1 });
  disk.calm();
  expect(runOn(disk, folder).status).toBe(0);
});
