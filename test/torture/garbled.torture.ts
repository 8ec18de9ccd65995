// Garbled databases, logs, backups and the small files beside them.
import { copyFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { anyAct, READS } from './acts.ts';
import { attack } from './attack.ts';
import {
  type Damage,
  isStillSpoiled,
  type SpoiledRow,
  spoilFile,
  spoilRow,
  sqliteNotices,
} from './damage.ts';
import { faultOfAnswer, faultOfCommand, faultOfWords } from './known.ts';
import { inLanes } from './lanes.ts';
import { ask, newLedger } from './ledger.ts';
import { type Random, seeded } from './random.ts';
import { copyOf, newPlace, type Place, run, type Server, serve } from './server.ts';
import { type Act, review, world } from './world.ts';

const WORLD = world({ topics: 2, cards: 5 });
/** Acts of the learner before a backup, and after it. */
const ACTS = 40;
/** Damage to these files does not touch what was acknowledged. */
const HARMLESS = /^(tenax\.db-shm|tenax\.db\.restoring|lock|lock-journal|holder\.json.*|backups\/.*)$/;
/** What a start that refuses has to say. */
const WAY_OUT = /restore|backup|[Mm]ove|[Rr]emove|permissions|[Cc]heck/;

interface Past {
  readonly place: Place;
  /** A copy of a backup that nothing spoils, and what was done before it. */
  readonly backup: string;
  readonly backedUp: readonly Act[];
  readonly done: readonly Act[];
}

attack('garbled databases', { short: 6, full: 260 }, async ({ random, count, figure, fault }) => {
  const past = await lived(random);
  const figures = { refused: 0, noticed: 0, restored: 0 };
  await inLanes(
    Array.from({ length: count }, (_, number) => ({ number, random: seeded(random.below(2 ** 32)) })),
    async ({ number, random }) => {
      const place = await copyOf(past.place);
      let damage: Damage | null = null;
      try {
        if (number % 3 === 2) {
          const row = spoilRow(place, random);
          damage = row;
          await endureRow(place, row, random);
        } else {
          damage = await spoilFile(place, random);
          const noticed = await sqliteNotices(place);
          if (noticed) figures.noticed++;
          if (await endure(place, damage, noticed, past, random)) figures.refused++;
          if (HARMLESS.test(damage.target)) return;
          await restored(place, past);
          figures.restored++;
        }
      } catch (error) {
        const what = error instanceof Error ? error.message : String(error);
        fault(`${number}. ${damage?.target}, ${damage?.how}: ${what}`);
      } finally {
        await rm(place.folder, { recursive: true, force: true });
      }
    },
  );
  for (const [name, value] of Object.entries(figures)) figure(name, value);
});

/** A learner with some acts of every kind, a backup, more acts, and a process that was killed. */
async function lived(random: Random): Promise<Past> {
  const place = await newPlace(WORLD.files);
  const server = await serve(place);
  const ledger = newLedger();
  const done: Act[] = [];
  const reviews: string[] = [];
  const live = async () => {
    for (let acts = 0; acts < ACTS; acts++) {
      const { look, act } = await anyAct(random, WORLD, server, reviews);
      const answer = await (look ? ask(server, act) : ledger.deliver(server, act));
      if (!look && answer && answer.status < 300) done.push(act);
    }
  };
  await live();
  await ask(server, { method: 'POST', path: '/api/backup', body: {} });
  const backup = join(place.folder, 'kept.db');
  const names = (await readdir(join(place.data, 'backups'))).sort();
  await copyFile(join(place.data, 'backups', names.at(-1) ?? ''), backup);
  // A backup has the log and the memory, not the files.
  const backedUp = done.map(({ lines: _lines, sets: _sets, ...act }) => act);
  await live();
  await ledger.check(server, place);
  await server.kill();
  return { place, backup, backedUp, done };
}

/** Starts on a damaged place. Returns whether it refused to. @throws with what is wrong */
async function endure(place: Place, damage: Damage, noticed: boolean, past: Past, random: Random) {
  const server = await startOrRefuse(place);
  if (server === null) {
    if (HARMLESS.test(damage.target)) throw new Error('It does not start.');
    const wrong = await faultOfCommand(run(place, ['doctor']));
    if (wrong !== null) throw new Error(`tenax doctor: ${wrong}`);
    return true;
  }
  if (HARMLESS.test(damage.target)) {
    await newLedger({ done: past.done }).check(server, place);
  } else {
    const found = await useAll(server, random);
    if (noticed && found === 0) throw new Error('SQLite notices the damage, the doctor does not.');
  }
  await server.kill();
  return false;
}

/** A row that was spoiled is noticed, or computed again. @throws with what is wrong */
async function endureRow(place: Place, row: SpoiledRow, random: Random): Promise<void> {
  const server = await startOrRefuse(place);
  if (server === null) return;
  const found = await useAll(server, random);
  if (row.brokenJson && found === 0 && isStillSpoiled(place, row))
    throw new Error(`It is there (rowid ${row.rowid}), and the doctor finds nothing.`);
  await server.kill();
}

/** The server; null if it refuses to start, with a reason and a way out. @throws if it dies otherwise */
async function startOrRefuse(place: Place): Promise<Server | null> {
  const started = await serve(place).catch((error: Error) => error.message);
  if (typeof started !== 'string') return started;
  const [, how = ''] = /It ended \((\w+)\)/.exec(started) ?? [];
  const wrong = how === '1' ? faultOfWords(1, started) : `it ended with ${how}`;
  if (wrong !== null) throw new Error(`Starting: ${wrong}: ${started}`);
  if (!WAY_OUT.test(started)) throw new Error(`Starting, it does not say what to do: ${started}`);
  return null;
}

/** Looks at everything, reviews, and asks the doctor. Returns how much he finds. @throws for an unknown problem */
async function useAll(server: Server, random: Random): Promise<number> {
  const acts: readonly Act[] = [
    ...READS.map((path) => ({ method: 'GET', path })),
    ...WORLD.topicIds.map((id) => ({ method: 'GET', path: `/api/topics/${id}` })),
    ...WORLD.cardIds.map((id) => ({ method: 'GET', path: `/api/cards/${id}` })),
    { method: 'GET', path: '/api/settings' },
    { method: 'GET', path: '/api/optimize' },
    review(random, random.pick(WORLD.cardIds)),
  ];
  for (const act of acts) {
    const wrong = faultOfAnswer(await ask(server, act));
    if (wrong !== null)
      throw new Error(`${act.method} ${act.path}: ${wrong}\n   log: ${server.said.err.trim().slice(-600)}`);
  }
  const answer = await ask(server, { method: 'POST', path: '/api/doctor', body: {} });
  const wrong = faultOfAnswer(answer);
  if (wrong !== null) throw new Error(`The doctor: ${wrong}\n   log: ${server.said.err.trim().slice(-600)}`);
  return answer?.status === 200 ? Number(JSON.parse(answer.text).found) : 1;
}

/** The backup replaces whatever is there. @throws unless it serves what was done before the backup */
async function restored(place: Place, { backup, backedUp }: Past): Promise<void> {
  const restoring = run(place, ['restore', backup]);
  if ((await restoring.ended) !== 0) throw new Error(`The backup is not restored: ${restoring.said.err}`);
  const server = await serve(place);
  await newLedger({ done: backedUp }).check(server, place);
  await server.kill();
}
