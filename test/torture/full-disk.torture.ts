// A disk that fills up while a learner works, and is freed again.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { anyAct, READS } from './acts.ts';
import { type Attack, attack } from './attack.ts';
import { noDiskBecause } from './disk.ts';
import { faultOfAnswer, faultOfCommand } from './known.ts';
import { type Answer, ask, newLedger } from './ledger.ts';
import { type Place, run, type Server, serve } from './server.ts';
import { noFileSystemBecause, onFailingCalls, onFileSystem, type SmallDisk } from './small-disk.ts';
import { review, world } from './world.ts';

const WORLD = world({ topics: 3, cards: 5 });
const ACTS_A_ROUND = 8;
const SIZE = { short: 3, full: 40 };

attack('full disks', SIZE, (all) => fillUp(all, onFileSystem), noDiskBecause() ?? noFileSystemBecause());
attack('disks whose writes are all refused', SIZE, (all) => fillUp(all, onFailingCalls), noDiskBecause());

/** Fills a disk while a learner works on it, again and again. */
async function fillUp(
  { random, count, figure, fault }: Attack,
  small: (files: Readonly<Record<string, string>>) => Promise<SmallDisk>,
): Promise<void> {
  const { place, env, fill, empty } = await small(WORLD.files);
  const ledger = newLedger();
  const figures = { refused: 0, reads: 0, starts: 0 };
  const reviews: string[] = [];
  let server = await serve(place, { env });
  for (let round = 1; round <= count; round++) {
    const free = random.pick([0, 0, 4_096, 20_480, 102_400, 400_000]);
    const say = (what: string) => fault(`round ${round}, ${free} bytes free: ${what}`);
    const judge = (what: string, answer: Answer) => {
      const wrong = faultOfAnswer(answer, true);
      if (wrong !== null) say(`${what}: ${wrong}`);
      if (answer?.status === 507) figures.refused++;
    };
    const readAll = async () => {
      for (const path of READS) {
        const answer = await ask(server, { method: 'GET', path });
        figures.reads++;
        if (answer?.status !== 200) say(`GET ${path} is answered ${answer?.status}: ${answer?.text}`);
      }
    };

    fill(free);
    for (let acts = 0; acts < ACTS_A_ROUND; acts++) {
      const { look, act } = await anyAct(random, WORLD, server, reviews);
      judge(`${act.method} ${act.path}`, await (look ? ask(server, act) : ledger.deliver(server, act)));
    }
    await readAll();
    if (random.below(3) === 0) {
      // A start finds the disk full.
      await server.kill(random.below(2) === 0 ? 'SIGKILL' : 'SIGTERM');
      figures.starts++;
      const wrong = await commandOn(place, env, random.below(3));
      if (wrong !== null) say(wrong);
      const started = await serve(place, { env }).catch((error: Error) => error.message);
      if (typeof started === 'string') {
        if (!/full|space/i.test(started)) say(`It does not start, and does not say why: ${started}`);
        empty();
        server = await serve(place, { env });
      } else {
        server = started;
        await readAll();
      }
    }
    empty();
    await balance(server, say);
  }
  for (const [name, value] of Object.entries(figures)) figure(name, value);

  /** Once there is room again, everything is taken, and what was acknowledged is there. */
  async function balance(running: Server, say: (what: string) => void) {
    const next = await ledger.deliver(running, review(random, random.pick(WORLD.cardIds)));
    if (next?.status !== 201) say(`with room again, a review is answered ${next?.status}: ${next?.text}`);
    try {
      await ledger.sendAgain(running);
      await ledger.check(running, place);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
  }
}

/** A command on a stopped place whose disk is full. Returns what is wrong with how it ends. */
async function commandOn(
  place: Place,
  env: Readonly<Record<string, string>>,
  which: number,
): Promise<string | null> {
  const names = await readdir(join(place.data, 'backups')).catch(() => []);
  const backup = names.find((name) => name.endsWith('.db')) ?? 'none';
  const elsewhere = join(place.folder, 'elsewhere');
  const argv = [
    ['backup'],
    ['doctor'],
    ['restore', '--data', elsewhere, join(place.data, 'backups', backup)],
  ][which] ?? ['due'];
  const wrong = await faultOfCommand(run(place, argv, { env }));
  return wrong === null ? null : `tenax ${argv.join(' ')}: ${wrong}`;
}
