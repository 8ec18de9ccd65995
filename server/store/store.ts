// The interface of the store.
import type { Kysely } from 'kysely';
import type { CardId } from '../schedule/ids.ts';
import type { Tables } from './tables.ts';

/**
 * What a write does. It may wait only for its own transaction, because other writes wait for it, and a write inside a
 * write would never end. A command that waits for anything else is rejected with a `StoreError`.
 */
export type Command<T> = (tx: Kysely<Tables>, pause: Pause) => Promise<T>;

/**
 * Lets requests that only read be served. A long command calls it now and then. Readers see what was committed before
 * it; other writes wait until it is over.
 */
export type Pause = () => Promise<void>;

/**
 * The cards whose log or memory a write changes. `no card`: it changes nothing that others remember of cards or of the
 * library. `everything`: it may change anything.
 */
export type Touched = 'everything' | 'no card' | readonly CardId[];

export interface WriteOptions {
  readonly touches: Touched;
}

/** The database as of one moment, on its own connection. */
export interface Moment {
  readonly read: Kysely<Tables>;
  close(): Promise<void>;
}

/** The database, whatever its dialect. */
export interface Store {
  /** For reading only. It sees what was committed. */
  readonly read: Kysely<Tables>;
  /**
   * The only way to write. Resolves with the command's result once it is durable. Rejects, and keeps nothing of the
   * command, if the command throws or the commit fails. Commands that wait at the same moment share one commit; if one
   * of them throws, only that one fails.
   *
   * @param options what the command may change, by default everything. What was computed from the rest stays valid.
   */
  write<T>(command: Command<T>, options?: WriteOptions): Promise<T>;
  /** The database as of now, for long reads. Close it: until then the write-ahead log can't be folded and grows. */
  moment(): Promise<Moment>;
  /**
   * Reads in a thread with its own connection, while this process serves. `file` is the path of a compiled file of
   * `server/` that does its work in `readInThread`; `take` gets each piece that it sends. Resolves once the thread has
   * ended.
   *
   * @throws StoreError if the thread ends early or the store is closed meanwhile; otherwise what the thread threw
   */
  readInThread<Task, Piece>(file: readonly string[], task: Task, take: (piece: Piece) => void): Promise<void>;
  /** Grows with every commit. What was computed from the database at one version is valid until the next. */
  version(): number;
  /**
   * The version of the latest commit that touched everything. What was computed from the library alone is valid until
   * it changes.
   */
  libraryVersion(): number;
  /**
   * The cards touched by the commits since a version. What was computed for other cards is still valid. null if
   * anything may have changed, or if it is no longer known.
   */
  cardsChangedSince(version: number): readonly CardId[] | null;
  /**
   * The faults of the database as such (pages, indexes, references), a line each; empty if it is sound. Reads all of it
   * in a thread, so that others are served meanwhile.
   */
  faults(): Promise<readonly string[]>;
  /** Copies the database as of one moment to a new file, which is durable when it resolves. */
  copyTo(file: string): Promise<void>;
  /** Ends the reading threads, finishes the waiting writes, then closes. */
  close(): Promise<void>;
}
