import { chmod, copyFile, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { restore } from '../../server/backup/restore.ts';
import { openStore } from '../../server/store/sqlite.ts';
import { addCards, answer, events, memories, NOON, openDesk } from '../support/desk.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** A data folder whose database holds two reviews, and a backup that holds the first. */
async function learner() {
  const data = await temporaryFolder();
  const database = join(data, 'tenax.db');
  const trash = join(data, 'trash');
  const from = join(data, 'backup.db');
  const desk = await openDesk({ store: await openStore({ file: database, migrations }) });
  await addCards(desk, { id: 'a' });
  await answer(desk);
  const remembered = await memories(desk);
  await desk.store.copyTo(from);
  desk.now += 60_000;
  await answer(desk);
  await desk.store.close();
  return {
    data,
    database,
    trash,
    from,
    remembered,
    options: { from, database, trash, migrations, nowMs: NOON },
  };
}

const openAt = async (file: string) => openDesk({ store: await openStore({ file, migrations }) });

describe('restoring a backup', () => {
  it('replaces the database, which is kept', async () => {
    const { data, database, from, options, remembered } = await learner();
    const before = await readFile(database);
    const kept = await restore(options);
    expect(kept).toBe(join(data, 'trash', '2026-11-23T10-00-00.000Z-tenax.db'));
    const desk = await openAt(database);
    expect(await events(desk)).toHaveLength(1);
    expect(await memories(desk)).toEqual(remembered);
    await desk.store.close();
    const was = await openAt(kept ?? '');
    expect(await events(was)).toHaveLength(2);
    await was.store.close();
    expect((await readFile(kept ?? '')).length).toBeGreaterThanOrEqual(before.length);
    expect((await readdir(data)).sort()).toEqual(['backup.db', 'tenax.db', 'trash']);
    expect((await readFile(from)).length).toBeGreaterThan(0);
  });

  it('takes nothing from a write-ahead log left beside the database', async () => {
    const { database, options, remembered } = await learner();
    // As a process leaves them that was killed.
    const handle = new Database(database);
    handle.pragma('journal_mode = wal');
    handle.pragma('wal_autocheckpoint = 0');
    handle.exec(`update memories set reps = 99`);
    const wal = await readFile(`${database}-wal`);
    handle.close();
    await writeFile(`${database}-wal`, wal);
    await restore(options);
    const desk = await openAt(database);
    expect(await memories(desk)).toEqual(remembered);
  });

  it('keeps every old database, also of the same moment, and can write the new one', async () => {
    const { database, from, options, remembered } = await learner();
    await chmod(from, 0o400);
    const kept = [await restore(options), await restore(options)];
    expect(kept[1]).toBe(kept[0]?.replace('-tenax.db', '-2-tenax.db'));
    const counts: number[] = [];
    for (const path of kept) counts.push((await events(await openAt(path ?? ''))).length);
    expect(counts).toEqual([2, 1]);
    expect((await stat(database)).mode & 0o777).toBe(0o600);
    const desk = await openAt(database);
    expect(await memories(desk)).toEqual(remembered);
  });

  it('works without a database, and with a damaged one', async () => {
    const { database, data, options, remembered } = await learner();
    await writeFile(database, 'SQLite format 3\0 and then nothing of the kind');
    const kept = await restore(options);
    expect(await readFile(kept ?? '', 'utf8')).toContain('nothing of the kind');
    const desk = await openAt(database);
    expect(await memories(desk)).toEqual(remembered);
    const elsewhere = join(data, 'new.db');
    expect(await restore({ ...options, database: elsewhere })).toBeNull();
    expect(await memories(await openAt(elsewhere))).toEqual(remembered);
  });

  it.each([
    ['is no database', async (file: string) => writeFile(file, 'a letter'), /is not a Tenax database/],
    ['is empty', async (file: string) => truncate(file), /is not a Tenax database/],
    ['is damaged', async (file: string) => damage(file), /damaged/],
    ['lacks its end', async (file: string) => truncate(file, 40_960), /damaged/],
    [
      'holds other tables',
      async (file: string) => {
        await truncate(file);
        new Database(file).exec('create table letters (text)').close();
      },
      /is not a Tenax database/,
    ],
    [
      'is of a newer Tenax',
      async (file: string) =>
        void new Database(file).exec(`insert into migrations values ('9999_later')`).close(),
      /newer version of Tenax .*9999_later/,
    ],
    ['is in use', async (file: string) => copyFile(file, `${file}-wal`), /is in use, or was not closed/],
  ])('changes nothing if it %s', async (_, spoil, message) => {
    const { data, database, from, options } = await learner();
    const before = await readFile(database);
    await spoil(from);
    await expect(restore(options)).rejects.toThrow(message);
    expect(await readFile(database)).toEqual(before);
    expect((await readdir(data)).filter((name) => name.startsWith('tenax') || name === 'trash')).toEqual([
      'tenax.db',
    ]);
  });
});

/** Leaves the head as it is. */
async function damage(file: string): Promise<void> {
  const bytes = await readFile(file);
  bytes.fill(0x5a, 8_192, 24_576);
  await writeFile(file, bytes);
}
