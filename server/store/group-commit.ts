// Writes: many commands share one durable commit.
import { clearImmediate, setImmediate } from 'node:timers';
import type Database from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type SqliteDatabase,
  SqliteDialect,
  SqliteDriver,
} from 'kysely';
import type { CardId } from '../schedule/ids.ts';
import { explainFailure, StoreError } from './errors.ts';
import type { Command, Touched, WriteOptions } from './store.ts';
import type { Tables } from './tables.ts';
import { yieldNow } from './yielding.ts';

/** At most this many commands share a commit; other work is done in between. */
const MAX_BATCH = 256;
/** For how many of the latest commits it is known what they changed. */
const REMEMBERED_COMMITS = 1_000;

interface Waiting {
  readonly touches: Touched;
  /** Runs the command in a savepoint, and returns what resolves its caller once the commit is durable. */
  run(): Promise<() => void>;
  reject(reason: unknown): void;
}

/**
 * The only way to write. Commands that wait at the same moment run one after the other, each in a savepoint, and share
 * one durable commit. It owns `handle`, which must not be used for other writes.
 */
export class GroupCommit {
  readonly #handle: Database.Database;
  readonly #db: Kysely<Tables>;
  readonly #waiting: Waiting[] = [];
  #working: Promise<void> | null = null;
  readonly #committed: () => void;
  #closed = false;
  #version = 0;
  #libraryVersion = 0;
  /** What each of the latest commits touched, latest last. */
  readonly #changes: (readonly Touched[])[] = [];
  /** Rejects the running command if it waits for something other than its transaction. */
  #stall: (reason: StoreError) => void = () => {};
  /** Fires if the event loop turns while a command runs. The database answers at once, so no command has to wait. */
  #watch: NodeJS.Immediate | undefined;

  /** @param committed called after each commit. */
  constructor(
    handle: Database.Database,
    statements: (handle: Database.Database, guard: () => void) => SqliteDatabase,
    committed: () => void = () => {},
  ) {
    this.#committed = committed;
    this.#handle = handle;
    this.#db = new Kysely<Tables>({
      dialect: new SavepointDialect(
        handle,
        statements(handle, () => this.#refuseOutside()),
      ),
    });
  }

  get version(): number {
    return this.#version;
  }

  get libraryVersion(): number {
    return this.#libraryVersion;
  }

  cardsChangedSince(version: number): readonly CardId[] | null {
    const commits = this.#version - version;
    if (commits > this.#changes.length) return null;
    const touched = commits === 0 ? [] : this.#changes.slice(-commits).flat();
    if (touched.includes('everything')) return null;
    return touched.flatMap((cards) => (typeof cards === 'string' ? [] : cards));
  }

  write<T>(command: Command<T>, options: WriteOptions = { touches: 'everything' }): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreError('closed', 'The database has been closed.'));
    return new Promise<T>((resolve, reject) => {
      const run = async () => {
        const result = await this.#db
          .transaction()
          .execute((tx) => this.#unlessStalled(command(tx, () => this.#pause())));
        return () => resolve(result);
      };
      this.#waiting.push({ run, reject, touches: options.touches });
      this.#working ??= this.#work();
    });
  }

  /** Resolves once all waiting commands are committed or rejected. Later ones are refused. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Let all requests that have already arrived at the process join this commit.
      await yieldNow();
      await this.#commitTogether(this.#waiting.splice(0, MAX_BATCH));
    }
    this.#working = null;
  }

  async #commitTogether(batch: readonly Waiting[]): Promise<void> {
    const done: { readonly resolve: () => void; readonly waiting: Waiting }[] = [];
    const failed = new Map<Waiting, unknown>();
    try {
      this.#handle.exec('begin immediate');
      for (const waiting of batch) {
        this.#watchForStall();
        try {
          done.push({ resolve: await waiting.run(), waiting });
        } catch (error) {
          // SQLite may have rolled back the whole transaction, and with it the commands before this one.
          if (!this.#handle.inTransaction) throw error;
          failed.set(waiting, error);
        }
      }
      this.#handle.exec('commit');
    } catch (error) {
      if (this.#handle.inTransaction) this.#handle.exec('rollback');
      for (const waiting of batch)
        waiting.reject(failed.get(waiting) ?? explainFailure(error, this.#handle.name));
      return;
    } finally {
      clearImmediate(this.#watch);
    }
    this.#version += 1;
    this.#changes.push(done.map(({ waiting }) => waiting.touches));
    if (done.some(({ waiting }) => waiting.touches === 'everything')) this.#libraryVersion = this.#version;
    if (this.#changes.length > REMEMBERED_COMMITS) this.#changes.shift();
    for (const [waiting, error] of failed) waiting.reject(explainFailure(error, this.#handle.name));
    for (const { resolve } of done) resolve();
    this.#committed();
  }

  #watchForStall(): void {
    clearImmediate(this.#watch);
    this.#watch = setImmediate(() => this.#stall(stalled()));
  }

  async #pause(): Promise<void> {
    clearImmediate(this.#watch);
    await yieldNow();
    this.#watchForStall();
  }

  #unlessStalled<T>(running: Promise<T>): Promise<T> {
    const stalling = new Promise<never>((_, reject) => {
      this.#stall = reject;
    });
    return Promise.race([running, stalling]);
  }

  #refuseOutside(): void {
    if (!this.#handle.inTransaction) {
      throw new StoreError(
        'ended',
        'The transaction of this command is over. It can neither read nor write.',
      );
    }
  }
}

function stalled(): StoreError {
  return new StoreError(
    'stalled',
    'A command may wait only for its own transaction. Do other work and other writes before or after it.',
  );
}

/** A dialect in which each transaction of Kysely is a savepoint within the shared commit. */
class SavepointDialect extends SqliteDialect {
  readonly #handle: Database.Database;
  readonly #database: SqliteDatabase;

  constructor(handle: Database.Database, database: SqliteDatabase) {
    super({ database });
    this.#handle = handle;
    this.#database = database;
  }

  override createDriver(): SqliteDriver {
    return new SavepointDriver(this.#handle, this.#database);
  }
}

class SavepointDriver extends SqliteDriver {
  readonly #handle: Database.Database;

  constructor(handle: Database.Database, database: SqliteDatabase) {
    super({ database });
    this.#handle = handle;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('savepoint command'));
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('release command'));
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (!this.#handle.inTransaction) return;
    await connection.executeQuery(CompiledQuery.raw('rollback to command'));
    await connection.executeQuery(CompiledQuery.raw('release command'));
  }
}
