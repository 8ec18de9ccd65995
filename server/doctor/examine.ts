// Compares the database with the log and repairs it.

import type { Kysely } from 'kysely';
import { cardLogs } from '../log/card-logs.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { earlyUndos } from '../log/events.ts';
import { rosterOf } from '../log/roster.ts';
import { asCardId } from '../schedule/ids.ts';
import { weightsId } from '../schedule/settings.ts';
import { formatStudyDay } from '../schedule/study-day.ts';
import { auditRollups, type DeviatingDay } from '../stats/audit.ts';
import { rebuildRollups } from '../stats/rollup.ts';
import { lostEvents } from '../store/arrival.ts';
import type { Tables } from '../store/tables.ts';
import type { Finding } from './finding.ts';
import { examineGaps } from './gaps.ts';
import { faultsOf } from './log.ts';
import { examineMemories } from './memories.ts';

/** The most findings that are listed one by one. */
const MOST_LISTED = 1_000;
/** Sorts after every card id. */
const LAST = asCardId('\uffff');

export interface Examination {
  /** Events and cards of the log that were looked at. */
  readonly events: number;
  readonly cards: number;
  /** How many findings there are, and how many of them were repaired from the log. */
  readonly found: number;
  readonly repaired: number;
  /** The first {@link MOST_LISTED} of them. */
  readonly findings: readonly Finding[];
}

/**
 * Looks for damage: in the database file, in the log, and in everything computed from the log, which is compared to
 * the last digit and, if asked, repaired. Works in pieces, and serves other requests in between.
 */
export async function examine(
  desk: ReviewDesk,
  { repair }: { readonly repair: boolean },
): Promise<Examination> {
  const sum = { events: 0, cards: 0, found: 0, repaired: 0 };
  const listed: Finding[] = [];
  const add = (findings: readonly Finding[]) => {
    sum.found += findings.length;
    if (repair) sum.repaired += findings.filter(({ repairable }) => repairable).length;
    listed.push(...findings.slice(0, MOST_LISTED - listed.length));
  };
  const damage = await desk.store.faults();
  if (damage.length > 0) {
    // Its content cannot be trusted, and nothing is written to it.
    add(damage.map((message) => ({ about: 'database', of: null, message, repairable: false })));
    return { ...sum, findings: listed };
  }
  add(await lost(desk));
  const weights = await keptWeights(desk.store.read);
  add(weights.findings);
  const topics = new Map<string, string>();
  for (const card of await rosterOf(desk.store, desk.learner.id)) topics.set(card.id, card.topic_id);
  const rollups = await auditRollups(desk);
  let after = asCardId('');
  const moment = await desk.store.moment();
  try {
    const unbound = await earlyUndos(moment.read, desk);
    sum.events += unbound.length;
    add(faultsOf({ cardId: null, rows: unbound }, weights.ids));
    for await (const logs of cardLogs(desk, moment.read)) {
      sum.cards += logs.length;
      for (const log of logs) {
        sum.events += log.rows.length;
        add(faultsOf(log, weights.ids));
        rollups.add(log.rows);
      }
      const upTo = logs.at(-1)?.cardId ?? after;
      add(await examineMemories(desk, { after, upTo, logs }, topics, repair));
      after = upTo;
    }
  } finally {
    await moment.close();
  }
  add(await examineMemories(desk, { after, upTo: LAST, logs: [] }, topics, repair));
  add(await examineGaps(desk, repair));
  const days = rollups.deviating();
  if (repair && days.length > 0) await rebuildRollups(desk);
  add(days.map(ofDay));
  return { ...sum, findings: listed };
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
