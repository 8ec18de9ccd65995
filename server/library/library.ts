// Entry point: scans and changes the decks folder.
import { join } from 'node:path';
import type { Problem } from '../deck/types.ts';
import type { NoteId } from '../schedule/ids.ts';
import { explainFailure, readJson, StoreError } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import { unwritten } from './disk-faults.ts';
import { LibraryError } from './errors.ts';
import { hashOf, isWritable, quietForMs } from './folder.ts';
import { notesAmong } from './ids.ts';
import type { ScanMemory } from './memory.ts';
import { type Present, presentFile, textOf } from './present.ts';
import { removeLeftovers, replaceFile } from './replace-file.ts';
import { type ScanHints, type ScanReport, scan } from './scan.ts';
import type { Alongside, Moved, Shelved } from './shelve.ts';
import { createTexts, type Texts } from './texts.ts';
import type { WaitingDeck } from './waiting.ts';

/** A note without an id gets one once its file has not changed for this long. */
const QUIET_MS = 10_000;
const EDIT_ATTEMPTS = 4;
/** The rules on files that are not read as a deck of their own. */
const NO_DECKS: readonly string[] = ['not-a-deck', 'plan-copy', 'deck-copy', 'deck-copy-alone'];

export interface LibraryOptions {
  /** The decks folder. */
  readonly root: string;
  /** The folder where replaced bytes are kept. */
  readonly trash: string;
  readonly store: Store;
  readonly clock: () => number;
  readonly uuid: () => string;
  /** Called with what has another topic or id, within the transaction that stores it. */
  readonly moved?: Moved;
  /** Called with the plans whose files changed, within the transaction that stores the changes. */
  readonly shelved?: Shelved;
  /** Called with one line for the user: a folder is read-only or gone, a file is not a deck. */
  readonly warn: (message: string) => void;
}

/** Makes a file's new text from its present one, which is null if there is no file. */
export type Change = (text: string | null) => string | Promise<string>;

/** Changes files. The changes are in the store once `change` resolves. */
export interface Editor {
  /**
   * Replaces a file's text. `change` gets the present text (null if there is no file), and is called again if another
   * program wrote the file meanwhile.
   */
  edit(path: string, change: Change): Promise<void>;
  /** Adds a write to the transaction that stores the change. */
  alongside(write: Alongside): void;
}

/** The decks folder and its image in the store. Scans and changes run one at a time. */
export interface Library {
  readonly root: string;
  /** Reads and edits texts of its files. */
  readonly texts: Texts;
  scan(): Promise<ScanReport>;
  /** Reads all files and stores what is in them, whatever is known of them. */
  readAgain(): Promise<void>;
  /** Runs an edit of one or several files, then scans. */
  change<T>(act: (editor: Editor) => Promise<T>): Promise<T>;
  /** The present text of a file with its line ends and byte-order mark; null if there is no file. */
  text(path: string): Promise<string | null>;
  /** The same of a file that is about to be changed. @throws LibraryError if it can't be written. */
  textToChange(path: string): Promise<string | null>;
  /** Writes missing ids into the decks unchanged for 10 s. Resolves with the milliseconds until the next deck is. */
  writeIds(): Promise<number | null>;
  /** The problems of the files and folders, as of the last scan. */
  problems(): Promise<readonly Problem[]>;
  /** The folders that the last scan could not list. */
  unlisted(): readonly Problem[];
  /** Why the last scan failed, or null. */
  failure(): LibraryError | null;
  /** Resolves once all scans and changes asked for have ended, even if their client has gone. Later ones are refused. */
  close(): Promise<void>;
}

