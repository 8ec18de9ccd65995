// The folder of the backups.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { formatStudyDay, parseStudyDay } from '../schedule/study-day.ts';
import type { StudyDay } from '../schedule/types.ts';

/** A copy of the database. */
export interface Backup {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  /** When it was made. */
  readonly atMs: number;
  /** The study day of a daily one, which is made and deleted automatically; null for one made by hand. */
  readonly day: StudyDay | null;
}

const ENDING = '.db';
const DAILY = /^tenax-(\d{4}-\d\d-\d\d)\.daily\.db$/;
/** A backup that is being made, and what SQLite keeps beside it. */
export const PART = /^tenax-.*\.db\.part(-wal|-shm|-journal)?$/;

/** The backups in a folder, the latest first; none if there is no such folder. */
export async function backupsIn(folder: string): Promise<readonly Backup[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(ENDING));
  const found = await Promise.all(names.map((name) => backupAt(folder, name).catch(() => null)));
  return found
    .flatMap((backup) => backup ?? [])
    .sort((a, b) => b.atMs - a.atMs || (a.name < b.name ? 1 : -1));
}

/** null for a folder, and for a file with nothing in it. */
async function backupAt(folder: string, name: string): Promise<Backup | null> {
  const path = join(folder, name);
  const found = await stat(path);
  if (!found.isFile() || found.size === 0) return null;
  return { name, path, bytes: found.size, atMs: Math.round(found.mtimeMs), day: dayOf(name) };
}

export function dailyName(day: StudyDay): string {
  return `tenax-${formatStudyDay(day)}.daily${ENDING}`;
}

/** The name of a backup made by hand. */
export function nameAt(nowMs: number): string {
  return `tenax-${new Date(nowMs).toISOString().replaceAll(':', '-')}${ENDING}`;
}

function dayOf(name: string): StudyDay | null {
  const [, date] = DAILY.exec(name) ?? [];
  try {
    return date === undefined ? null : parseStudyDay(date);
  } catch {
    return null;
  }
}
