// Puts Tenax together: store, library, API, background work.

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { migrations } from '../migrations/index.ts';
import { createApp } from './app.ts';
import { createBackups } from './backup/backups.ts';
import { type Daily, keepDaily } from './backup/daily.ts';
import { makeWay, refuseLost, tidy } from './backup/leftovers.ts';
import { backupFolder, databaseFile, type Settings, trashFolder } from './config.ts';
import { readAllGaps, readGaps } from './gap/read.ts';
import { renameGaps } from './gap/rename.ts';
import type { App } from './http/services.ts';
import { createLibrary, type Library } from './library/library.ts';
import { type Watch, watchLibrary } from './library/watch.ts';
import type { ReviewDesk } from './log/desk.ts';
import { replayMoved } from './log/moved.ts';
import { memoriesAreIncomplete, rebuildMemories } from './log/rebuild.ts';
import { createOptimizer } from './optimize/job.ts';
import { createRenderer } from './render/renderer.ts';
import { renameSnapshots } from './retention/snapshots.ts';
import { asLearnerId } from './schedule/ids.ts';
import { DEFAULT_SCHEDULER, DEFAULT_SESSION, NO_EASY_DAYS } from './schedule/settings.ts';
import { type DueCounts, dueCounts } from './session/due.ts';
import { openSettings } from './settings/settings.ts';
import { upToDate } from './stats/rollup.ts';
import { explainFailure, StoreError } from './store/errors.ts';
import { openStore } from './store/sqlite.ts';

/** What the process hands down: nothing below reads a clock. */
export interface Outside {
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Prints a line that a person should know. */
  readonly log: (line: string) => void;
  /** Starts with a new database where only other files of an earlier one are left. */
  readonly startNew?: boolean;
  /** Opens also what is damaged in part, to look at it. */
  readonly evenDamaged?: boolean;
}

/** The whole of Tenax: store, library, API. The caller holds the data folder. */
export interface Tenax {
  readonly app: App;
  readonly desk: ReviewDesk;
  readonly library: Library;
  due(): Promise<DueCounts>;
  /** Errors in the decks, as of the last scan. */
  problems(): Promise<number>;
  close(): Promise<void>;
}

/** One learner, until there are accounts. */
const LEARNER = asLearnerId('default');

/**
 * Opens the store, updates it from the decks folder, and creates the API. Once the API listens, the folder
 * is watched.
 *
 * @throws StoreError or LibraryError that says in one line what is wrong and what to do.
 */
export async function openTenax(
  settings: Settings,
  { clock, log, startNew = false, evenDamaged = false }: Outside,
): Promise<Tenax> {
  const places = {
    database: databaseFile(settings),
    backups: backupFolder(settings),
    trash: trashFolder(settings),
  };
  await tidy(places, log);
  const store = await openStore({
    file: places.database,
    migrations,
    makeNew: () => (startNew ? makeWay(places, clock()) : refuseLost(places)),
  });
  try {
    const settingsDesk = await openSettings({
      store,
      clock,
      uuid: randomUUID,
      defaults: {
        learner: {
          id: LEARNER,
          zone: settings.zone,
          rolloverMinutes: settings.rolloverMinutes,
          easyDays: NO_EASY_DAYS,
        },
        scheduler: DEFAULT_SCHEDULER,
        sessionSettings: {
          ...DEFAULT_SESSION,
          newPerDay: settings.newPerDay,
          reviewsPerDay: settings.reviewsPerDay,
        },
      },
    });
    const { desk } = settingsDesk;
    const library = createLibrary({
      root: settings.decks,
      trash: places.trash,
      store,
      clock,
      uuid: randomUUID,
      moved: async (tx, { cards, topics, plans }, pause) => {
        const { schedulerOf } = settingsDesk.book();
        const undo = await settingsDesk.rename(tx, { topics, plans });
        await renameSnapshots(tx, desk.learner.id, topics);
        await renameGaps(tx, desk, topics, pause);
        const cause = { id: randomUUID(), name: 'moved', receivedAtMs: clock() };
        await replayMoved(tx, desk, cards, cause, pause, schedulerOf);
        return undo;
      },
      shelved: (tx, planIds, pause) => readGaps(tx, desk, planIds, pause),
      warn: log,
    });
    const steps = [
      async () => ((await memoriesAreIncomplete(desk)) ? rebuildMemories(desk) : undefined),
      () => library.scan(),
      () => readAllGaps(desk),
    ];
    for (const step of steps) {
      try {
        await step();
      } catch (thrown) {
        const error = explainFailure(thrown);
        if (!evenDamaged || !(error instanceof StoreError) || error.failure !== 'corrupt') throw thrown;
      }
    }
    const optimizer = createOptimizer(settingsDesk, (error) => log(`Training weights: ${error}`));
    const learnerServices = { desk, settings: settingsDesk, optimizer };
    const renderer = createRenderer();
    const backups = createBackups(desk, places.backups, settings.backups);
    const app = await createApp(
      { store, library, backups, renderer },
      {
        learnerOf: () => LEARNER,
        servicesOf: async () => learnerServices,
        webRoot: webRoot(),
        hosts: () => hostsOf(app, settings),
        log,
      },
    );
    let watch: Watch | undefined;
    let daily: Daily | undefined;
    app.server.once('listening', () => {
      watch = watchLibrary(library, (error) => log(`Watching the decks: ${error}`));
      daily = keepDaily(backups, (error) => log(`Backing up: ${error}`));
      // So that there are figures to show if the disk is full later. If it fails, the first statistic says why.
      upToDate(desk).catch(() => undefined);
    });
    return {
      app,
      desk,
      library,
      due: () => dueCounts(desk),
      problems: async () => (await library.problems()).filter(({ severity }) => severity === 'error').length,
      async close() {
        await watch?.close();
        await daily?.close();
        await optimizer.cancel();
        await app.close();
        await renderer.close();
        await library.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** The built web UI, beside the compiled server, or in `dist/` while this runs from source. */
function webRoot(): string {
  const here = import.meta.dirname;
  return here.includes(`${join('dist', 'server')}`)
    ? join(here, '..', 'web')
    : join(here, '..', 'dist', 'web');
}

/** The names of the loopback address, with the port in use. */
function hostsOf(app: App, settings: Settings): readonly string[] {
  const bound = app.server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : settings.port;
  return [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
}
