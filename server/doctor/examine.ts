// Compares the database with the log and repairs it.

import type { Kysely } from 'kysely';
import { cardLogs } from '../log/card-logs.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { earlyUndos } from '../log/events.ts';
import { rosterOf } from '../log/roster.ts';
import { asCardId } from '../schedule/ids.ts';
import { weightsId } from '../schedule/settings.ts';
import { formatStudyDay } from '../schedule/study-day.ts';
import { auditRollups, type DeviatingDay, type RollupAudit } from '../stats/audit.ts';
import { rebuildRollups } from '../stats/rollup.ts';
import { lostEvents } from '../store/arrival.ts';
import { explainFailure, StoreError } from '../store/errors.ts';
import type { Tables } from '../store/tables.ts';
import type { Finding } from './finding.ts';
import { examineGaps } from './gaps.ts';
import { faultsOf } from './log.ts';
import { examineMemories } from './memories.ts';
import { examineTables, repairTables } from './tables.ts';

/** The most findings that are listed one by one. */
const MOST_LISTED = 1_000;
/** Sorts after every card id. */
const LAST = asCardId('\uffff');

export interface Examination {
  /** Events and cards of the log that were looked at. */
  readonly events: number;
  readonly cards: number;
  /** How many findings there are, and how many of them were repaired. */
  readonly found: number;
  readonly repaired: number;
  /** The first {@link MOST_LISTED} of them. */
  readonly findings: readonly Finding[];
}

export interface ExamineOptions {
  readonly repair: boolean;
  /** Reads all files of the library again, whatever is known of them. */
  readonly readFiles?: () => Promise<void>;
}

/**
 * Looks for damage: in the database file, in the rows of every table, in the log, and in everything computed from the
 * log, which is compared to the last digit and, if asked, repaired. What cannot be read is reported, and the rest is
 * looked at. Works in threads and in pieces, and serves other requests in between.
 */
export async function examine(
  desk: ReviewDesk,
  { repair, readFiles = async () => {} }: ExamineOptions,
): Promise<Examination> {
  const sums = { events: 0, cards: 0, found: 0, repaired: 0 };
  const listed: Finding[] = [];
  let isDamaged = false;
  const add = (findings: readonly Finding[]) => {
    isDamaged ||= findings.some(({ about }) => about === 'database');
    sums.found += findings.length;
    if (mends()) sums.repaired += findings.filter(({ repairable }) => repairable).length;
    listed.push(...findings.slice(0, MOST_LISTED - listed.length));
  };
  /** Nothing is written to a damaged file. */
  const mends = () => repair && !isDamaged;
  const look = async <T>(of: string, work: () => Promise<T>): Promise<T | null> => {
    try {
      return await work();
    } catch (thrown) {
      add([unreadable(of, thrown)]);
      return null;
    }
  };

  await look('the file', async () => {
    const faults = await desk.store.faults();
    add(faults.map((message) => ({ about: 'database', of: null, message, repairable: false })));
  });
  let summed = true;
  await look('the tables', async () => {
    const broken = await examineTables(desk);
    add(broken.map(({ finding }) => finding));
    if (mends()) await repairTables(desk, broken, readFiles);
    summed = mends() || broken.every(({ remedy }) => remedy !== 'statistics');
  });
  await look('the log', async () => add(await lost(desk)));
  const weights = await look('the weights', () => keptWeights(desk.store.read));
  add(weights?.findings ?? []);
  // Sums that hold no JSON were reported, and cannot be compared.
  const rollups = summed ? await look('the statistics', () => auditRollups(desk)) : null;
  await look('the log', () => examineLog(desk, { weights: weights?.ids ?? null, rollups, mends, add, sums }));
  await look('the gaps', async () => add(await examineGaps(desk, mends())));
  if (rollups && !isDamaged) {
    const days = await rollups.deviating();
    if (mends() && days.length > 0) await rebuildRollups(desk);
    add(days.map(ofDay));
  }
  return { ...sums, findings: listed };
}

