// Backups of the database: making, listing, deleting old ones.
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import { formatStudyDay, parseStudyDay } from '../schedule/study-day.ts';
import type { StudyDay } from '../schedule/types.ts';
import { syncFolder } from '../store/durable.ts';

/** A copy of the database. */
export interface Backup {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  /** When it was made. */
  readonly atMs: number;
  /** Whether it is a daily one, made and deleted automatically. */
  readonly daily: boolean;
}

export interface Backups {
  readonly folder: string;
  /** How many daily backups to keep; with 0 none is made. */
  readonly kept: number;
  /** The latest first. */
  list(): Promise<readonly Backup[]>;
  /** Copies the database as it is now. The copy is complete and durable when this resolves. @throws StoreError */
  make(): Promise<Backup>;
  /**
   * Makes the study day's backup, once, if something was reviewed since the day of the last one; then deletes the
   * oldest beyond the number to keep. null if there was nothing to make.
   */
  makeDaily(): Promise<Backup | null>;
}

const ENDING = '.db';
const DAILY = /^tenax-(\d{4}-\d\d-\d\d)\.daily\.db$/;

export function createBackups(desk: ReviewDesk, folder: string, kept: number): Backups {
  const list = async (): Promise<readonly Backup[]> => {
    const names = await readdir(folder).catch(() => []);
    const found = names.filter((name) => name.endsWith(ENDING)).map((name) => backupAt(folder, name));
    return (await Promise.all(found)).sort((a, b) => b.atMs - a.atMs || (a.name < b.name ? 1 : -1));
  };

  let last: Promise<unknown> = Promise.resolve();
  const copy = (name: string): Promise<Backup> => {
    const mine = last.then(() => copyNow(name));
    last = mine.catch(() => undefined);
    return mine;
  };

  const copyNow = async (name: string): Promise<Backup> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const part = join(folder, `${name}.part`);
    await rm(part, { force: true });
    try {
      await desk.store.copyTo(part);
      await rename(part, join(folder, name));
    } finally {
      await rm(part, { force: true });
    }
    await syncFolder(folder);
    return backupAt(folder, name);
  };

  const dailyDays = async () => (await list()).flatMap(({ name }) => dayOf(name) ?? []).sort((a, b) => b - a);

  return {
    folder,
    kept,
    list,
    make: () => copy(`tenax-${new Date(desk.clock()).toISOString().replaceAll(':', '-')}${ENDING}`),
    async makeDaily() {
      if (kept === 0) return null;
      const today = studyDayAt(desk, desk.clock());
      const [latest] = await dailyDays();
      const reviewed = await lastReviewedDay(desk);
      if (latest === today || reviewed === null || (latest !== undefined && reviewed < latest)) return null;
      const made = await copy(nameOf(today));
      for (const day of (await dailyDays()).slice(kept)) await rm(join(folder, nameOf(day)), { force: true });
      return made;
    },
  };
}

async function backupAt(folder: string, name: string): Promise<Backup> {
  const path = join(folder, name);
  const { size, mtimeMs } = await stat(path);
  return { name, path, bytes: size, atMs: Math.round(mtimeMs), daily: dayOf(name) !== null };
}

function nameOf(day: StudyDay): string {
  return `tenax-${formatStudyDay(day)}.daily${ENDING}`;
}

function dayOf(name: string): StudyDay | null {
  const [, date] = DAILY.exec(name) ?? [];
  try {
    return date === undefined ? null : parseStudyDay(date);
  } catch {
    return null;
  }
}

async function lastReviewedDay({ store, learner }: ReviewDesk): Promise<StudyDay | null> {
  const last = await store.read
    .selectFrom('events')
    .select('study_day')
    .where('learner_id', '=', learner.id)
    .orderBy('at_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.study_day ?? null;
}
