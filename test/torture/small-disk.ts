// A disk that can be filled: a small file system of its own, or, where none may be mounted, calls that fail.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
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
  /** How it is made. */
  readonly kind: 'file system' | 'failing calls';
  /** Fills it up, to about so many bytes. */
  fill(free: number): void;
  empty(): void;
}

/** A place on a small disk of its own. */
export async function smallDisk(files: Readonly<Record<string, string>>): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), 'tenax-full-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m`, 'tmpfs', folder]);
  onTestFinished(async () => {
    if (mounted.status === 0) spawnSync('umount', ['-l', folder]);
    await rm(folder, { recursive: true, force: true });
  });
  const source = await newPlace(files);
  return mounted.status === 0 ? onFileSystem(source, folder) : onFailingCalls(source);
}

async function onFileSystem(source: Place, folder: string): Promise<SmallDisk> {
  await cp(source.folder, folder, { recursive: true });
  const filler = join(folder, 'filler');
  return {
    place: { folder, decks: join(folder, 'decks'), data: join(folder, 'data') },
    env: {},
    kind: 'file system',
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

/** Bytes are not counted here: after a few calls, every call that needs room fails. */
async function onFailingCalls(place: Place): Promise<SmallDisk> {
  const disk = await diskOf(place);
  return {
    place,
    env: disk.env,
    kind: 'failing calls',
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
