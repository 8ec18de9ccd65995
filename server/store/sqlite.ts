import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import Database from 'better-sqlite3';
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import { createCache } from './cache.ts';
import { checkpointsOf } from './checkpoints.ts';
import { explainFailure, StoreError } from './errors.ts';
import { runFileTask } from './file-task.ts';
import { GroupCommit } from './group-commit.ts';
import { appliedMigrations, type Migrations, migrate, refuseUnknown } from './migrate.ts';
import { Readings } from './readings.ts';
import type { Moment, Store } from './store.ts';
import type { Tables } from './tables.ts';

const BUSY_TIMEOUT_MS = 5_000;
const CACHED_STATEMENTS = 400;
/** Of the file, what reading needs not copy: a replay reads the log of card after card from all over it. */
const MAPPED_BYTES = 2 ** 30;
/** 128 MiB of write-ahead log: so much there is only where the thread that folds it into the file can't keep up. */
const CHECKPOINT_PAGES = 32_000;
const HEADER = 'SQLite format 3\0';

/**
 * Opens the SQLite database in `file`, creates it where there is none, and brings it up to date.
 *
 * Throws a `StoreError` that says what to do where the file is no Tenax database, is damaged, or was written
 * by a newer version; such a file is left as it is.
 */
export async function openStore(options: {
  readonly file: string;
  readonly migrations: Migrations;
}): Promise<Store> {
  try {
    inspect(options.file, options.migrations);
    const writer = openWriter(options.file);
    try {
      await migrate(writer, options.migrations);
      return sqliteStore(options.file, writer, openReader(options.file));
    } catch (error) {
      writer.close();
      throw error;
    }
  } catch (error) {
    throw explainFailure(error);
  }
}

function sqliteStore(file: string, writer: Database.Database, reader: Database.Database): Store {
  const checkpoints = checkpointsOf(file);
  const rowsChanged = writer.prepare<[], number>('select total_changes()').pluck();
  const committed = () => checkpoints.committed(rowsChanged.get() ?? 0);
  const commits = new GroupCommit(writer, cachingStatements, committed);
  const readings = new Readings(file);
  return {
    read: reading(reader),
    write: (command, options) => commits.write(command, options),
    moment: () => openMoment(file),
    readInThread: (path, task, take) => readings.run(path, task, take),
    version: () => commits.version,
    libraryVersion: () => commits.libraryVersion,
    cardsChangedSince: (version) => commits.cardsChangedSince(version),
    faults: async () => (await runFileTask({ file })).faults,
    async copyTo(copy) {
      await runFileTask({ file, copyTo: copy });
    },
    async close() {
      await readings.close();
      await commits.close();
      await checkpoints.close();
      // The writer goes last: only the last connection to close folds the write-ahead log into the file.
      reader.close();
      writer.close();
    },
  };
}

/** Looks at a database before anything can change it. */
function inspect(file: string, migrations: Migrations): void {
  if (!existsSync(file)) return;
  const header = firstBytes(file, HEADER.length);
  if (header === '') return;
  const foreign = `${file} is no Tenax database. Move it away, or name another data folder. It was left as it is.`;
  if (header !== HEADER) throw new StoreError('corrupt', foreign);

  const handle = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    const applied = appliedMigrations(handle);
    if (applied === 'foreign') throw new StoreError('corrupt', foreign);
    refuseUnknown(file, applied, migrations);
  } finally {
    handle.close();
  }
}

/**
 * Looks through a database file that nobody has open and that is to be used.
 *
 * @param name what to call it
 * @throws StoreError where it is none of Tenax, is damaged, or was written by a newer version
 */
export async function checkBackup(file: string, name: string, migrations: Migrations): Promise<void> {
  try {
    if (firstBytes(file, HEADER.length) !== HEADER) throw foreign(name);
    const handle = new Database(file, { readonly: true, fileMustExist: true });
    try {
      const applied = appliedMigrations(handle);
      if (applied === 'foreign' || applied.length === 0) throw foreign(name);
      refuseUnknown(name, applied, migrations);
    } finally {
      handle.close();
    }
    const { faults } = await runFileTask({ file });
    if (faults.length === 0) return;
    throw new StoreError('corrupt', `${name} is damaged (${faults[0]}). Take another backup.`);
  } catch (error) {
    throw explainFailure(error);
  }
}

