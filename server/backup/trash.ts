// Old databases in the trash.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const ENDING = '-tenax.db';

/** Where an old database is kept. Its log and its journal have the same name with the ending of SQLite. */
export function inTrash(trash: string, stamp: string): string {
  return join(trash, `${stamp}${ENDING}`);
}

/** A stamp by which nothing is kept yet. */
export function stampOf(trash: string, nowMs: number): string {
  const time = new Date(nowMs).toISOString().replaceAll(':', '-');
  const isTaken = (stamp: string) =>
    ['', '-wal', '-journal'].some((ending) => existsSync(`${inTrash(trash, stamp)}${ending}`));
  let stamp = time;
  for (let number = 2; isTaken(stamp); number++) stamp = `${time}-${number}`;
  return stamp;
}

/** The paths of the old databases, the latest first. */
export function oldDatabases(trash: string): readonly string[] {
  if (!existsSync(trash)) return [];
  const names = readdirSync(trash).filter((name) => name.endsWith(ENDING));
  return names
    .sort()
    .reverse()
    .map((name) => join(trash, name));
}
