// Clients that do every kind of act at the same time.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, ask, type Ledger } from './ledger.ts';
import { type Random, seeded } from './random.ts';
import { isAlive, type Server } from './server.ts';
import {
  type Act,
  type BulkName,
  bulk,
  edit,
  gap,
  importOf,
  move,
  newNote,
  PLAN,
  review,
  setting,
  takeBack,
  undo,
  type World,
} from './world.ts';

const BULK: readonly BulkName[] = ['suspend', 'unsuspend', 'bury', 'unbury', 'reset'];
const DAY_MS = 86_400_000;

export interface Load {
  readonly random: Random;
  readonly ledger: Ledger;
  readonly server: Server;
  readonly world: World;
  /** Whether to go on. */
  goesOn(): boolean;
  /** A pause between two acts of a client, in ms. */
  readonly pauseMs?: number;
}

/** What one client does next; null if it has just done it. */
type Client = (load: Load) => Promise<Act | null>;

/**
 * Clients that act until the load is over or the server is gone: reviews now and late, undos, acts on many cards,
 * gaps, notes, edits, moves, settings, imports, training, backups, the reads of a page.
 * @throws if an answer is a server error
 */
export async function putOn(load: Load): Promise<void> {
  const clients = [reviewer, reviewer, lateReviewer, undoer(), onMany(), author, editor, tuner, importer];
  await Promise.all([...clients, keeper, reader].map((client) => live(client, load)));
}

async function live(client: Client, load: Load): Promise<void> {
  const own = { ...load, random: seeded(load.random.below(2 ** 32)) };
  while (load.goesOn() && isAlive(load.server)) {
    const act = await client(own);
    if (act && (await deliver(load, act)) === null) return;
    await sleep(load.pauseMs ?? 0);
  }
}

async function deliver({ ledger, server }: Load, act: Act): Promise<Answer> {
  return expected(act, await ledger.deliver(server, act));
}

/** Asks for something that leaves nothing to check. */
async function look({ server }: Load, act: Act): Promise<Answer> {
  return expected(act, await ask(server, act));
}

function expected(act: Act, answer: Answer): Answer {
  if (answer && answer.status >= 500)
    throw new Error(`${act.method} ${act.path} is answered ${answer.status}: ${answer.text}`);
  return answer;
}

const reviewer: Client = async ({ random, world }) => review(random, random.pick(world.cardIds));

const lateReviewer: Client = async ({ random, world }) =>
  review(random, random.pick(world.cardIds), Date.now() - random.below(30 * DAY_MS));

/** Undoes reviews of its own, some before they arrive. */
function undoer(): Client {
  let next: Act | null = null;
  return async (load) => {
    const { random, world } = load;
    if (next) {
      const act = next;
      next = null;
      return act;
    }
    const graded = review(random, random.pick(world.cardIds));
    const [first, second] = random.below(4) === 0 ? [undo(graded.id), graded] : [graded, undo(graded.id)];
    next = second;
    return first;
  };
}

/** Acts on many cards, and takes some of the acts back. */
function onMany(): Client {
  let done: { readonly id: string; readonly cardIds: readonly string[] } | null = null;
  return async (load) => {
    const { random, world } = load;
    if (done && random.below(2) === 0) {
      const { id, cardIds } = done;
      done = null;
      return takeBack(id, cardIds);
    }
    const cardIds = [...new Set(Array.from({ length: 20 }, () => random.pick(world.cardIds)))];
    const act = bulk(random, random.pick(BULK), cardIds);
    const answer = await deliver(load, act);
    done = answer && answer.status < 300 ? { id: act.id, cardIds } : null;
    return null;
  };
}

const author: Client = async ({ random, world }) => {
  await sleep(100);
  return (random.below(2) === 0 ? gap : newNote)(random, random.pick(world.topicIds));
};

const editor: Client = async (load) => {
  const { random, world } = load;
  const noteId = random.pick(world.cardIds);
  if (random.below(2) === 0) return move(noteId, random.pick(world.topicIds));
  const note = await look(load, { method: 'GET', path: `/api/notes/${noteId}` });
  if (note?.status !== 200) return null;
  return edit(random, noteId, String(JSON.parse(note.text).etag));
};

const tuner: Client = async ({ random }) => {
  await sleep(200);
  return setting(random);
};

const importer: Client = async ({ random, world }) => {
  await sleep(50);
  return importOf(random, world.cardIds, 50, Date.now());
};

/** What leaves nothing that the ledger could miss. */
const KEEPING = ['/api/optimize', '/api/backup', '/api/doctor', '/api/derive', `/api/plans/${PLAN}/report`];

/** Trains, backs up, examines, writes the report and first notes. */
const keeper: Client = async (load) => {
  await sleep(300);
  const path = load.random.pick(KEEPING);
  await look(load, { method: 'POST', path, body: {} });
  return null;
};

const PAGES = [
  '/api/due',
  '/api/queue?limit=20',
  '/api/topics',
  '/api/topics/lab/topic-1',
  '/api/cards?q=answer',
  '/api/stats/days',
  '/api/stats/today',
  '/api/gaps',
  '/api/reviews',
  '/metrics',
  '/',
];

const reader: Client = async (load) => {
  await look(load, { method: 'GET', path: load.random.pick(PAGES) });
  return null;
};