/** The library over a decks folder and a store. It reads nothing before its first scan. */
export function createLibrary(options: LibraryOptions): Library {
  const { root, store, clock } = options;
  const texts = createTexts();
  const memory: ScanMemory = { parsed: new Map(), stored: new Map(), missing: new Map() };
  const acts = oneAtATime();
  const warned = new Set<string>();
  /** Files that were written, and that the store could not take up. The next change must know of them. */
  const behind = new Set<string>();
  let failure: LibraryError | null = null;
  let isTidy = false;
  let report: ScanReport = { changed: false, unsettled: [], withoutIds: [], unlisted: [], folders: [] };

  const warnOnce = (message: string) => {
    if (warned.has(message)) return;
    warned.add(message);
    options.warn(message);
  };

  const warnIfReadOnly = async () => {
    const plans = await store.read.selectFrom('plans').select('id').where('live', '=', 1).execute();
    for (const folder of plans.map(({ id }) => join(root, id))) {
      if (await isWritable(folder)) continue;
      warnOnce(
        `${folder} is read-only: its cards can be reviewed, but gaps and notes can't be added there, and notes without an id are not scheduled.`,
      );
    }
  };

  const warnOfOthers = async () => {
    const rows = await store.read
      .selectFrom('files')
      .select('problems')
      .where('problems', '!=', '[]')
      .execute();
    for (const { path, rule, message } of rows.flatMap(({ problems }) =>
      readJson<Problem[]>(problems, 'files.problems'),
    )) {
      if (NO_DECKS.includes(rule)) warnOnce(`${path}: ${message}`);
    }
  };

  const scanNow = async (hints: ScanHints = {}): Promise<ScanReport> => {
    try {
      report = await scan({ ...options, texts }, memory, hints);
      behind.clear();
      if (failure) warned.delete(failure.message);
      failure = null;
      for (const { path, message } of report.unlisted) warnOnce(`${join(root, path)}: ${message}`);
      if (!isTidy) isTidy = await tidy(report.folders, clock());
      if (report.changed) {
        await warnIfReadOnly();
        await warnOfOthers();
      }
      return report;
    } catch (error) {
      if (error instanceof LibraryError) {
        failure = error;
        warnOnce(error.message);
      }
      throw error;
    }
  };

  /** Resolves with whether anything had to be written. */
  const edit = async (path: string, change: Change): Promise<boolean> => {
    for (let attempt = 1; ; attempt++) {
      const present = await presentFile(root, path);
      const text = textOf(path, present);
      const after = await change(text);
      if (after === text) return false;
      refuseUnwritable(path, present);
      try {
        await replaceFile(
          present.file,
          present.content?.bytes ?? null,
          Buffer.from(after),
          { folder: options.trash, clock, uuid: options.uuid },
          path,
        );
        if (present.content && present.content.stats.nlink > 1n) warnOnce(parted(path));
        return true;
      } catch (error) {
        const again = error instanceof LibraryError && error.failure === 'changed' && attempt < EDIT_ATTEMPTS;
        if (!again) throw error;
      }
    }
  };

  const change = async <T>(act: (editor: Editor) => Promise<T>): Promise<T> => {
    if (behind.size > 0) await scanNow({ whole: new Set(behind) });
    const whole = new Set<string>();
    const written: string[] = [];
    let alongside: Alongside | undefined;
    const acting = act({
      edit: async (path, text) => {
        try {
          if (await edit(path, text)) written.push(path);
        } catch (error) {
          if (error instanceof LibraryError && error.about.written?.includes(path)) whole.add(path);
          throw error;
        }
        // Even if nothing had to change, since the store may not know yet what the caller found there.
        whole.add(path);
      },
      alongside: (write) => {
        alongside = write;
      },
    });
    const acted = await acting.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    try {
      if (whole.size > 0) await scanNow({ whole, ...(alongside && { alongside }) });
    } catch (error) {
      for (const path of whole) behind.add(path);
      // What stopped the act itself matters more.
      if ('value' in acted) throw notTakenUp(error, written);
    }
    if ('value' in acted) return acted.value;
    throw acted.error instanceof LibraryError ? acted.error.after(written) : acted.error;
  };

  const writeMissingIds = async (): Promise<number | null> => {
    const waiting: number[] = [];
    const unexpected: unknown[] = [];
    for (const deck of report.withoutIds) {
      const { path } = deck.file;
      const quietMs = quietForMs(deck.file, clock());
      if (quietMs < QUIET_MS) {
        waiting.push(QUIET_MS - quietMs);
        continue;
      }
      const held = idsInDecks(memory);
      try {
        await change((editor) => editor.edit(path, (text) => withIds(deck, text, texts, store, held)));
      } catch (error) {
        if (error instanceof LibraryError) {
          warnOnce(`${error.message} Notes without an id in it are not scheduled.`);
        } else {
          unexpected.push(error);
        }
      }
    }
    // Only now, so that one deck does not keep the others from their ids.
    if (unexpected.length > 0) throw unexpected[0];
    return waiting.length > 0 ? Math.min(...waiting) : null;
  };

  return {
    root,
    texts,
    scan: () => acts.run(() => scanNow()),
    readAgain: () =>
      acts.run(async () => {
        memory.parsed.clear();
        memory.stored.clear();
        await store.write((tx) => tx.updateTable('files').set({ stamp: '' }).execute());
        const known = await store.read.selectFrom('files').select('path').execute();
        await scanNow({ whole: new Set(known.map(({ path }) => path)) });
      }),
    change: (act) => acts.run(() => change(act)),
    text: async (path) => textOf(path, await presentFile(root, path)),
    textToChange: async (path) => {
      const present = await presentFile(root, path);
      refuseUnwritable(path, present);
      return textOf(path, present);
    },
    writeIds: () => acts.run(writeMissingIds),
    problems: async () => {
      const rows = await store.read.selectFrom('files').select('problems').orderBy('path').execute();
      return [
        ...report.unlisted,
        ...rows.flatMap(({ problems }) => readJson<Problem[]>(problems, 'files.problems')),
      ];
    },
    unlisted: () => report.unlisted,
    failure: () => failure,
    close: async () => {
      await acts.close();
      await texts.close();
    },
  };
}

