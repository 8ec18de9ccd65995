// A disk that fails now and then, while a learner works and while Tenax starts.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { anyAct } from './acts.ts';
import { attack } from './attack.ts';
import { type Disk, diskOf, type Fault, noDiskBecause } from './disk.ts';
import { faultOfAnswer, faultOfCommand } from './known.ts';
import { type Answer, ask, type Ledger, newLedger } from './ledger.ts';
import type { Random } from './random.ts';
import { comeBack } from './scenes.ts';
import { newPlace, type Place, run, type Server, serve } from './server.ts';
import { type Act, review, world } from './world.ts';

const WORLD = world({ topics: 3, cards: 5 });
/** A kill and a start, whose ledger must balance, after this many acts. */
const ACTS_A_LIFE = 25;
/** Of this many acts, one is a command on a stopped place. */
const ACTS_A_COMMAND = 50;

/** What a disk can do, and to which calls. */
const ILLS: readonly Pick<Fault, 'error' | 'kinds'>[] = [
  { error: 'EIO', kinds: ['write'] },
  { error: 'EIO', kinds: ['sync'] },
  { error: 'EIO', kinds: ['read'] },
  { error: 'EIO', kinds: ['create', 'rename', 'link', 'unlink', 'mkdir', 'truncate'] },
  { error: 'ENOSPC', kinds: ['write', 'create', 'mkdir', 'rename', 'link', 'truncate'] },
  { error: 'ENOSPC', kinds: ['write'] },
  { error: 'ENOSPC', kinds: ['sync'] },
  { error: 'EDQUOT', kinds: ['write', 'create', 'mkdir'] },
  { error: 'EMFILE', kinds: ['open', 'create', 'truncate'] },
  { error: 'EROFS', kinds: ['write', 'create', 'rename', 'link', 'unlink', 'mkdir', 'truncate'] },
  { error: 'short', kinds: ['write'] },
];

attack(
  'I/O faults',
  { short: 100, full: 2_500 },
  async ({ random, count, figure, fault: tell }) => {
    const place = await newPlace(WORLD.files);
    const disk = await diskOf(place);
    const ledger = newLedger();
    const figures = { struck: 0, refused: 0, restarts: 0 };
    let server = await serve(place, { env: disk.env });
    const reviews: string[] = [];
    for (let number = 1; number <= count; number++) {
      const fault = anyFault(random, 12);
      if (number % ACTS_A_COMMAND === 0) {
        await server.kill();
        const found = await commandUnder(fault, random, place, disk);
        if (found !== null) tell(`${number}. ${wordsOf(fault)} ${found}`);
        server = await serve(place, { env: disk.env });
      } else {
        const act = await anyAct(random, WORLD, server, reviews);
        disk.fail(fault);
        const answer = await (act.look ? ask(server, act.act) : ledger.deliver(server, act.act));
        disk.calm();
        // SQLite does not say why a sync failed; nor why a file could not be opened, if there is room when it is asked.
        const untold = fault.kinds.includes('sync') || answer?.text.includes('SQLITE_CANTOPEN');
        const full = fault.error === 'ENOSPC' && !untold && disk.failed() > 0;
        const wrong = faultOfAnswer(answer, full) ?? falseClaim(place, act.act, answer);
        const name = `${number}. ${wordsOf(fault)} ${act.act.method} ${act.act.path}`;
        if (wrong !== null) tell(`${name}: ${wrong}${lastWordsOf(server, answer)}`);
        if (answer && answer.status >= 500) figures.refused++;
        const after = await afterIts(server, random, reviews, ledger);
        if (after !== null) tell(`${name}, then without a fault: ${after}`);
      }
      if (disk.failed() > 0) figures.struck++;
      if (number % ACTS_A_LIFE !== 0 && number !== count) continue;
      await server.kill(random.below(2) === 0 ? 'SIGKILL' : 'SIGTERM');
      server = await lives(place, disk, ledger, (what) => tell(`After ${number}: ${what}`));
      figures.restarts++;
    }
    for (const [name, value] of Object.entries(figures)) figure(name, value);
  },
  noDiskBecause(),
);

function anyFault(random: Random, within: number): Fault {
  const times = random.pick([1, 1, 2, 1_000_000]);
  return { ...random.pick(ILLS), after: random.below(within), times };
}

function wordsOf({ error, kinds, after, times }: Fault): string {
  return `${error} at ${kinds.join('/')} after ${after}, ${times > 1000 ? 'for good' : `${times}×`}:`;
}

/** What the server's log says of an error that its answer does not explain. */
function lastWordsOf({ said }: Server, answer: Answer): string {
  return answer?.status === 500 ? `\n   log: ${said.err.trim().slice(-400)}` : '';
}

/** Once the disk is well again, a review is taken. */
async function afterIts(server: Server, random: Random, reviews: string[], ledger: Ledger) {
  const act = review(random, random.pick(WORLD.cardIds));
  const answer = await ledger.deliver(server, act);
  reviews.push(act.id);
  return answer?.status === 201 ? null : `the next review is answered ${answer?.status}: ${answer?.text}`;
}

/** A refusal says that nothing was saved: then nothing is. */
function falseClaim({ data }: Place, { events }: Act, answer: Answer): string | null {
  if (!answer || answer.status < 500 || !events || !/not saved/.test(answer.text)) return null;
  const db = new Database(join(data, 'tenax.db'), { readonly: true, fileMustExist: true });
  try {
    const there = db.prepare(`select count(*) from events where id in (${events.map(() => '?').join()})`);
    const count = Number(there.pluck().get(...events));
    return count === 0 ? null : `it says that nothing was saved, but ${count} events are there`;
  } finally {
    db.close();
  }
}

/** A command on a stopped place, under a fault. Returns what is wrong with how it ends. */
async function commandUnder(fault: Fault, random: Random, place: Place, disk: Disk): Promise<string | null> {
  const [backup] = (await readdir(join(place.data, 'backups')).catch(() => [])).filter((it) =>
    it.endsWith('.db'),
  );
  const id = random.uuid();
  const add = ['--topic', random.pick(WORLD.topicIds), '--prompt', `Which ${id}?`, '--answer', 'This one.'];
  const argv = random.pick([
    ['serve', '--port', '0'],
    ['backup'],
    ['doctor'],
    ['due'],
    ['note', 'add', ...add],
    // Of another place, so that it changes nothing here.
    ['restore', '--data', join(place.folder, 'elsewhere'), join(place.data, 'backups', backup ?? 'none')],
  ]);
  disk.fail({ ...fault, after: random.below(80) });
  const started = run(place, argv, { env: disk.env });
  if (argv[0] === 'serve')
    started.child.stdout?.on('data', () => {
      void started.kill('SIGTERM');
    });
  const wrong = await faultOfCommand(started);
  disk.calm();
  return wrong === null ? null : `tenax ${argv.join(' ')}: ${wrong}`;
}

/** Starts again: everything that was acknowledged is there once, and what was not can be sent again. */
async function lives(place: Place, disk: Disk, ledger: Ledger, tell: (what: string) => void) {
  const server = await comeBack(place, { env: disk.env });
  try {
    await ledger.sendAgain(server);
    await ledger.check(server, place);
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error));
  }
  return server;
}
