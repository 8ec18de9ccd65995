import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { openStore } from '../../server/store/sqlite.ts';
import { openTenax, type Tenax } from '../../server/tenax.ts';
import { addCards, answer, openDesk } from '../support/desk.ts';
import { startProcess } from '../support/process.ts';
import { settingsIn } from '../support/settings-in.ts';
import { temporaryFolder } from '../support/temporary.ts';

const DAY = '2026-11-23';

/** A data folder whose database holds two reviews, with a backup that holds one. Nobody has it open. */
async function folder() {
  const root = await temporaryFolder();
  const data = join(root, 'data');
  const [decks, backups, trash] = [join(root, 'decks'), join(data, 'backups'), join(data, 'trash')];
  await Promise.all([decks, backups].map((path) => mkdir(path, { recursive: true })));
  const database = join(data, 'tenax.db');
  const backup = join(backups, `tenax-${DAY}.daily.db`);
  const desk = await openDesk({ store: await openStore({ file: database, migrations }) });
  await addCards(desk, { id: 'a' });
  await answer(desk);
  await desk.store.copyTo(backup);
  desk.now += 60_000;
  await answer(desk);
  await desk.store.close();
  return { data, decks, database, backups, backup, trash };
}
type Folder = Awaited<ReturnType<typeof folder>>;

async function start({ data, decks }: Folder, more: { readonly startNew?: boolean } = {}) {
  const logged: string[] = [];
  const tenax: Tenax = await openTenax(settingsIn(data, decks), {
    clock: Date.now,
    log: (line) => logged.push(line),
    ...more,
  });
  onTestFinished(() => tenax.close());
  const { events } = await tenax.desk.store.read
    .selectFrom('events')
    .select(({ fn }) => fn.countAll<number>().as('events'))
    .executeTakeFirstOrThrow();
  return { events, logged };
}

/** Everything in the data folder, but for what an open database has. */
async function filesIn({ data }: Folder): Promise<readonly string[]> {
  const names = await readdir(data, { recursive: true });
  return names.filter((name) => !/^(lock|tenax\.db(-wal|-shm)?|backups|trash)$/.test(name)).sort();
}

async function killInTheMiddle(database: string): Promise<void> {
  const writer = startProcess(new URL('../support/killed-writer.ts', import.meta.url), [database]);
  expect(await writer.line()).toBe('half made');
  await writer.rest();
  expect((await readFile(`${database}-journal`)).length).toBeGreaterThan(0);
}

const DAILY = `backups/tenax-${DAY}.daily.db`;

