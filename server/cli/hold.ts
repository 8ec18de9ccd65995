// Takes the data folder, or finds who has it.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Settings } from '../config.ts';
import { explainFailure, StoreError } from '../store/errors.ts';
import type { Announced, Lock } from '../store/lock.ts';
import { Failure } from './command.ts';

const POLL_MS = 50;
/** Within this time, a process that holds the folder either publishes its address or is done. */
const PATIENCE_MS = 15_000;

/** Either this process holds the data folder, or a server at `address` does. */
export type Hold = { readonly lock: Lock; readonly address: null } | HeldElsewhere;

export interface HeldElsewhere {
  readonly lock: null;
  readonly address: string;
  readonly settings: Announced;
  /** Who holds it, in one line. */
  readonly message: string;
}

/**
 * Takes the data folder, or finds the server that has it. Waits for a server that is still starting and for a
 * command that is about to end.
 *
 * @throws Failure if a folder cannot be used.
 */
export async function holdDataFolder({ data, decks }: Settings): Promise<Hold> {
  const { DataFolderBusy, lockDataFolder } = await import('../store/lock.ts');
  // Do not create a data folder for decks that do not exist.
  if (!existsSync(data)) requireFolder(decks);
  for (let left = PATIENCE_MS; ; left -= POLL_MS) {
    try {
      return { lock: await lockDataFolder(data), address: null };
    } catch (error) {
      if (!(error instanceof DataFolderBusy)) throw unusable(data, error);
      const { message, holder } = error;
      if (holder.address !== null) {
        return { lock: null, address: holder.address, settings: holder.settings, message };
      }
      if (left <= 0) throw error;
    }
    await sleep(POLL_MS);
  }
}

/** @throws Failure if there is no such folder. */
export function requireFolder(decks: string): void {
  if (statSync(decks, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new Failure(`There is no decks folder ${decks}. Make it, or name another with --decks.`);
}

function unusable(folder: string, error: unknown): Failure {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  const meant = explainFailure(error, join(folder, 'lock'));
  const advice =
    meant instanceof StoreError && meant.failure === 'full'
      ? 'Its disk is full: free some space.'
      : 'Allow it, or name another with --data.';
  return new Failure(`The data folder ${folder} cannot be written (${code}). ${advice}`);
}
