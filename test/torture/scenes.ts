// What the product does while it is killed, and what has to be true after it.
import { cp, mkdir, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join, relative } from 'node:path';
import Database from 'better-sqlite3';
import type { Disk } from './disk.ts';
import { CHANGES_SINCE, earlierDatabase } from './earlier.ts';
import { ask, type Ledger, newLedger } from './ledger.ts';
import { type Random, seeded } from './random.ts';
import { copyOf, newPlace, type Place, type RunOptions, run, type Server, serve } from './server.ts';
import { type Act, bulk, edit, gap, importOf, move, newNote, review, setting, undo, world } from './world.ts';

const REVIEWS = 12;
const WORLD = world({ topics: 2, cards: 4 });
/** Past the time for which a start leaves files of another writer alone. */
const LATER_MS = 120_000;

/** A place with a past, to be copied for each kill. */
export interface Past {
  readonly place: Place;
  /** The acts that were done there. */
  readonly done: readonly Act[];
}

export interface Scene {
  readonly name: string;
  /** `life` is a past with a few reviews, shared by all scenes: those that change it do so in a copy. */
  past(random: Random, life: Past): Promise<Past>;
  /**
   * Plays it on a copy of the place. `armed` is called right before the part that is attacked. Resolves when it is
   * done or its process has died.
   */
  play(place: Place, disk: Disk, armed: () => void): Promise<void>;
  /** Starts again, and throws unless all is well. Returns what the place looks like in the end. */
  check(place: Place, past: Past): Promise<string>;
}

/** A dozen reviews, in a database whose process was killed. */
export async function lived(random: Random): Promise<Past> {
  const place = await newPlace(WORLD.files);
  const server = await serve(place);
  const ledger = newLedger();
  const done: Act[] = [];
  for (let count = 0; count < REVIEWS; count++) {
    const act = review(random, random.pick(WORLD.cardIds));
    if ((await ledger.deliver(server, act))?.status !== 201) throw new Error('A review was not taken.');
    done.push(act);
  }
  await server.kill();
  return { place, done };
}

/** Starts what may have died. @throws unless it serves */
export async function comeBack(place: Place, options: RunOptions = {}): Promise<Server> {
  await ageLeftovers(place);
  return serve(place, options);
}

/** @throws unless everything that was done is there, and nothing is left over */
export async function settled(server: Server, place: Place, ledger: Ledger): Promise<void> {
  await ledger.check(server, place);
  const strange = (await filesOf(place)).filter((path) => !EXPECTED.test(path));
  if (strange.length > 0) throw new Error(`Left over after a start: ${strange.join(', ')}`);
}

const EXPECTED =
  /^(decks\/lab\/[^/.]+\.md|data\/(tenax\.db(-wal|-shm)?|lock(-journal)?|holder\.json|backups\/[^/]+\.db|trash\/.+))$/;

/** The paths of all files below a place. */
export async function filesOf({ folder }: Place): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map(({ parentPath, name }) => relative(folder, join(parentPath, name))).sort();
}

/** A start takes a young temporary file for one of a living process: as if somebody came back a while later. */
async function ageLeftovers(place: Place): Promise<void> {
  for (const path of await filesOf(place)) {
    if (!path.endsWith('.tmp')) continue;
    const file = join(place.folder, path);
    const before = new Date((await stat(file)).mtimeMs - LATER_MS);
    await utimes(file, before, before);
  }
}

/** All decks and plans, as one text. */
export async function decksOf(place: Place): Promise<string> {
  const paths = (await filesOf(place)).filter((path) => path.startsWith('decks/'));
  const texts = await Promise.all(paths.map((path) => readFile(join(place.folder, path), 'utf8')));
  return paths.map((path, index) => `${path}\n${texts[index]}`).join('\n');
}

async function startOf(place: Place, disk: Disk, armed: () => void): Promise<void> {
  armed();
  const server = await serve(place, { env: disk.env }).catch((error: unknown) => {
    if (!String(error).includes('(SIGKILL)')) throw error;
  });
  await server?.kill();
}

/** A start on what `past` left. */
function starting(name: string, past: Scene['past']): Scene {
  return {
    name,
    past,
    play: startOf,
    async check(place, { done }) {
      const ledger = newLedger({ done });
      const server = await comeBack(place);
      await settled(server, place, ledger);
      const next = await ledger.deliver(server, review(NEXT, WORLD.cardIds[0] ?? ''));
      if (next?.status !== 201) throw new Error(`The next review is answered ${next?.status}: ${next?.text}`);
      await server.kill();
      return decksOf(place);
    },
  };
}

const NEXT = seeded(4_816);

/** A request to a running server. It is sent again after the restart: what was interrupted is completed. */
function asking(name: string, actOf: (random: Random, past: Past) => Act): Scene {
  let act: Act;
  return {
    name,
    async past(random, life) {
      act = actOf(random, life);
      return life;
    },
    async play(place, disk, armed) {
      const server = await serve(place, { env: disk.env });
      if (act.headers) act = { ...act, headers: await matching(server, act) };
      armed();
      await ask(server, act);
      await server.kill();
    },
    async check(place, { done }) {
      const ledger = newLedger({ done });
      const server = await comeBack(place);
      const answer = await ledger.deliver(server, act);
      // An edit that was done before has another version than the one that it was made from.
      const fine = answer && (answer.status < 300 || (answer.status === 412 && act.headers));
      if (!fine) throw new Error(`Sent again, ${name} is answered ${answer?.status}: ${answer?.text}`);
      await settled(server, place, ledger);
      await server.kill();
      return decksOf(place);
    },
  };
}

