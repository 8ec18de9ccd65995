import type { Kysely } from 'kysely';
import type { CardId } from '../schedule/ids.ts';
import type { Tables } from './tables.ts';

/**
 * What a write does. It waits for nothing but its own transaction: others wait for it, and a write inside
 * a write would never end, so a command that waits for anything else is rejected with a `StoreError`.
 */
export type Command<T> = (tx: Kysely<Tables>, pause: Pause) => Promise<T>;

/**
 * Lets those be served who only read, which a command that takes long owes them now and then. They see what was
 * committed before it; other writes wait until it is over.
 */
export type Pause = () => Promise<void>;

/**
 * The cards whose log or memory a write changes, or that none is: then it changes nothing that others keep of cards or
 * of the library. `everything` where it may change anything.
 */
export type Touched = 'everything' | 'no card' | readonly CardId[];

export interface WriteOptions {
  readonly touches: Touched;
}

/** The database as of one moment, on a connection of its own. */
export interface Moment {
  readonly read: Kysely<Tables>;
  close(): Promise<void>;
}

/** The database, whatever its dialect. */
export interface Store {
  /** For reading, and only that: sees what was committed. */
  readonly read: Kysely<Tables>;
  /**
   * The one way to write. Resolves with the command's result once it is durable; rejects, with nothing of
   * the command kept, when the command throws or the commit fails. Commands waiting at the same moment share
   * one commit, one failing alone.
   *
   * @param options what the command may change; without them, everything. What was computed for anything else is kept.
   */
  write<T>(command: Command<T>, options?: WriteOptions): Promise<T>;
  /** The database as of now, for whoever reads long: to be closed, since what is written meanwhile piles up until then. */
  moment(): Promise<Moment>;
  /**
   * Has a thread read, on a connection of its own, while this process serves: a compiled file of `server/`, named by its
   * path, that does its work in `readInThread`. Resolves when the thread has ended; `take` gets what it tells.
   *
   * @throws StoreError where the thread ends early, or the store is closed meanwhile; else what the thread threw
   */
  readInThread<Task, Piece>(file: readonly string[], task: Task, take: (piece: Piece) => void): Promise<void>;
  /** Grows with every commit: what was computed from the database at one version holds until the next. */
  version(): number;
  /**
   * The version of the latest commit that touched everything: what was computed from the library alone holds until
   * that changes.
   */
  libraryVersion(): number;
  /**
   * The cards that all that was committed since a version touched: what was computed for any other still holds. null
   * where anything may have changed, or where that is no longer known.
   */
  cardsChangedSince(version: number): readonly CardId[] | null;
  /**
   * What is wrong with the database as such (pages, indexes, references), a line each; none where it is whole. Reads
   * all of it, while others are served.
   */
  faults(): Promise<readonly string[]>;
  /** Writes the database as of one moment into a file that is not there yet; durable when it resolves. */
  copyTo(file: string): Promise<void>;
  /** Ends the threads that read, finishes the writes that wait, then closes. */
  close(): Promise<void>;
}
