import { existsSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DataFolderBusy, lockDataFolder } from '../../server/store/lock.ts';
import { startProcess } from '../support/process.ts';
import { temporaryFolder } from '../support/temporary.ts';

describe('the lock on a data folder', () => {
  it('makes the folder if it is missing', async () => {
    const folder = join(await temporaryFolder(), 'a', 'data');
    const lock = await lockDataFolder(folder);
    expect(existsSync(folder)).toBe(true);
    lock.release();
  });

  it.skipIf(process.platform !== 'linux')('fails if the folder cannot be made', async () => {
    // In a process of its own: what must not happen is that the call never returns.
    const other = startProcess(new URL('./hold-folder.ts', import.meta.url), ['/proc/tenax']);
    expect(await other.line()).toMatch(/ENOENT/);
  });

  it('is held only once, and can be taken again when released', async () => {
    const folder = await temporaryFolder();
    const lock = await lockDataFolder(folder);
    await expect(lockDataFolder(folder)).rejects.toBeInstanceOf(DataFolderBusy);
    lock.release();
    lock.release();
    (await lockDataFolder(folder)).release();
  });

  it('says who holds it and at which address', async () => {
    const folder = await temporaryFolder();
    const lock = await lockDataFolder(folder);
    await expect(lockDataFolder(folder)).rejects.toMatchObject({
      holder: { pid: process.pid, address: null },
    });
    lock.announce('http://127.0.0.1:4321');
    await expect(lockDataFolder(folder)).rejects.toThrow(/answers at http:\/\/127\.0\.0\.1:4321/);
    lock.release();
  });

  it.each([
    ['holder.json.new', '{"pid"'],
    ['holder.json', '{"pid"'],
    ['lock', 'no database at all'],
    ['lock', 'x'.repeat(5_000)],
  ])('is taken over a damaged %s', async (name, content) => {
    const folder = await temporaryFolder();
    writeFileSync(join(folder, name), content);
    const lock = await lockDataFolder(folder);
    await expect(lockDataFolder(folder)).rejects.toMatchObject({ holder: { pid: process.pid } });
    expect(readdirSync(folder)).not.toContain('holder.json.new');
    lock.release();
  });

  it('is not kept by a process that cannot say who it is', async () => {
    const folder = await temporaryFolder();
    mkdirSync(join(folder, 'holder.json.new'));
    await expect(lockDataFolder(folder)).rejects.toThrow(/EISDIR/);
    rmdirSync(join(folder, 'holder.json.new'));
    (await lockDataFolder(folder)).release();
  });

  it('is freed by the kernel when its process is killed', async () => {
    const folder = await temporaryFolder();
    const other = startProcess(new URL('./hold-folder.ts', import.meta.url), [folder]);
    expect(await other.line()).toBe('held');
    await expect(lockDataFolder(folder)).rejects.toMatchObject({
      holder: { pid: other.pid, address: 'http://127.0.0.1:7777' },
    });
    await other.kill();
    const lock = await lockDataFolder(folder);
    await expect(lockDataFolder(folder)).rejects.toMatchObject({
      holder: { pid: process.pid, address: null },
    });
    lock.release();
  });
});