/** Removes leftovers of killed writes. Resolves with whether none is left. */
async function tidy(folders: readonly string[], nowMs: number): Promise<boolean> {
  const tidied = await Promise.all(folders.map((folder) => removeLeftovers(folder, nowMs)));
  return tidied.every((isTidy) => isTidy);
}

/** The text of a deck with the ids that its notes get. A text that was not scanned yet stays as it is. */
async function withIds(
  { file: { path }, hash, missing }: WaitingDeck,
  text: string | null,
  texts: Texts,
  store: Store,
  held: ReadonlySet<string>,
): Promise<string> {
  if (text === null) return '';
  if (hashOf(text) !== hash) return text;
  const taken = new Set<NoteId>();
  for (;;) {
    const { text: written, assigned } = await texts.run('writeIds', path, text, [...taken], missing);
    // An id that a note gets back is known, since it is its own.
    const ids = assigned.flatMap(({ line, id }) => (missing.back.has(line) ? [] : id));
    const known = [
      ...ids.filter((id) => held.has(id)),
      ...(await notesAmong(store, ids)).map(({ id }) => id),
    ];
    if (known.length === 0) return written;
    for (const id of known) taken.add(id);
  }
}

/** The ids of all notes in the decks as last read, stored or not. */
function idsInDecks({ parsed }: ScanMemory): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const { parsed: file } of parsed.values()) {
    if (file.kind === 'deck') for (const { id } of file.deck.notes) if (id !== null) ids.add(id);
  }
  return ids;
}

/** @throws LibraryError if the file can't be written. */
function refuseUnwritable(path: string, { unwritable }: Present): void {
  if (unwritable) throw unwritten(path, unwritable);
}

function parted(path: string): string {
  return `${path} had other names (hard links). Tenax replaced it, so what has the other names keeps the old text. Link to it with a symbolic link instead.`;
}

/** The failure of storing what was written into files. */
function notTakenUp(thrown: unknown, written: readonly string[]): unknown {
  const error = explainFailure(thrown);
  if (written.length === 0) return thrown;
  if (error instanceof LibraryError) return error.after(written);
  if (!(error instanceof StoreError)) return thrown;
  const what = `${written.join(', ')} was written, but the database has not taken it up yet.`;
  return error.failure === 'full'
    ? new LibraryError(
        'full',
        `${what} The disk is full. Free some space, then send the same again.`,
        { fault: { kind: 'disk-full' }, written },
        { cause: error },
      )
    : new StoreError(error.failure, `${what} ${error.message}`, error);
}

/** Runs acts one after the other, whether they fail or not, until it is closed. */
function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  return {
    async run<T>(act: () => Promise<T>): Promise<T> {
      if (closed)
        throw new StoreError(
          'closed',
          'The library is closed. Nothing was changed: try again once Tenax runs.',
        );
      const next = last.then(act);
      last = next.catch(() => undefined);
      return next;
    },
    async close(): Promise<void> {
      closed = true;
      await last;
    },
  };
}
