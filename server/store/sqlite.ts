// The store on SQLite.
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
/** How much of the file is memory-mapped, so that reads need no copy: a replay reads cards from all over it. */
const MAPPED_BYTES = 2 ** 30;
/** 128 MiB of write-ahead log, which is reached only if the thread that folds it into the file can't keep up. */
const CHECKPOINT_PAGES = 32_000;
const HEADER = 'SQLite format 3\0';

/**
 * Opens the SQLite database in `file`, creates it if it is missing, and migrates it.
 *
 * @throws StoreError that says what to do, if the file is not a Tenax database, is damaged, or was written by a newer
 *   version. The file is left unchanged then.
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
      // The writer closes last, since only the last connection folds the write-ahead log into the file.
      reader.close();
      writer.close();
    },
  };
}

/** Checks a database before anything can change it. @throws StoreError */
function inspect(file: string, migrations: Migrations): void {
  if (!existsSync(file)) return;
  const header = firstBytes(file, HEADER.length);
  if (header === '') return;
  const foreign = `${file} is not a Tenax database. Move it away, or choose another data folder. It was left unchanged.`;
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
 * Checks a whole database file that nobody has open, before it is used.
 *
 * @param name its name in messages
 * @throws StoreError if it is not a Tenax database, is damaged, or was written by a newer version
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

/** Folds the write-ahead log of a database that nobody has open into its file, if possible. */
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
    // If the database can't be opened, its log can't be folded. Both are kept unchanged.
  }
}

function foreign(name: string): StoreError {
  return new StoreError('corrupt', `${name} is not a Tenax database. It was left unchanged.`);
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

/** A commit must be on the disk when it returns, which better-sqlite3 does not ensure for write-ahead databases. */
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
        `${file} is on a disk where SQLite cannot guarantee durable commits (journal ${journal}, synchronous ${synchronous}). Use a local disk for the data folder.`,
      );
    }
    return handle;
  } catch (error) {
    handle.close();
    throw error;
  }
}

/**
 * The database as of one moment. If every query were a transaction, SQLite would drop its pages and its mapping of the
 * file at each commit of others, and reading the log beside a busy learner would take ten times as long.
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
 * The database as Kysely's dialect needs it. Prepares each SQL text once, and drops the least recently used statements
 * when there are too many. `guard` runs before every query.
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
 * A statement whose rows are plain objects that share one shape, as object literals do. Those of better-sqlite3 are
 * dictionaries, which take one and a half times as long to make and four times the memory.
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