/** The `If-Match` of a note as it is. */
async function matching(server: Server, { path }: Act): Promise<Readonly<Record<string, string>>> {
  const { body } = await server.get<{ etag: string }>(path);
  return { 'if-match': body.etag };
}

const backingUp: Scene = {
  name: 'backup',
  past: async (_random, life) => life,
  async play(place, disk, armed) {
    armed();
    await run(place, ['backup'], { env: disk.env }).ended;
  },
  async check(place, { done }) {
    await everyBackupHolds(place, done);
    const server = await comeBack(place);
    await settled(server, place, newLedger({ done }));
    const { status } = await server.send('POST', '/api/backup', {});
    if (status !== 201) throw new Error(`The next backup is answered ${status}.`);
    await server.kill();
    await everyBackupHolds(place, done);
    return decksOf(place);
  },
};

async function everyBackupHolds(place: Place, done: readonly Act[]): Promise<void> {
  const names = (await filesOf(place)).filter((path) => /^data\/backups\/.*\.db$/.test(path));
  for (const name of names) {
    const ids = idsIn(join(place.folder, name));
    const missing = done.flatMap(({ events = [] }) => events).filter((id) => !ids.has(id));
    if (missing.length > 0) throw new Error(`The backup ${name} lacks ${missing.length} reviews.`);
  }
}

/** The events of a database file that nobody has open. @throws if it is damaged */
export function idsIn(file: string): ReadonlySet<string> {
  const db = new Database(file, { fileMustExist: true });
  try {
    const found = db.pragma('integrity_check', { simple: true });
    if (found !== 'ok') throw new Error(`${file} is damaged: ${found}`);
    return new Set(db.prepare<[], string>('select id from events').pluck().all());
  } finally {
    db.close();
  }
}

/** A backup of the first reviews replaces a database that has more of them. */
const restoring: Scene = {
  name: 'restore',
  async past(random, life) {
    const place = await copyOf(life.place);
    await run(place, ['backup']).ended;
    const server = await serve(place);
    const more = [review(random, random.pick(WORLD.cardIds)), review(random, random.pick(WORLD.cardIds))];
    for (const act of more) await ask(server, act);
    await server.kill();
    return { place, done: [...life.done, ...more] };
  },
  async play(place, disk, armed) {
    const name = await backupOf(place);
    armed();
    await run(place, ['restore', name], { env: disk.env }).ended;
  },
  async check(place, { done }) {
    const server = await comeBack(place);
    const { body } = await server.get<{ reviews: readonly unknown[] }>('/api/reviews?limit=500');
    const restored = body.reviews.length === REVIEWS;
    await settled(server, place, newLedger({ done: restored ? done.slice(0, REVIEWS) : done }));
    await server.kill();
    if (restored) await oldOneIsKept(place, done);
    const again = run(place, ['restore', await backupOf(place)]);
    if ((await again.ended) !== 0) throw new Error(`It cannot be restored again: ${again.said.err}`);
    const last = await comeBack(place);
    await settled(last, place, newLedger({ done: done.slice(0, REVIEWS) }));
    await last.kill();
    return decksOf(place);
  },
};

async function backupOf({ data }: Place): Promise<string> {
  const [name] = (await readdir(join(data, 'backups'))).filter((it) => it.endsWith('.db'));
  if (name === undefined) throw new Error('The backup is gone.');
  return name;
}

/** The replaced database is in the trash, with all of its reviews. */
async function oldOneIsKept(place: Place, done: readonly Act[]): Promise<void> {
  const copy = join(place.folder, '..', `${place.folder.split('/').at(-1)}-trash`);
  await cp(join(place.data, 'trash'), copy, { recursive: true }).catch(() => mkdir(copy));
  try {
    const wanted = done.flatMap(({ events = [] }) => events);
    const kept = (await readdir(copy)).filter((name) => name.endsWith('.db'));
    const whole = kept.some((name) => {
      const ids = idsIn(join(copy, name));
      return wanted.every((id) => ids.has(id));
    });
    if (!whole) throw new Error(`The trash lacks the old database: ${kept.join(', ') || 'nothing'}.`);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** An upgrade of a database from before each migration. */
function upgrading(before: string): Scene {
  return starting(`upgrade from before ${before}`, async (_random, life) => {
    const place = await copyOf(life.place);
    const [present, earlier] = [join(place.data, 'tenax.db'), join(place.folder, 'earlier.db')];
    await earlierDatabase(present, earlier, before);
    await rm(place.data, { recursive: true });
    await mkdir(place.data);
    await rename(earlier, present);
    return { place, done: life.done };
  });
}

/** Every scene. */
export const SCENES: readonly Scene[] = [
  starting('first start', async () => ({ place: await newPlace(WORLD.files), done: [] })),
  starting('start after a kill', async (_random, life) => life),
  ...CHANGES_SINCE.map(upgrading),
  restoring,
  backingUp,
  asking('review', (random) => review(random, random.pick(WORLD.cardIds))),
  asking('undo', (_random, { done }) => undo(done[0]?.events?.[0] ?? '')),
  asking('act on cards', (random) => bulk(random, 'suspend', WORLD.cardIds)),
  asking('import', (random) => importOf(random, WORLD.cardIds, 30, Date.now())),
  asking('settings', setting),
  asking('gap', (random) => gap(random, WORLD.topicIds[0] ?? '')),
  asking('new note', (random) => newNote(random, WORLD.topicIds[0] ?? '')),
  asking('edit', (random) => edit(random, WORLD.cardIds[0] ?? '', '')),
  asking('move', () => move(WORLD.cardIds[0] ?? '', WORLD.topicIds[1] ?? '')),
];
