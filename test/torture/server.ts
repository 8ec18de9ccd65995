// The built product as a process of its own, on folders of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { compiledFile } from '../../server/compiled.ts';

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = compiledFile('main.js');
/** A start that takes longer has hung. */
const START_MS = 60_000;

/** The decks and data of one learner. */
export interface Place {
  readonly folder: string;
  readonly decks: string;
  readonly data: string;
}

/** A new place with these decks, which is removed when the test ends. */
export async function newPlace(files: Readonly<Record<string, string>>): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'tenax-torture-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const place = { folder, decks: join(folder, 'decks'), data: join(folder, 'data') };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(place.decks, path)), { recursive: true });
    await writeFile(join(place.decks, path), text);
  }
  return place;
}

/** A copy of a place, as a process that died left it. */
export async function copyOf(place: Place): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'tenax-torture-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await cp(place.folder, folder, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  return { folder, decks: join(folder, 'decks'), data: join(folder, 'data') };
}

/** A command that runs, or has run. */
export interface Run {
  readonly child: ChildProcess;
  readonly said: { out: string; err: string };
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  kill(signal?: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Shell commands to run first, such as `ulimit -n 64`. */
  readonly limits?: string;
}

/** Starts a command of the built product on a place. */
export function run(place: Place, argv: readonly string[], { env = {}, limits }: RunOptions = {}): Run {
  const command = [process.execPath, MAIN, ...argv];
  const [file = '', ...args] = limits ? ['/bin/sh', '-c', `${limits}; exec "$0" "$@"`, ...command] : command;
  const child = spawn(file, args, {
    cwd: REPOSITORY,
    env: { ...process.env, TENAX_DECKS: place.decks, TENAX_DATA: place.data, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout?.on('data', (chunk) => {
    said.out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    said.err += chunk;
  });
  const ended = once(child, 'close').then(([code, signal]): number | NodeJS.Signals => code ?? signal);
  const kill = (signal: NodeJS.Signals = 'SIGKILL') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return ended;
  };
  onTestFinished(async () => {
    await kill();
  });
  return { child, said, ended, kill };
}

/** A server that answers. */
export interface Server extends Run {
  readonly address: string;
  get<T = unknown>(path: string): Promise<Reply<T>>;
  send<T = unknown>(method: string, path: string, body?: unknown): Promise<Reply<T>>;
}

export interface Reply<T> {
  readonly status: number;
  readonly body: T;
}

/** Serves a place at a free port. @throws with what it said, if it ends or hangs before it serves. */
export async function serve(place: Place, options: RunOptions = {}): Promise<Server> {
  const running = run(place, ['serve', '--port', '0'], options);
  const address = await new Promise<string>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`${why}\n${running.said.err}\n${running.said.out}`));
    const timer = setTimeout(() => fail(`It does not serve after ${START_MS / 1000} s.`), START_MS);
    running.child.stdout?.on('data', () => {
      const found = /http:\/\/[^\s/]+/.exec(running.said.out)?.[0];
      if (!found) return;
      clearTimeout(timer);
      resolve(found);
    });
    void running.ended.then((how) => {
      clearTimeout(timer);
      fail(`It ended (${how}) before it served.`);
    });
  });
  const send = async <T>(method: string, path: string, body?: unknown): Promise<Reply<T>> => {
    const response = await fetch(`${address}${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, body: (isJson && text !== '' ? JSON.parse(text) : text) as T };
  };
  return { ...running, address, send, get: (path) => send('GET', path) };
}

/** Whether a process has not ended. */
export function isAlive({ child }: Run): boolean {
  return child.exitCode === null && child.signalCode === null;
}
