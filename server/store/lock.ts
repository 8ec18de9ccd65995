// The lock of a data folder.
import { readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { makeFolder } from './durable.ts';
import { explainFailure } from './errors.ts';

/** The exclusive lock on a data folder. */
export interface Lock {
  /** Publishes the address and the settings of this process as long as it holds the folder. */
  announce(address: string, settings?: Announced): void;
  release(): void;
}

/** The settings of a process by name. */
export type Announced = Readonly<Record<string, string | number>>;

/** The process that holds a data folder, as far as it has announced itself. */
export interface Holder {
  readonly pid: number | null;
  readonly address: string | null;
  readonly settings: Announced;
}

/** Another process holds the data folder. */
export class DataFolderBusy extends Error {
  override readonly name = 'DataFolderBusy';
  readonly holder: Holder;

  constructor(folder: string, holder: Holder) {
    const who = holder.pid === null ? 'Another process' : `Process ${holder.pid}`;
    const where = holder.address === null ? '' : `, which answers at ${holder.address}`;
    super(`${who}${where}, is using the data folder ${folder}. Use that process, or stop it first.`);
    this.holder = holder;
  }
}

/**
 * Locks the data folder for this process, and creates it if it is missing. The lock is the one that SQLite holds on a
 * file during an exclusive transaction, so the kernel frees it whenever and however the process ends.
 *
 * @throws DataFolderBusy if another process has the folder
 */
export async function lockDataFolder(folder: string): Promise<Lock> {
  await makeFolder(folder);
  const holderFile = join(folder, 'holder.json');
  const handle = takeLock(join(folder, 'lock'), () => new DataFolderBusy(folder, readHolder(holderFile)));
  const say = (address: string | null, settings: Announced = {}) =>
    writeHolder(holderFile, { pid: process.pid, address, settings });
  try {
    say(null);
  } catch (error) {
    handle.close();
    throw error;
  }
  return {
    announce: say,
    release() {
      if (!handle.open) return;
      rmSync(holderFile, { force: true });
      handle.close();
    },
  };
}

function takeLock(file: string, busy: () => DataFolderBusy): Database.Database {
  for (let isFirst = true; ; isFirst = false) {
    const handle = new Database(file, { timeout: 0 });
    try {
      handle.exec('begin exclusive');
      return handle;
    } catch (error) {
      handle.close();
      if (isBusy(error)) throw busy();
      // Nothing is ever written into the lock, so what is in it is damage. Nobody can hold it then: they could not have
      // locked it either.
      if (!isFirst || !isDamaged(error)) throw explainFailure(error, file);
      truncateSync(file);
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function isDamaged(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code);
}

function writeHolder(file: string, holder: Holder): void {
  writeFileSync(`${file}.new`, JSON.stringify(holder), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function readHolder(file: string): Holder {
  try {
    const { pid, address, settings }: Partial<Holder> = JSON.parse(readFileSync(file, 'utf8'));
    return { pid: pid ?? null, address: address ?? null, settings: settings ?? {} };
  } catch {
    return { pid: null, address: null, settings: {} };
  }
}
