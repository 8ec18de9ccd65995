// A thread that checks or copies a database file.
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { sentError } from './crossing.ts';
import type { FileMessage, FileResult, FileTask } from './file-task.ts';

const BUSY_TIMEOUT_MS = 5_000;

const task: FileTask = workerData;
const say = (message: FileMessage) => parentPort?.postMessage(message);
try {
  say(await done(task));
} catch (error) {
  say({ failed: sentError(error, task.work === 'copy' ? task.to : task.file) });
}

async function done(asked: FileTask): Promise<FileResult> {
  if (asked.work === 'check') return { faults: reading(asked.file, faultsOf), events: 0 };
  if (asked.work === 'count') return { faults: [], events: reading(asked.file, eventsOf) };
  await copy(asked.file, asked.to);
  return { faults: reading(asked.to, faultsOf), events: 0 };
}

function open(file: string): Database.Database {
  const handle = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  handle.pragma('temp_store = memory');
  return handle;
}

function reading<T>(file: string, read: (handle: Database.Database) => T): T {
  const handle = open(file);
  try {
    return read(handle);
  } finally {
    handle.close();
  }
}

function faultsOf(handle: Database.Database): readonly string[] {
  const found = handle.prepare('pragma integrity_check').pluck().all().map(String);
  const faults = found.filter((line) => line !== 'ok');
  const strays = handle.prepare('pragma foreign_key_check').all();
  return [...faults, ...strays.map((stray) => `a row refers to a missing one: ${JSON.stringify(stray)}`)];
}

/** Backups of earlier versions have no row for a learner, which has the number of the learner's events. */
function eventsOf(handle: Database.Database): number {
  const tables = handle.prepare(`select name from sqlite_master where type = 'table'`).pluck().all();
  const counting = tables.includes('learners')
    ? 'select coalesce(sum(arrival), 0) from learners'
    : 'select count(*) from events';
  return tables.includes('events') ? Number(handle.prepare(counting).pluck().get()) : 0;
}

/** Copies the database as of one moment: all pages after the first ones are copied in one step. */
async function copy(file: string, to: string): Promise<void> {
  const handle = open(file);
  try {
    await handle.backup(to, { progress: () => Number.MAX_SAFE_INTEGER });
  } finally {
    handle.close();
  }
  const made = new Database(to);
  try {
    // A single file, which can also be read where nothing can be written.
    made.pragma('journal_mode = delete');
  } finally {
    made.close();
  }
  const descriptor = openSync(to, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
