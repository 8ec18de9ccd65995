// A thread that checks or copies a database file.
import { closeSync, fsyncSync, openSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { FileResult, FileTask } from './file-task.ts';

const BUSY_TIMEOUT_MS = 5_000;

const task: FileTask = workerData;
const source = new Database(task.file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
try {
  if (task.copyTo !== undefined) await copy(source, task.copyTo);
  const result: FileResult = { faults: task.copyTo === undefined ? faultsOf(source) : [] };
  parentPort?.postMessage(result);
} finally {
  source.close();
}

function faultsOf(handle: Database.Database): readonly string[] {
  const found = handle.prepare('pragma integrity_check').pluck().all().map(String);
  const faults = found.filter((line) => line !== 'ok');
  const strays = handle.prepare('pragma foreign_key_check').all();
  return [...faults, ...strays.map((stray) => `a row refers to a missing one: ${JSON.stringify(stray)}`)];
}

/** Copies the database as of one moment: all pages after the first ones are copied in one step. */
async function copy(handle: Database.Database, to: string): Promise<void> {
  await handle.backup(to, { progress: () => Number.MAX_SAFE_INTEGER });
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
