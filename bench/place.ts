// Folders for measurements.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The folders of a library and of its database. */
export interface Place {
  readonly decks: string;
  readonly data: string;
}

/**
 * A folder that is deleted with this process. It is beside the build, on the disk that people keep their data on:
 * the system's folder for temporary files may be in memory, where durable writes cost nothing.
 */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(import.meta.dirname, '..', 'bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
  ] as const) {
    process.once(signal, () => process.exit(128 + number));
  }
  return folder;
}

/** An empty data folder of this name. */
export function makeData(folder: string, name: string): string {
  const data = join(folder, name);
  mkdirSync(data);
  return data;
}

export function databaseIn(data: string): string {
  return join(data, 'tenax.db');
}
