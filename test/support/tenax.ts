// A whole Tenax in a temporary folder with a small library. Tests call its API without a port.
import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { onTestFinished } from 'vitest';
import { databaseFile, type Settings } from '../../server/config.ts';
import { openTenax, type Tenax } from '../../server/tenax.ts';
import { writeDatabase } from './database.ts';
import { settingsIn } from './settings-in.ts';

/** Files by their path below `decks/`. */
export type Files = Readonly<Record<string, string>>;

/** A plan with covered items, a gap, and a topic without cards. */
export const PLAN = `# Kubernetes

## Pod Networking
**Status:** Deep dive complete
**Topics covered:**
- Where a Pod's IP comes from
- veth pairs (virtual ethernet cables)

**Gaps:**
- Prefix delegation

## Storage
**Status:** Deep dive complete
**Topics covered:**
- Access modes
`;

export const DECK = `# Pod Networking

## Covered: Where a Pod's IP comes from

### Where does a Pod's IP come from on EKS?
<!-- id: pod-ip-source -->

From the node's subnet.

### Which plugin gives it?
<!-- id: pod-ip-plugin -->

The VPC CNI.

## Gap: Prefix delegation

### What does prefix delegation assign to an ENI?
<!-- id: prefix-delegation -->

A /28 prefix in place of single addresses.
`;

export const SAMPLE: Files = { 'k8s/plan.md': PLAN, 'k8s/pod-networking.md': DECK };

/** A Tenax in a temporary folder, with a clock that stands still until the test moves it. */
export interface World {
  readonly decks: string;
  readonly data: string;
  /** The lines that the server logged. */
  readonly logged: readonly string[];
  /** The clock, which the test moves. */
  readonly time: { nowMs: number };
  tenax: Tenax;
  /** Writes a deck file that was last modified `ageMs` ago, by default a minute. */
  write(path: string, text: string | Uint8Array, ageMs?: number): Promise<void>;
  read(path: string): Promise<string>;
  /** Restarts Tenax on the same folders. */
  restart(): Promise<void>;
  get<T = never>(url: string): Promise<Answer<T>>;
  send<T = never>(
    method: 'POST' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
    headers?: Headers,
  ): Promise<Answer<T>>;
}

type Headers = Readonly<Record<string, string>>;

export interface Answer<T> {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: T;
  readonly text: string;
}

const PORT = 4816;

/**
 * Opens a Tenax with these files, on an empty database unless another is given. It is closed and its folder removed
 * when the test ends.
 */
export async function openWorld(
  files: Files = SAMPLE,
  settings: Partial<Settings> = {},
  database?: Buffer,
): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'tenax-world-'));
  const decks = join(folder, 'decks');
  const data = join(folder, 'data');
  await mkdir(decks);
  await mkdir(data);
  const logged: string[] = [];
  const all: Settings = { ...settingsIn(data, decks), port: PORT, ...settings };
  if (database) await writeFile(databaseFile(all), database);
  else await writeDatabase(databaseFile(all));
  const open = (clock: () => number) => openTenax(all, { clock, log: (line) => logged.push(line) });
  const write: World['write'] = async (path, text, ageMs = 60_000) => {
    const file = join(decks, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    const at = new Date(Date.now() - ageMs);
    await utimes(file, at, at);
  };
  for (const [path, text] of Object.entries(files)) await write(path, text);
  const time = { nowMs: Date.now() };
  const world: World = {
    decks,
    data,
    logged,
    time,
    tenax: await open(() => time.nowMs),
    write,
    read: (path) => readFile(join(decks, path), 'utf8'),
    async restart() {
      await world.tenax.close();
      world.tenax = await open(() => time.nowMs);
    },
    get: (url) => ask(world, { method: 'GET', url }),
    send: (method, url, body, headers = {}) =>
      ask(world, { method, url, headers, ...(body && { payload: body }) }),
  };
  onTestFinished(async () => {
    await world.tenax.close();
    await rm(folder, { recursive: true, force: true });
  });
  return world;
}

async function ask<T>(world: World, request: InjectOptions): Promise<Answer<T>> {
  const answer = await world.tenax.app.inject({
    ...request,
    headers: { host: `127.0.0.1:${PORT}`, ...request.headers },
  });
  const type = String(answer.headers['content-type'] ?? '');
  return {
    status: answer.statusCode,
    type,
    headers: answer.headers,
    body: /json/.test(type) ? answer.json() : (undefined as T),
    text: answer.body,
  };
}

/** A grading as a client sends it. */
export function grading(cardId: string, rating = 'good', more: object = {}) {
  return { id: randomUUID(), cardId, rating, ...more };
}