interface LogExamination {
  /** The ids of the stored weights; null if they cannot be read. */
  readonly weights: ReadonlySet<string> | null;
  /** Gets all events; null if the statistics cannot be compared. */
  readonly rollups: RollupAudit | null;
  readonly mends: () => boolean;
  readonly add: (findings: readonly Finding[]) => void;
  /** What was looked at so far, also if the rest cannot be read. */
  readonly sums: { events: number; cards: number };
}

/** Looks at every event, and at the memory of every card. */
async function examineLog(
  desk: ReviewDesk,
  { weights, rollups, mends, add, sums }: LogExamination,
): Promise<void> {
  const topics = new Map<string, string>();
  for (const card of await rosterOf(desk.store, desk.learner.id)) topics.set(card.id, card.topic_id);
  let after = asCardId('');
  const moment = await desk.store.moment();
  try {
    const unbound = await earlyUndos(moment.read, desk);
    sums.events += unbound.length;
    add(faultsOf({ cardId: null, rows: unbound }, weights));
    for await (const logs of cardLogs(desk, moment.read)) {
      sums.cards += logs.length;
      for (const log of logs) {
        sums.events += log.rows.length;
        add(faultsOf(log, weights));
        rollups?.add(log.rows);
      }
      const upTo = logs.at(-1)?.cardId ?? after;
      add(await examineMemories(desk, { after, upTo, logs }, topics, mends()));
      after = upTo;
    }
  } finally {
    await moment.close();
  }
  add(await examineMemories(desk, { after, upTo: LAST, logs: [] }, topics, mends()));
}

/** A part of the database that cannot be read. @throws the error if it is no damage */
function unreadable(part: string, thrown: unknown): Finding {
  const error = explainFailure(thrown);
  if (!(error instanceof StoreError) || (error.failure !== 'corrupt' && error.failure !== 'io')) throw thrown;
  const { message } = error.cause instanceof Error ? error.cause : error;
  return {
    about: 'database',
    of: null,
    message: `${part} cannot be read whole: ${message}`,
    repairable: false,
  };
}

async function lost(desk: ReviewDesk): Promise<readonly Finding[]> {
  const count = await lostEvents(desk.store.read, desk.learner.id);
  if (count === 0) return [];
  const message = `lost ${count} of its events: restore a backup that holds them`;
  return [{ about: 'log', of: null, message, repairable: false }];
}

/** The weights that reviews refer to: the weights of a name must never change. */
async function keptWeights(
  db: Kysely<Tables>,
): Promise<{ readonly ids: ReadonlySet<string>; readonly findings: readonly Finding[] }> {
  const rows = await db.selectFrom('weights').selectAll().execute();
  const changed = rows.filter(({ id, body }) => nameOf(body) !== id);
  return {
    ids: new Set(rows.map(({ id }) => id)),
    findings: changed.map(({ id }) => ({
      about: 'log',
      of: null,
      message: `the weights ${id} have changed since they were stored`,
      repairable: false,
    })),
  };
}

function nameOf(body: string): string | null {
  try {
    return weightsId(JSON.parse(body));
  } catch {
    return null;
  }
}

function ofDay({ studyDay, kept, summed }: DeviatingDay): Finding {
  return {
    about: 'statistics',
    of: formatStudyDay(studyDay),
    message: differing(kept, summed),
    repairable: true,
  };
}

function differing(kept: DeviatingDay['kept'], summed: DeviatingDay['summed']): string {
  if (!summed) return 'exist, though the log has no review of that day';
  if (!kept) return 'are missing, though the log has reviews of that day';
  const { figures } = summed;
  const names = Object.keys(figures) as (keyof typeof figures)[];
  const wrong = names.filter((name) => String(kept.figures?.[name]) !== String(figures[name]));
  return `differ from the log: ${wrong.length > 0 ? wrong.join(', ') : 'cells'}`;
}
