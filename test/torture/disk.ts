// What lies between a process of the product and its disk: counting, failing or ending at calls that change files.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Place } from './server.ts';

const SOURCE = fileURLToPath(new URL('./shim/disk.c', import.meta.url));
const BUILT = fileURLToPath(new URL('../../dist/torture-shim/', import.meta.url));

/** Kinds of calls, as in `shim/disk.c`. `open` and `read` change nothing, but can fail. */
export const KINDS = {
  open: 1,
  create: 2,
  write: 4,
  truncate: 8,
  rename: 16,
  link: 32,
  unlink: 64,
  mkdir: 128,
  sync: 256,
  read: 512,
} as const;
export type Kind = keyof typeof KINDS;

/** Everything that changes what a process finds after a kill; a sync does not. */
export const CHANGES: readonly Kind[] = ['create', 'write', 'truncate', 'rename', 'link', 'unlink', 'mkdir'];

/** The numbers that the test shares with the process, in the order of `shim/disk.c`. */
const PLACES = [
  'seen',
  'counted',
  'killAt',
  'killHow',
  'failFrom',
  'failTimes',
  'failErrno',
  'failKinds',
  'failed',
  'short',
] as const;
type Shared = (typeof PLACES)[number];

/** Linux's numbers of what a disk can answer. */
const ERRNO = { EIO: 5, ENOSPC: 28, EMFILE: 24, EROFS: 30, EDQUOT: 122 } as const;
export type Errno = keyof typeof ERRNO;

/** Whether the process ends before a call, after it, or with half of a write done. */
const HOW = { before: 0, after: 1, halfway: 2 } as const;
export type How = keyof typeof HOW;

export interface Fault {
  /** `short` writes half of the bytes and says so; else the call answers with this error. */
  readonly error: Errno | 'short';
  readonly kinds: readonly Kind[];
  /** After how many calls of these kinds from now. */
  readonly after: number;
  /** How many calls fail from then on. */
  readonly times: number;
}

/** The disk of a place, as the processes started with `env` meet it. */
export interface Disk {
  readonly env: Readonly<Record<string, string>>;
  /** The calls counted so far. */
  calls(): number;
  /** Ends the process at a call from now on: 1 is the next one that changes a file. */
  killAt(call: number, how?: How): void;
  fail(fault: Fault): void;
  /** How many calls have failed since `fail`. */
  failed(): number;
  /** No kill and no fault any more. */
  calm(): void;
  /** The file of all changes, if it was asked for. */
  readonly log: string;
}

/** Whether attacks between a process and its disk are possible here; else why not. */
export function noDiskBecause(): string | null {
  if (process.platform !== 'linux') return 'only Linux has LD_PRELOAD';
  return spawnSync('cc', ['--version']).status === 0 ? null : 'there is no C compiler `cc`';
}

/** Stands between the place and the processes that are started with the returned `env`. */
export async function diskOf(place: Place, { logged = false } = {}): Promise<Disk> {
  const library = await builtShim();
  const folder = await mkdtemp(join(tmpdir(), 'tenax-disk-'));
  const control = join(folder, 'control');
  const log = join(folder, 'log');
  await writeFile(control, Buffer.alloc(PLACES.length * 8));
  const descriptor = openSync(control, 'r+');
  onTestFinished(async () => {
    closeSync(descriptor);
    await rm(folder, { recursive: true, force: true });
  });
  const at = (name: Shared) => PLACES.indexOf(name) * 8;
  const put = (values: Partial<Record<Shared, number>>) => {
    for (const [name, value] of Object.entries(values)) {
      const cell = Buffer.alloc(8);
      cell.writeBigInt64LE(BigInt(value));
      writeSync(descriptor, cell, 0, 8, at(name as Shared));
    }
  };
  const get = (name: Shared) => {
    const cell = Buffer.alloc(8);
    readSync(descriptor, cell, 0, 8, at(name));
    return Number(cell.readBigInt64LE());
  };
  put({ counted: bitsOf(CHANGES) });
  return {
    env: {
      LD_PRELOAD: library,
      TENAX_DISK_ROOT: place.folder,
      TENAX_DISK_CONTROL: control,
      ...(logged && { TENAX_DISK_LOG: log }),
      // What goes through a ring does not go through the C library.
      UV_USE_IO_URING: '0',
    },
    calls: () => get('seen'),
    killAt(call, how = 'before') {
      put({ killHow: HOW[how], killAt: get('seen') + call });
    },
    fail({ error, kinds, after, times }) {
      put({ failFrom: 0, counted: bitsOf(kinds), failKinds: bitsOf(kinds), failed: 0, failTimes: times });
      put({ short: error === 'short' ? 1 : 0, failErrno: error === 'short' ? 0 : ERRNO[error] });
      put({ failFrom: get('seen') + 1 + after });
    },
    failed: () => get('failed'),
    calm: () => put({ failFrom: 0, killAt: 0, counted: bitsOf(CHANGES) }),
    log,
  };
}

function bitsOf(kinds: readonly Kind[]): number {
  return kinds.reduce((bits, kind) => bits | KINDS[kind], 0);
}

/** The shim, compiled once for each version of its source. */
async function builtShim(): Promise<string> {
  const name = createHash('sha256').update(readFileSync(SOURCE)).digest('hex').slice(0, 16);
  const library = join(BUILT, `disk-${name}.so`);
  if (existsSync(library)) return library;
  mkdirSync(BUILT, { recursive: true });
  const part = `${library}.${process.pid}`;
  const args = ['-shared', '-fPIC', '-O1', '-Wall', '-o', part, SOURCE, '-ldl', '-lpthread'];
  const { status, stderr } = spawnSync('cc', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The shim does not compile:\n${stderr}`);
  await rename(part, library);
  return library;
}
