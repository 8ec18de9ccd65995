import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type Kysely, sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import type { Migration } from '../../server/store/migrate.ts';
import { openStore } from '../../server/store/sqlite.ts';
import { temporaryFolder } from '../support/temporary.ts';

const newFile = async () => join(await temporaryFolder(), 'tenax.db');

const addTable = (name: string): Migration => ({
  up: async (db: Kysely<unknown>) => {
    await db.schema.createTable(name).addColumn('id', 'integer').execute();
  },
});

function tablesOf(file: string): unknown[] {
  const handle = new Database(file, { readonly: true });
  const names = handle.prepare(`select name from sqlite_master where type = 'table' order by name`).pluck();
  const tables = names.all();
  handle.close();
  return tables;
}

describe('opening the database', () => {
  it('commits to the disk, also when an existing database is opened again', async () => {
    const file = await newFile();
    for (const opening of ['first', 'second']) {
      const store = await openStore({ file, migrations });
      const levels: unknown[] = [];
      await store.write(async (tx) => {
        levels.push(...(await sql`pragma synchronous`.execute(tx)).rows);
        levels.push(...(await sql`pragma journal_mode`.execute(tx)).rows);
      });
      expect(levels, opening).toEqual([{ synchronous: 2 }, { journal_mode: 'wal' }]);
      await store.close();
    }
  });

  it('applies each change once, in the order of their names', async () => {
    const file = await newFile();
    const applied: string[] = [];
    const noting = (name: string): Migration => ({
      up: async () => {
        applied.push(name);
      },
    });
    const known = { '0002_second': noting('second'), '0001_first': noting('first') };
    await (await openStore({ file, migrations: known })).close();
    const later = { ...known, '0003_third': noting('third') };
    await (await openStore({ file, migrations: later })).close();
    await (await openStore({ file, migrations: later })).close();
    expect(applied).toEqual(['first', 'second', 'third']);
  });

  it('makes all of the missing changes or none', async () => {
    const file = await newFile();
    const failing: Migration = {
      up: async (db) => {
        await addTable('half').up(db);
        throw new Error('out of luck');
      },
    };
    const opening = openStore({ file, migrations: { '0001_one': addTable('one'), '0002_two': failing } });
    await expect(opening).rejects.toMatchObject({
      failure: 'migration',
      message: expect.stringMatching(/0002_two.*none was made.*out of luck/),
    });
    expect(tablesOf(file)).toEqual([]);
    await (await openStore({ file, migrations: { '0001_one': addTable('one') } })).close();
    expect(tablesOf(file)).toEqual(['migrations', 'one']);
  });

  it('refuses a database of a newer version and leaves every byte of it', async () => {
    const file = await newFile();
    const newer = { ...migrations, '9999_later': addTable('later') };
    await (await openStore({ file, migrations: newer })).close();
    const handle = new Database(file);
    handle.pragma('journal_mode = DELETE');
    handle.close();

    const before = readFileSync(file);
    await expect(openStore({ file, migrations })).rejects.toMatchObject({
      failure: 'newer',
      message: expect.stringMatching(/9999_later.*Update Tenax/),
    });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(join(file, '..'))).toEqual(['tenax.db']);
  });

  it("refuses another program's database and leaves every byte of it", async () => {
    const file = await newFile();
    const handle = new Database(file);
    handle.exec('create table bookmarks (url text)');
    handle.close();
    const before = readFileSync(file);
    await expect(openStore({ file, migrations })).rejects.toMatchObject({ failure: 'corrupt' });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('refuses a file that is not a database and leaves every byte of it', async () => {
    const file = await newFile();
    writeFileSync(file, 'Dear diary, today I learnt about Pods.\n'.repeat(100));
    const before = readFileSync(file);
    await expect(openStore({ file, migrations })).rejects.toMatchObject({
      failure: 'corrupt',
      message: expect.stringContaining(file),
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('reports a damaged database, and how to repair it', async () => {
    const file = await newFile();
    await (await openStore({ file, migrations })).close();
    const bytes = readFileSync(file);
    bytes.fill(0xff, 16, 4096);
    writeFileSync(file, bytes);
    await expect(openStore({ file, migrations })).rejects.toMatchObject({
      failure: 'corrupt',
      message: expect.stringContaining('backup'),
    });
  });

  it('treats an empty file as a new database', async () => {
    const file = await newFile();
    writeFileSync(file, '');
    const store = await openStore({ file, migrations });
    expect(await store.read.selectFrom('cards').selectAll().execute()).toEqual([]);
    await store.close();
  });

  it('says which database cannot be opened', async () => {
    const folder = await temporaryFolder();
    await expect(openStore({ file: folder, migrations })).rejects.toThrow();
  });
});