describe('a start after a process was killed', () => {
  it.each<[string, (at: Folder) => Promise<unknown>, number, readonly string[]]>([
    ['in the middle of a change', ({ database }) => killInTheMiddle(database), 2, [DAILY]],
    [
      'before a change had begun',
      ({ database }) => writeFile(`${database}-journal`, Buffer.alloc(4_616)),
      2,
      [DAILY],
    ],
    [
      'while it looked at a half-made change',
      ({ database }) => copyFile(database, `${database}.looking`),
      2,
      [DAILY],
    ],
    [
      'while it made a backup',
      ({ backup }) => copyFile(backup, backup.replace(DAY, '2026-11-24').concat('.part')),
      2,
      [DAILY],
    ],
    [
      'while SQLite wrote a backup',
      async ({ backup }) => {
        await writeFile(`${backup}.part`, '');
        for (const ending of ['-wal', '-shm', '-journal']) await writeFile(`${backup}.part${ending}`, 'x');
      },
      2,
      [DAILY],
    ],
    [
      'before a restore was decided',
      async ({ database, backup }) => {
        await copyFile(backup, `${database}.restoring`);
        await writeFile(`${database}.restoring-journal`, 'x');
      },
      2,
      [DAILY],
    ],
    [
      'after a restore was decided',
      ({ database, backup }) => copyFile(backup, `${database}.ready-then`),
      1,
      [DAILY, 'trash/then-tenax.db'],
    ],
    [
      'after a restore had kept the old database',
      async ({ database, backup, trash }) => {
        await copyFile(backup, `${database}.ready-then`);
        await mkdir(trash);
        await copyFile(database, join(trash, 'then-tenax.db'));
      },
      1,
      [DAILY, 'trash/then-tenax.db'],
    ],
    [
      'in the middle of a change, and a restore was decided since',
      async ({ database, backup }) => {
        await killInTheMiddle(database);
        await copyFile(backup, `${database}.ready-then`);
      },
      1,
      [DAILY, 'trash/then-tenax.db', 'trash/then-tenax.db-journal'],
    ],
    [
      'when the restored database had no predecessor',
      ({ database, backup }) => rename(backup, `${database}.ready-then`).then(() => rm(database)),
      1,
      [],
    ],
  ])('%s serves every review and leaves nothing behind', async (_, leave, events, left) => {
    const at = await folder();
    await leave(at);
    expect((await start(at)).events).toBe(events);
    expect(await filesIn(at)).toEqual(left);
  });

  it('in the middle of its first start serves', async () => {
    const at = await folder();
    await rm(at.database);
    await rm(at.backup);
    const handle = new Database(at.database);
    handle.pragma('journal_mode = WAL');
    handle.close();
    expect((await start(at)).events).toBe(0);
  });

  it('in the middle of a change leaves the database of another program unchanged', async () => {
    const at = await folder();
    await rm(at.database);
    new Database(at.database).exec('create table letters (text)').close();
    await killInTheMiddle(at.database);
    const before = [await readFile(at.database), await readFile(`${at.database}-journal`)];
    await expect(start(at)).rejects.toThrow(/is not a Tenax database/);
    expect([await readFile(at.database), await readFile(`${at.database}-journal`)]).toEqual(before);
  });
});

describe('a database that is lost', () => {
  const gone = ({ database }: Folder) => rm(database);
  const emptied = ({ database }: Folder) => writeFile(database, '');
  const withoutTables = async ({ database }: Folder) => {
    await rm(database);
    const handle = new Database(database);
    handle.pragma('journal_mode = WAL');
    handle.close();
  };
  const noBackup = ({ backup }: Folder) => rm(backup);
  const strayLog = ({ database }: Folder) => writeFile(`${database}-wal`, 'the latest reviews');
  const inTrash = async ({ backup, trash }: Folder) => {
    await mkdir(trash);
    await rename(backup, join(trash, 'then-tenax.db'));
  };

  it.each<[string, readonly ((at: Folder) => Promise<unknown>)[], RegExp]>([
    [
      'is missing beside backups',
      [gone],
      /is missing.*daily\.db is a backup.*tenax restore tenax-2026-11-23\.daily\.db\. .*serve --new/,
    ],
    ['is empty beside backups', [emptied], /is empty.*tenax restore/],
    ['has no tables beside backups', [withoutTables], /is empty.*tenax restore/],
    [
      'is missing beside its write-ahead log',
      [gone, noBackup, strayLog],
      /latest reviews are still in tenax\.db-wal/,
    ],
    [
      'is empty beside its write-ahead log',
      [emptied, noBackup, strayLog],
      /latest reviews are still in tenax\.db-wal/,
    ],
    [
      'is missing, with an earlier one in the trash',
      [gone, inTrash],
      /then-tenax\.db is an earlier one.*tenax restore .*then-tenax\.db/,
    ],
  ])('that %s is not replaced by a new one, unless asked', async (_, lose, message) => {
    const at = await folder();
    for (const step of lose) await step(at);
    const before = await filesIn(at);
    await expect(start(at)).rejects.toThrow(message);
    expect(await filesIn(at)).toEqual(before);

    expect((await start(at, { startNew: true })).events).toBe(0);
    const after = await filesIn(at);
    for (const name of before) expect(after).toContain(name);
    if (lose.includes(strayLog)) {
      const log = after.find((name) => name.endsWith('-tenax.db-wal'));
      expect(await readFile(join(at.data, log ?? ''), 'utf8')).toBe('the latest reviews');
    }
  });

  it('was never there: the first start needs no word', async () => {
    const at = await folder();
    await gone(at);
    await noBackup(at);
    expect((await start(at)).events).toBe(0);
  });
});
