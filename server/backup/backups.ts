// Backups of the database: making, listing, deleting old ones.
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import type { StudyDay } from '../schedule/types.ts';
import { makeFolder, syncFolder } from '../store/durable.ts';
import { explainFailure, StoreError } from '../store/errors.ts';
import { runFileTask } from '../store/file-task.ts';
import { removeDatabase } from '../store/inspect.ts';
import { type Backup, backupsIn, dailyName, nameAt } from './folder.ts';

export interface Backups {
  readonly folder: string;
  /** How many daily backups to keep; with 0 none is made. */
  readonly kept: number;
  /** The latest first. */
  list(): Promise<readonly Backup[]>;
  /** Copies the database as it is now. The copy is checked and durable when this resolves. @throws StoreError */
  make(): Promise<Backup>;
  /**
   * Makes the study day's backup, once, if something was reviewed since the day of the last one; then deletes the
   * oldest beyond the number to keep, but none with more events than the new one has. null if there was nothing to make.
   */
  makeDaily(): Promise<Backup | null>;
}

export function createBackups(desk: ReviewDesk, folder: string, kept: number): Backups {
  let last: Promise<unknown> = Promise.resolve();
  const copy = (name: string): Promise<Backup> => {
    const mine = last.then(() => copyNow(name)).catch(blameFolder);
    last = mine.catch(() => undefined);
    return mine;
  };

  const copyNow = async (name: string): Promise<Backup> => {
    await makeFolder(folder);
    const part = join(folder, `${name}.part`);
    removeDatabase(part);
    try {
      await desk.store.copyTo(part);
      await rename(part, join(folder, name));
    } finally {
      removeDatabase(part);
    }
    await syncFolder(folder);
    const made = (await backupsIn(folder)).find((backup) => backup.name === name);
    if (!made) throw new StoreError('backups', `${name} has vanished from ${folder}. Back up again.`);
    return made;
  };

  const blameFolder = (thrown: unknown): never => {
    const error = explainFailure(thrown);
    const code = stringCode(thrown);
    if (error instanceof StoreError && error.failure === 'full') {
      throw new StoreError('full', `The disk of ${folder} is full. Free some space, then try again.`, thrown);
    }
    const isOfFolder = error instanceof StoreError ? error.failure === 'io' : code !== null;
    if (!isOfFolder) throw error;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    throw new StoreError(
      'backups',
      `The backup could not be written into ${folder} (${code ?? message}). Check that folder and its permissions. The database itself is in use as before.`,
      thrown,
    );
  };

  const dailyOnes = async () =>
    (await backupsIn(folder)).flatMap((backup) =>
      backup.day === null ? [] : [{ ...backup, day: backup.day }],
    );

  /**
   * A log only grows. So a backup with more events than the latest one is of another database, such as the one before
   * it was replaced, and may be all that is left of it.
   */
  const deleteOld = async (made: Backup): Promise<void> => {
    const byDay = (await dailyOnes()).sort((a, b) => b.day - a.day);
    const old = byDay.slice(kept);
    if (old.length === 0) return;
    const held = await eventsIn(made.path);
    for (const { path } of old) {
      const events = await eventsIn(path).catch(() => Number.POSITIVE_INFINITY);
      if (events <= held) removeDatabase(path);
    }
  };

  return {
    folder,
    kept,
    list: () => backupsIn(folder),
    make: () => copy(nameAt(desk.clock())),
    async makeDaily() {
      if (kept === 0) return null;
      const today = studyDayAt(desk, desk.clock());
      const days = (await dailyOnes()).map(({ day }) => day);
      const reviewed = await lastReviewedDay(desk);
      if (reviewed === null || days.includes(today) || days.some((day) => day > reviewed)) return null;
      const made = await copy(dailyName(today));
      await deleteOld(made);
      return made;
    },
  };
}

async function eventsIn(file: string): Promise<number> {
  return (await runFileTask({ work: 'count', file })).events;
}

function stringCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null;
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