/** Folds the write-ahead log of a database that nobody has open into its file, as far as that can be done. */
export function foldLogIn(file: string): void {
  if (!existsSync(file)) return;
  try {
    const handle = new Database(file, { timeout: BUSY_TIMEOUT_MS });
    try {
      handle.pragma('journal_mode = delete');
    } finally {
      handle.close();
    }
  } catch {
    // A database that can't be opened has a log that can't be either: both are kept as they are.
  }
}

function foreign(name: string): StoreError {
  return new StoreError('corrupt', `${name} is no Tenax database. It was left as it is.`);
}

function firstBytes(file: string, length: number): string {
  const buffer = Buffer.alloc(length);
  const descriptor = openSync(file, 'r');
  try {
    return buffer.toString('latin1', 0, readSync(descriptor, buffer, 0, length, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** A commit must be on the disk when it returns: better-sqlite3 reopens write-ahead databases with less. */
function openWriter(file: string): Database.Database {
  const handle = new Database(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    const journal = handle.pragma('journal_mode = WAL', { simple: true });
    handle.pragma('synchronous = FULL');
    handle.pragma('fullfsync = ON');
    handle.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    const synchronous = handle.pragma('synchronous', { simple: true });
    if (journal !== 'wal' || synchronous !== 2) {
      throw new StoreError(
        'io',
        `${file} lies on a disk where SQLite cannot promise durable commits (journal ${journal}, synchronous ${synchronous}). Use a local disk for the data folder.`,
      );
    }
    return handle;
  } catch (error) {
    handle.close();
    throw error;
  }
}

/**
 * A database that is open, as of one moment. Where every query is a transaction, SQLite drops the pages and the mapping of
 * the file that it has at each commit of others, and reading the log beside a busy learner takes ten times as long.
 */
export async function openMoment(file: string): Promise<Moment> {
  const db = reading(openReader(file));
  const read = await db.startTransaction().execute();
  // The first query fixes the moment, not the start of the transaction.
  await read.selectFrom('weights').select('id').limit(1).execute();
  return {
    read,
    async close() {
      await read.rollback().execute();
      await db.destroy();
    },
  };
}

function reading(reader: Database.Database): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: cachingStatements(reader) }) });
}

function openReader(file: string): Database.Database {
  const handle = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  handle.pragma(`mmap_size = ${MAPPED_BYTES}`);
  return handle;
}

/**
 * The database as Kysely's dialect wants it, preparing each SQL text once. `guard` runs before every query.
 * The least recently used statements go first.
 */
export function cachingStatements(handle: Database.Database, guard?: () => void): SqliteDatabase {
  const statements = createCache<SqliteStatement>({ entries: CACHED_STATEMENTS });
  return {
    prepare(sql) {
      guard?.();
      return statements.get(sql, () => shapingRows(handle.prepare<unknown[], unknown[]>(sql)));
    },
    close: () => handle.close(),
  };
}

/**
 * A statement whose rows are plain objects, as if written down with their columns: those of better-sqlite3 are
 * dictionaries, which take half as long again to make and four times the memory.
 */
function shapingRows(statement: Database.Statement<unknown[], unknown[]>): SqliteStatement {
  const run: SqliteStatement['run'] = (parameters) => statement.run(...parameters);
  if (!statement.reader) return { reader: false, run, all: () => [], iterate: () => [].values() };
  const columns = statement.columns().map(({ name }) => name);
  const blank: Record<string, unknown> = JSON.parse(
    JSON.stringify(Object.fromEntries(columns.map((column) => [column, null]))),
  );
  const shaped = (values: readonly unknown[]) => {
    const row = { ...blank };
    for (let index = 0; index < columns.length; index++) row[columns[index] ?? ''] = values[index];
    return row;
  };
  statement.raw(true);
  return {
    reader: true,
    run,
    all: (parameters) => statement.all(...parameters).map(shaped),
    *iterate(parameters) {
      for (const values of statement.iterate(...parameters)) yield shaped(values);
    },
  };
}
