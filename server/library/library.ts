// Entry point: scans and changes the decks folder.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Problem } from '../deck/types.ts';
import type { NoteId } from '../schedule/ids.ts';
import type { Store } from '../store/store.ts';
import { codeOf, LibraryError, writeFailure } from './errors.ts';
import { isWritable, quietForMs } from './folder.ts';
import { notesAmong } from './ids.ts';
import { removeLeftovers, replaceFile } from './replace-file.ts';
import { type ScanHints, type ScanMemory, type ScanReport, scan } from './scan.ts';
import type { Alongside, Moved, Shelved } from './shelve.ts';
import { createTexts, type Texts } from './texts.ts';

/** A note without an id gets one once its file has not changed for this long. */
const QUIET_MS = 10_000;
const EDIT_ATTEMPTS = 4;

export interface LibraryOptions {
  /** The decks folder. */
  readonly root: string;
  /** The folder where replaced bytes are kept. */
  readonly trash: string;
  readonly store: Store;
  readonly clock: () => number;
  readonly uuid: () => string;
  /** Called with the cards that change their topic, within the transaction that moves them. */
  readonly moved?: Moved;
  /** Called with the plans whose files changed, within the transaction that stores the changes. */
  readonly shelved?: Shelved;
  /** Called with one line for the user: a folder is read-only, a folder is gone. */
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
  /** Runs an edit of one or several files, then scans. */
  change<T>(act: (editor: Editor) => Promise<T>): Promise<T>;
  /** The present text of a file with its line ends and byte-order mark; null if there is no file. */
  text(path: string): Promise<string | null>;
  /** Writes missing ids into the decks unchanged for 10 s. Resolves with the milliseconds until the next deck is. */
  writeIds(): Promise<number | null>;
  /** The problems of the files, as of the last scan. */
  problems(): Promise<readonly Problem[]>;
  /** Why the last scan failed, or null. */
  failure(): LibraryError | null;
  /** Resolves once all scans and changes asked for have ended, even if their client has gone. Later ones are refused. */
  close(): Promise<void>;
}

/** The library over a decks folder and a store. It reads nothing before its first scan. */
export function createLibrary(options: LibraryOptions): Library {
  const { root, store, clock } = options;
  const texts = createTexts();
  const memory: ScanMemory = { parsed: new Map(), stored: new Map() };
  const acts = oneAtATime();
  const warned = new Set<string>();
  let failure: LibraryError | null = null;
  let tidied = false;
  let report: ScanReport = { changed: false, unsettled: [], withoutIds: [] };

  const warnOnce = (message: string) => {
    if (warned.has(message)) return;
    warned.add(message);
    options.warn(message);
  };

  const planFolders = async () => {
    const plans = await store.read.selectFrom('plans').select('id').where('live', '=', 1).execute();
    return plans.map(({ id }) => join(root, id));
  };

  const warnIfReadOnly = async () => {
    for (const folder of await planFolders()) {
      if (await isWritable(folder)) continue;
      warnOnce(
        `${folder} is read-only: its cards can be reviewed, but gaps and notes can't be added there, and notes without an id are not scheduled.`,
      );
    }
  };

  const scanNow = async (hints: ScanHints = {}): Promise<ScanReport> => {
    try {
      report = await scan({ ...options, texts }, memory, hints);
      if (failure) warned.delete(failure.message);
      failure = null;
      if (!tidied) for (const folder of await planFolders()) await removeLeftovers(folder, clock());
      tidied = true;
      if (report.changed) await warnIfReadOnly();
      return report;
    } catch (error) {
      if (error instanceof LibraryError) {
        failure = error;
        warnOnce(error.message);
      }
      throw error;
    }
  };

  const edit = async (path: string, change: Change): Promise<void> => {
    for (let attempt = 1; ; attempt++) {
      const before = await bytesOf(join(root, path));
      const text = before === null ? null : decode(path, before);
      const after = await change(text);
      if (after === text) return;
      try {
        await replaceFile(join(root, path), before, Buffer.from(after), {
          folder: options.trash,
          clock,
          uuid: options.uuid,
        });
        return;
      } catch (error) {
        const again = error instanceof LibraryError && error.failure === 'changed' && attempt < EDIT_ATTEMPTS;
        if (!again) throw error;
      }
    }
  };

  const change = async <T>(act: (editor: Editor) => Promise<T>): Promise<T> => {
    const whole = new Set<string>();
    let alongside: Alongside | undefined;
    try {
      return await act({
        edit: async (path, text) => {
          await edit(path, text);
          // Even if nothing had to change, since the store may not know yet what the caller found there.
          whole.add(path);
        },
        alongside: (write) => {
          alongside = write;
        },
      });
    } finally {
      if (whole.size > 0) await scanNow({ whole, ...(alongside && { alongside }) });
    }
  };

  const writeMissingIds = async (): Promise<number | null> => {
    const waiting: number[] = [];
    for (const { file } of report.withoutIds) {
      const quietMs = quietForMs(file, clock());
      if (quietMs < QUIET_MS) {
        waiting.push(QUIET_MS - quietMs);
        continue;
      }
      const held = idsInDecks(memory);
      try {
        await change((editor) =>
          editor.edit(file.path, (text) => withIds(file.path, text, texts, store, held)),
        );
      } catch (error) {
        if (!(error instanceof LibraryError)) throw error;
        warnOnce(`${error.message} Notes without an id in it are not scheduled.`);
      }
    }
    return waiting.length > 0 ? Math.min(...waiting) : null;
  };

  return {
    root,
    texts,
    scan: () => acts.run(() => scanNow()),
    change: (act) => acts.run(() => change(act)),
    text: async (path) => {
      const bytes = await bytesOf(join(root, path));
      return bytes === null ? null : decode(path, bytes);
    },
    writeIds: () => acts.run(writeMissingIds),
    problems: async () => {
      const rows = await store.read.selectFrom('files').select('problems').orderBy('path').execute();
      return rows.flatMap(({ problems }) => JSON.parse(problems) as Problem[]);
    },
    failure: () => failure,
    close: async () => {
      await acts.close();
      await texts.close();
    },
  };
}

/** The text of a deck with an id for each note that has none. */
async function withIds(
  path: string,
  text: string | null,
  texts: Texts,
  store: Store,
  held: ReadonlySet<string>,
): Promise<string> {
  if (text === null) return '';
  const taken = new Set<NoteId>();
  for (;;) {
    const { text: written, assigned } = await texts.run('writeIds', path, text, [...taken]);
    const ids = assigned.map(({ id }) => id);
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

async function bytesOf(path: string): Promise<Buffer | null> {
  return readFile(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw writeFailure(path, error);
  });
}

function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new LibraryError(
      'unreadable',
      `${path} is not UTF-8 text. Save it as UTF-8, then try again.`,
      { path, fault: { kind: 'not-utf-8' } },
      { cause: error },
    );
  }
}

/** Runs acts one after the other, whether they fail or not, until it is closed. */
function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  return {
    async run<T>(act: () => Promise<T>): Promise<T> {
      if (closed) throw new Error('The library is closed.');
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
