// Kill -9 at any moment: under load, while a backup is restored, while an earlier database is upgraded.
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { migrations } from '../../migrations/index.ts';
import { openStore } from '../../server/store/sqlite.ts';
import { attack } from './attack.ts';
import { ageLeftovers, newLedger } from './ledger.ts';
import { putOn } from './load.ts';
import type { Random } from './random.ts';
import { newPlace, type Place, type Run, run, serve } from './server.ts';
import { type Act, review, type World, world } from './world.ts';

/** A server lives this long at most before it is killed. */
const LIFE_MS = { short: 1_500, full: 5_000 };
/** Enough rows that an upgrade takes a while. */
const EARLIER_EVENTS = 5_000;
const DAY_MS = 86_400_000;

attack('kill -9 under load', { short: 3, full: 120 }, async ({ count, random, full, figure }) => {
  const made = world({ topics: 4, cards: 40 });
  const place = await newPlace(made.files);
  const ledger = ledgerOf(made);
  let open = 0;
  let backups = 0;
  for (let kill = 0; kill < count; kill++) {
    const server = await serve(place);
    await ledger.sendAgain(server);
    await ledger.check(server, place);
    const untilMs = performance.now() + random.below(full ? LIFE_MS.full : LIFE_MS.short);
    const load = putOn({ random, ledger, server, world: made, goesOn: () => true });
    await Promise.race([load, sleep(untilMs - performance.now())]);
    await server.kill();
    await load;
    await ageLeftovers(place);
    open += ledger.count().open;
    backups += await checkBackups(place);
  }
  const server = await serve(place);
  await ledger.sendAgain(server);
  await ledger.check(server, place);
  figure('done', ledger.count().done);
  figure('without an answer', open);
  figure('whole backups', backups);
});

attack('kill -9 during a restore', { short: 2, full: 60 }, async ({ count, random, figure }) => {
  const made = world({ topics: 2, cards: 20 });
  const place = await newPlace(made.files);
  const ledger = ledgerOf(made);
  const backup = join(place.folder, 'backup.db');
  let finished = 0;
  for (let kill = 0; kill < count; kill++) {
    const server = await serve(place);
    for (let i = 0; i < 20; i++) await ledger.deliver(server, review(random, random.pick(made.cardIds)));
    await ledger.check(server, place);
    await server.kill(random.pick(['SIGTERM', 'SIGKILL']));
    await rm(backup, { force: true });
    const usualMs = await finish(place, ['backup', backup]);
    if (await killed(run(place, ['restore', backup]), random.below(usualMs * 1.3))) finished++;
  }
  const server = await serve(place);
  await ledger.check(server, place);
  figure('finished before the kill', finished);
});

attack('kill -9 during an upgrade', { short: 2, full: 60 }, async ({ count, random, figure }) => {
  const changes = Object.keys(migrations).slice(1);
  const made = world({ topics: 1, cards: 20 });
  const usualMs = await finish(await newPlace(made.files), ['due']);
  let finished = 0;
  for (let kill = 0; kill < count; kill++) {
    const place = await newPlace(made.files);
    const done = await earlierDatabase(place, random.pick(changes), made.cardIds, random);
    const ledger = newLedger({ done });
    if (await killed(run(place, ['due']), random.below(usualMs * 1.5))) finished++;
    const server = await serve(place);
    // Only the log was filled, so memory has to be computed from it once.
    await server.send('POST', '/api/doctor', { repair: true });
    await ledger.check(server, place);
    await server.kill();
  }
  figure('finished before the kill', finished);
});

function ledgerOf(made: World) {
  return newLedger({ lines: made.cardIds.map((id) => `<!-- id: ${id} -->`) });
}

/** Kills a command after this time. Returns whether it had finished by then. */
async function killed(command: Run, afterMs: number): Promise<boolean> {
  const how = await Promise.race([command.ended, sleep(afterMs).then(() => null)]);
  if (how === null) await command.kill();
  else if (how !== 0) throw new Error(`The command failed: ${command.said.err}`);
  return how !== null;
}

/** Runs a command to its end. Returns how long that took, in ms. */
async function finish(place: Place, argv: readonly string[]): Promise<number> {
  const startMs = performance.now();
  const command = run(place, argv);
  if ((await command.ended) !== 0) throw new Error(`tenax ${argv.join(' ')} failed: ${command.said.err}`);
  return Math.round(performance.now() - startMs);
}

/** Makes a database as it was before a change of the schema. Returns the acts in its log. */
async function earlierDatabase(
  { data }: Place,
  change: string,
  cardIds: readonly string[],
  random: Random,
): Promise<readonly Act[]> {
  await mkdir(data, { recursive: true });
  const file = join(data, 'tenax.db');
  const earlier = Object.fromEntries(Object.entries(migrations).filter(([name]) => name < change));
  await (await openStore({ file, migrations: earlier })).close();
  const db = new Database(file);
  try {
    const isNumbered = change > '0011_arrivals';
    const insert = db.prepare(
      `insert into events (${isNumbered ? 'arrival, ' : ''}learner_id, id, type, card_id, at_ms, received_at_ms, zone, rollover_minutes, study_day)
       values (${isNumbered ? '@arrival, ' : ''}'default', @id, 'suspended', @cardId, @atMs, @atMs, 'UTC', 240, @studyDay)`,
    );
    const fill = db.transaction(() =>
      Array.from({ length: EARLIER_EVENTS }, (_, index): Act => {
        const id = random.uuid();
        const atMs = Date.now() - DAY_MS * 30 + index * 1_000;
        const place = isNumbered ? { arrival: index + 1 } : {};
        insert.run({ id, cardId: random.pick(cardIds), atMs, studyDay: Math.floor(atMs / DAY_MS), ...place });
        return { method: 'POST', path: '/api/acts', events: [id] };
      }),
    );
    return fill();
  } finally {
    db.close();
  }
}

/** Every backup that stands under its name is whole. */
async function checkBackups({ data }: Place): Promise<number> {
  const folder = join(data, 'backups');
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.db'));
  for (const name of names) {
    const db = new Database(join(folder, name), { readonly: true });
    try {
      const found = db.pragma('integrity_check', { simple: true });
      if (found !== 'ok') throw new Error(`The backup ${name} is damaged: ${found}`);
    } finally {
      db.close();
    }
    await rm(join(folder, name));
  }
  return names.length;
}
