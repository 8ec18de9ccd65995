// The power fails: only what was synced is certain.
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { anyAct } from './acts.ts';
import { type Attack, attack } from './attack.ts';
import { diskOf, noDiskBecause } from './disk.ts';
import { type Change, readLog } from './disk-log.ts';
import { inLanes } from './lanes.ts';
import { type Address, ask, newLedger } from './ledger.ts';
import { type Power, poweredDisk } from './power.ts';
import { shuffled } from './random.ts';
import { comeBack, filesOf, idsIn, lived, type Past, SCENES, type Scene, settled } from './scenes.ts';
import { copyOf, newPlace, type Place, serve } from './server.ts';
import { type Act, world } from './world.ts';

const WORLD = world({ topics: 2, cards: 5 });
const ACTS_A_LIFE = 60;
/** A proper end and another start after this many acts. */
const ACTS_A_RUN = 25;
/** So many of the cuts fall right after an answer, when the most is promised and the least is certain. */
const AFTER_AN_ANSWER = 0.6;
/** Asked, it leaves open whether an act was done. */
const NOBODY: Address = { address: 'http://127.0.0.1:1' };

attack(
  'power loss while a learner works',
  { short: 5, full: 200 },
  async (attack) => {
    const { random, count, figure, fault } = attack;
    const place = await newPlace(WORLD.files);
    const power = await poweredDisk(place.folder);
    const { acts, changes, backups } = await recorded(attack, place);
    const answers = acts.flatMap(({ answeredAt }) => answeredAt ?? []);
    const ends = changes.map(({ end }) => end);
    const cuts = Array.from({ length: count }, () =>
      random.next() < AFTER_AN_ANSWER ? random.pick(answers) : random.pick(ends),
    );
    const fails = await cutAt(attack, power, changes, cuts);
    await inLanes(fails, async ({ cut, left }) => {
      const done = acts.filter(({ answeredAt }) => answeredAt !== null && answeredAt <= cut);
      const open = acts.filter((one) => !done.includes(one));
      try {
        await whole(left, place, power);
        await hasBackups(
          left,
          backups.filter(({ answeredAt }) => answeredAt <= cut),
        );
        const ledger = newLedger({ done: done.map(({ act }) => act) });
        for (const { act } of open) await ledger.deliver(NOBODY, act);
        const server = await comeBack(left);
        await settled(server, left, ledger);
        await server.kill();
      } catch (error) {
        const what = error instanceof Error ? error.message : String(error);
        fault(`Cut at byte ${cut} of the log, after ${done.length} answers: ${what}`);
      } finally {
        await rm(left.folder, { recursive: true, force: true });
      }
    });
    figure('answers', answers.length);
    figure('changes', changes.length);
  },
  noDiskBecause(),
);

attack(
  'power loss in starts, upgrades, restores and writes of files',
  { short: 4, full: 400 },
  async (attack) => {
    const { random, count, full, figure, fault } = attack;
    const scenes = full ? SCENES : shuffled(SCENES, random).slice(0, Math.ceil(count / 2));
    const life = await lived(random);
    for (const scene of scenes) {
      const past = await scene.past(random, life);
      const { changes, power } = await played(scene, past);
      const cuts = Array.from({ length: Math.ceil(count / scenes.length) }, () => random.pick(changes).end);
      await inLanes(await cutAt(attack, power, changes, cuts), async ({ cut, left }) => {
        try {
          await scene.check(left, past);
        } catch (error) {
          const what = error instanceof Error ? error.message : String(error);
          const at = changes.findIndex(({ end }) => end === cut) + 1;
          fault(`${scene.name}, cut after change ${at} of ${changes.length}: ${what}`);
        } finally {
          await rm(left.folder, { recursive: true, force: true });
        }
      });
    }
    figure('scenes', scenes.length);
  },
  noDiskBecause(),
);

/** A scene from its beginning to its end, and its changes. */
async function played(scene: Scene, past: Past) {
  const place = await copyOf(past.place);
  const power = await poweredDisk(place.folder);
  const disk = await diskOf(place, { logged: true });
  await scene.play(place, disk, () => undefined);
  return { changes: await readLog(disk.log), power };
}

/** An act, and how long the log of changes was when it was answered; null if it was refused. */
interface Answered {
  readonly act: Act;
  readonly answeredAt: number | null;
}

/** A learner with acts of every kind, one after the other, on a place whose changes are logged. */
async function recorded({ random }: Attack, place: Place) {
  const disk = await diskOf(place, { logged: true });
  const ledger = newLedger();
  const acts: Answered[] = [];
  const backups: { readonly name: string; readonly answeredAt: number }[] = [];
  const reviews: string[] = [];
  let server = await serve(place, { env: disk.env });
  for (let number = 1; number <= ACTS_A_LIFE; number++) {
    const { look, act } = await anyAct(random, WORLD, server, reviews);
    const answer = await (look ? ask(server, act) : ledger.deliver(server, act));
    const { size } = await stat(disk.log);
    if (answer && answer.status < 300 && act.path === '/api/backup')
      backups.push({ name: JSON.parse(answer.text).name, answeredAt: size });
    if (!look && answer && answer.status < 300) acts.push({ act, answeredAt: size });
    if (number % ACTS_A_RUN !== 0) continue;
    await server.kill('SIGTERM');
    server = await serve(place, { env: disk.env });
  }
  await server.kill();
  return { acts, backups, changes: await readLog(disk.log) };
}

/** The places that cuts of the power leave, each a fresh one. */
async function cutAt({ random }: Attack, power: Power, changes: readonly Change[], cuts: readonly number[]) {
  const fails: { readonly cut: number; readonly left: Place }[] = [];
  let told = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    for (let next = changes[told]; next && next.end <= cut; next = changes[++told]) power.tell(next);
    const left = await newPlace({});
    await power.fail(left.folder, random);
    fails.push({ cut, left });
  }
  return fails;
}

/** @throws unless every deck and plan is as it was at some time */
async function whole(left: Place, place: Place, power: Power): Promise<void> {
  for (const path of (await filesOf(left)).filter((it) => /^decks\/.*\/[^.][^/]*\.md$/.test(it))) {
    const bytes = await readFile(join(left.folder, path));
    if (!power.contentsOf(join(place.folder, path)).some((once) => once.equals(bytes)))
      throw new Error(`${path} is not whole: ${bytes.toString().slice(0, 200)}`);
  }
  const there = await filesOf(left);
  const gone = Object.keys(WORLD.files).filter((path) => !there.includes(`decks/${path}`));
  if (gone.length > 0) throw new Error(`${gone.join(', ')} is gone.`);
}

/** @throws unless every backup that was promised is there and undamaged */
async function hasBackups({ data }: Place, promised: readonly { readonly name: string }[]): Promise<void> {
  const names = await readdir(join(data, 'backups')).catch((): string[] => []);
  for (const { name } of promised) {
    if (!names.includes(name)) throw new Error(`The backup ${name} is gone.`);
    idsIn(join(data, 'backups', name));
  }
}
