// What a server uses, and how long its event loop is held.
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Place, type Server, serve } from './server.ts';

export interface Measured {
  /** The longest that the main thread computed without letting anybody else in, in ms of its own time. */
  readonly heldMs: number;
  /** The longest between two turns of the event loop, in ms; other processes make it longer. */
  readonly gapMs: number;
  /** What all threads computed, in ms, and how long that took. */
  readonly cpuMs: number;
  readonly wallMs: number;
  /** Bytes after a collection of garbage. */
  readonly rss: number;
  readonly heapUsed: number;
  readonly external: number;
}

export interface Probed {
  readonly server: Server;
  /** What was measured since the last call. */
  measure(): Promise<Measured>;
}

const PROBE = fileURLToPath(new URL('probe.mjs', import.meta.url));
const PATIENCE_MS = 120_000;

/** Serves a place with a probe in the process. */
export async function serveProbed(place: Place): Promise<Probed> {
  const file = join(place.folder, 'probe.json');
  const server = await serve(place, {
    env: { TENAX_PROBE: file, NODE_OPTIONS: `--import=${PROBE}` },
  });
  const measure = async () => {
    await rm(file, { force: true });
    server.child.kill('SIGUSR2');
    for (const untilMs = performance.now() + PATIENCE_MS; performance.now() < untilMs; ) {
      const text = await readFile(file, 'utf8').catch(() => null);
      if (text !== null) return JSON.parse(text) as Measured;
      await sleep(10);
    }
    throw new Error('The server does not answer its probe: its event loop is held.');
  };
  return { server, measure };
}

/** How many handles a process has open: files, sockets, watches. */
export async function handlesOf({ child }: Server): Promise<number> {
  return (await readdir(`/proc/${child.pid}/fd`)).length;
}

/** The size of the write-ahead log of a place, in bytes. */
export async function walOf({ data }: Place): Promise<number> {
  return (await stat(join(data, 'tenax.db-wal')).catch(() => ({ size: 0 }))).size;
}
