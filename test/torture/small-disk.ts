// Disks that can be filled.
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  rmdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { diskOf } from './disk.ts';
import { newPlace, type Place } from './server.ts';

const MEGABYTES = 32;
const PIECE = Buffer.alloc(65_536, 1);
/** More calls than anybody makes. */
const FOR_GOOD = 1_000_000_000;

export interface SmallDisk {
  readonly place: Place;
  /** For the processes on the place. */
  readonly env: Readonly<Record<string, string>>;
  /** Fills it up, to about so many bytes. */
  fill(free: number): void;
  empty(): void;
}

/** Why a small file system cannot be mounted here; null if it can. */
export function noFileSystemBecause(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'tenax-full-'));
  const mounted = mount(folder);
  if (mounted) unmount(folder);
  rmdirSync(folder);
  return mounted ? null : 'this user may not mount a file system';
}

/** A place on a small file system: what was allocated before can still be written. */
export async function onFileSystem(files: Readonly<Record<string, string>>): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'tenax-full-'));
  onTestFinished(async () => {
    unmount(folder);
    await rm(folder, { recursive: true, force: true });
  });
  if (!mount(folder)) throw new Error('The file system is not mounted.');
  const source = await newPlace(files);
  await cp(source.folder, folder, { recursive: true });
  const filler = join(folder, 'filler');
  return {
    place: { folder, decks: join(folder, 'decks'), data: join(folder, 'data') },
    env: {},
    fill(free) {
      const descriptor = openSync(filler, 'a');
      try {
        for (;;) if (writeSync(descriptor, PIECE) < PIECE.length) break;
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      } finally {
        closeSync(descriptor);
      }
      truncateSync(filler, Math.max(0, statSync(filler).size - free));
    },
    empty: () => rmSync(filler, { force: true }),
  };
}

/** A place where every call that needs room fails after a few, as with snapshots, where every write needs room. */
export async function onFailingCalls(files: Readonly<Record<string, string>>): Promise<SmallDisk> {
  const place = await newPlace(files);
  const disk = await diskOf(place);
  return {
    place,
    env: disk.env,
    fill: (free) =>
      disk.fail({
        error: 'ENOSPC',
        kinds: ['write', 'create', 'mkdir'],
        after: Math.floor(free / 4096),
        times: FOR_GOOD,
      }),
    empty: () => disk.calm(),
  };
}

function mount(folder: string): boolean {
  const size = `size=${MEGABYTES}m`;
  return spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', folder]).status === 0;
}

function unmount(folder: string): void {
  spawnSync('umount', ['-l', folder]);
}
