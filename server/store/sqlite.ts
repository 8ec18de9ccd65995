// The store on SQLite.
import Database from 'better-sqlite3';
import { Kysely, type SqliteDatabase, SqliteDialect, type SqliteStatement, sql } from 'kysely';
import { createCache } from './cache.ts';
import { checkpointsOf } from './checkpoints.ts';
import { explainFailure, StoreError } from './errors.ts';
import { runFileTask } from './file-task.ts';
import { GroupCommit } from './group-commit.ts';
import { type Called, foreign, inspect } from './inspect.ts';
import { type Migrations, migrate } from './migrate.ts';
import { Readings } from './readings.ts';
import type { Moment, Store } from './store.ts';
import type { Tables } from './tables.ts';

const BUSY_TIMEOUT_MS = 5_000;
const CACHED_STATEMENTS = 400;
/** How much of the file is memory-mapped, so that reads need no copy: a replay reads cards from all over it. */
const MAPPED_BYTES = 2 ** 30;
/** Reading goes on while the disk is full: temporary files would need space. */
const SORT_IN_MEMORY = 'temp_store = memory';
/** 128 MiB of write-ahead log, which is reached only if the thread that folds it into the file can't keep up. */
const CHECKPOINT_PAGES = 32_000;

/** How to open a database. */
export interface StoreOptions {
  readonly file: string;
  readonly migrations: Migrations;
  /** Runs before tables are made in a file that is missing or empty. An error keeps it as it is. */
  readonly makeNew?: () => Promise<void>;
}

/**
 * Opens the SQLite database in `file`, creates it if it is missing, and migrates it. A change of the file that a killed
 * process left half made is undone first.
 *
 * @throws StoreError that says what to do, if the file is not a Tenax database, is damaged, or was written by a newer
 *   version. The file is left unchanged then.
 */
export async function openStore({ file, migrations, makeNew }: StoreOptions): Promise<Store> {
  try {
    if (inspect(file, migrations, present(file)) === 'nothing') await makeNew?.();
    const writer = openWriter(file);
    try {
      await migrate(writer, migrations);
      return sqliteStore(file, writer, openReader(file));
    } catch (error) {
      writer.close();
      throw error;
    }
  } catch (error) {
    throw explainFailure(error, file);
  }
}

/** How messages name the database in use. */
function present(name: string): Called {
  const advice =
    'It was left unchanged. If it was one and is damaged, restore a backup: tenax restore FILE. If not, move it away, or choose another data folder.';
  return { name, advice };
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
    faults: async () => (await runFileTask({ work: 'check', file })).faults,
    async copyTo(copy) {
      const { faults } = await runFileTask({ work: 'copy', file, to: copy });
      if (faults.length > 0) throw damagedCopy(faults);
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

/**
 * Checks a whole database file that nobody has open, before it is used.
 *
 * @param name its name in messages
 * @throws StoreError if it is not a Tenax database, is damaged, or was written by a newer version
 */
export async function checkBackup(file: string, name: string, migrations: Migrations): Promise<void> {
  try {
    const called = { name, advice: 'It was left unchanged.' };
    if (inspect(file, migrations, called) === 'nothing') throw foreign(called);
    const { faults } = await runFileTask({ work: 'check', file });
    if (faults.length === 0) return;
    throw new StoreError('corrupt', `${name} is damaged (${faults[0]}). Take another backup.`);
  } catch (error) {
    throw explainFailure(error, file);
  }
}

/**
 * Undoes what is half made in a Tenax database that nobody has open, and folds its write-ahead log into its file. A
 * file of another program, or one that cannot be opened, is kept unchanged.
 */
export function foldLogIn(file: string, migrations: Migrations): void {
  try {
    if (inspect(file, migrations, present(file)) === 'nothing') return;
    const handle = new Database(file, { timeout: BUSY_TIMEOUT_MS });
    try {
      handle.pragma('journal_mode = delete');
    } finally {
      handle.close();
    }
  } catch {
    // What cannot be folded is kept beside the file.
  }
}

function damagedCopy([fault]: readonly string[]): StoreError {
  return new StoreError(
    'corrupt',
    `No backup was kept, since its copy is damaged (${fault}). tenax doctor looks whether the database is, too. If so, stop Tenax and restore an earlier backup: tenax restore FILE.`,
  );
}

/** A commit must be on the disk when it returns, which better-sqlite3 does not ensure for write-ahead databases. */
function openWriter(file: string): Database.Database {
  const handle = new Database(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    const journal = handle.pragma('journal_mode = WAL', { simple: true });
    handle.pragma('synchronous = FULL');
    handle.pragma('fullfsync = ON');
    handle.pragma(SORT_IN_MEMORY);
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
  await sql`select 1 from sqlite_master limit 1`.execute(read);
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
  handle.pragma(SORT_IN_MEMORY);
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
