// Checks cards' memories and due times.

import type { Kysely } from 'kysely';
import type { CardLog } from '../log/card-logs.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { rowsOf } from '../log/events.ts';
import { keep, memoryByCard, schedulerFor } from '../log/memories.ts';
import { cardEvent, type FoldedRow, historyOf, memoryRow } from '../log/rows.ts';
import { foldCard } from '../schedule/fold.ts';
import type { CardId, LearnerId } from '../schedule/ids.ts';
import { formatStudyDay } from '../schedule/study-day.ts';
import type { SchedulerSettings } from '../schedule/types.ts';
import { prepare } from '../store/prepared.ts';
import type { MemoryRow, Tables } from '../store/tables.ts';
import { inPieces } from '../store/yielding.ts';
import type { Finding } from './finding.ts';
import { canBeFolded } from './log.ts';

const CARDS_A_COMMIT = 5;

/** A range of card ids, the first excluded. */
export interface Stretch {
  readonly after: CardId;
  readonly upTo: CardId;
  /** The cards of the range with events in the log. */
  readonly logs: readonly CardLog[];
}

const memoriesBetween = prepare<{ learner: LearnerId; after: CardId; upTo: CardId }>()((db, param) =>
  db
    .selectFrom('memories')
    .selectAll()
    .where('learner_id', '=', param('learner'))
    .where('card_id', '>', param('after'))
    .where('card_id', '<=', param('upTo')),
);

/**
 * Compares the memories of some cards, due times included, with the fold of their log, and repairs them if asked.
 */
export async function examineMemories(
  desk: ReviewDesk,
  { after, upTo, logs }: Stretch,
  topics: ReadonlyMap<string, string>,
  repair: boolean,
): Promise<readonly Finding[]> {
  const kept = new Map(
    (await memoriesBetween.all(desk.store.read, { learner: desk.learner.id, after, upTo })).map((row) => [
      row.card_id,
      row,
    ]),
  );
  const rows = new Map(logs.map((log) => [log.cardId, log.rows]));
  const suspects = [...new Set([...kept.keys(), ...rows.keys()])].filter((cardId) => {
    const scheduler = desk.schedulerOf(topics.get(cardId) ?? null);
    return deviation(desk, cardId, kept.get(cardId), rows.get(cardId) ?? [], scheduler) !== null;
  });
  const findings: Finding[] = [];
  // Some share a commit, but few enough that no review has to wait for it.
  for await (const some of inPieces(suspects, CARDS_A_COMMIT)) {
    findings.push(...(await Promise.all(some.map((cardId) => settle(desk, cardId, repair)))).flat());
  }
  return findings;
}

/** Reads log and memory again within a transaction, so that nothing can change in between. */
function settle(desk: ReviewDesk, cardId: CardId, repair: boolean): Promise<readonly Finding[]> {
  return desk.store.write(
    async (tx) => {
      const rows = await rowsOf(tx, desk, cardId);
      const kept = await memoryByCard.first(tx, { learner: desk.learner.id, id: cardId });
      const scheduler = await schedulerFor(tx, desk, cardId);
      const message = deviation(desk, cardId, kept, rows, scheduler);
      if (message === null) return [];
      if (repair) await mend(tx, desk, cardId, memoryOf(desk, cardId, rows, scheduler));
      return [{ about: 'memory', of: cardId, message, repairable: true }];
    },
    { touches: [cardId] },
  );
}

async function mend(
  tx: Kysely<Tables>,
  desk: ReviewDesk,
  cardId: CardId,
  folded: MemoryRow | null,
): Promise<void> {
  if (folded) await keep(tx, desk, cardId, historyOf(folded));
  else {
    const memories = tx.deleteFrom('memories').where('learner_id', '=', desk.learner.id);
    await memories.where('card_id', '=', cardId).execute();
  }
}

/** How a memory differs from its log, in words; null if it does not, or the log cannot be folded. */
function deviation(
  desk: ReviewDesk,
  cardId: CardId,
  kept: MemoryRow | undefined,
  rows: readonly FoldedRow[],
  scheduler: SchedulerSettings,
): string | null {
  if (!canBeFolded(rows)) return null;
  const folded = memoryOf(desk, cardId, rows, scheduler);
  if (!folded) return kept ? 'has a memory, though the log holds nothing of the card' : null;
  if (!kept) return 'has no memory, though the log holds the card';
  const differing = COLUMNS.filter((column) => kept[column] !== folded[column]);
  if (differing.length === 0) return null;
  return differing
    .map((column) => `${wordsFor(column)} is ${shown(column, kept)}, by the log ${shown(column, folded)}`)
    .join('; ');
}

function memoryOf(
  desk: ReviewDesk,
  cardId: CardId,
  rows: readonly FoldedRow[],
  scheduler: SchedulerSettings,
): MemoryRow | null {
  if (rows.length === 0) return null;
  return memoryRow(desk.learner.id, cardId, foldCard(rows.map(cardEvent), scheduler));
}

const COLUMNS = [
  ...(['state', 'step', 'stability', 'difficulty', 'reps', 'lapses', 'first_study_day'] as const),
  ...(['last_study_day', 'last_reviewed_at_ms', 'last_review_id', 'due_at_ms', 'due_day'] as const),
  ...(['interval_days', 'memory_interval_days', 'suspended', 'buried_day', 'trials'] as const),
  ...(['trials_passed', 'trials_predicted', 'surprise', 'information'] as const),
] as const satisfies readonly (keyof MemoryRow)[];
type Column = (typeof COLUMNS)[number];

function wordsFor(column: Column): string {
  return column.replace(/_ms$/, '').replaceAll('_', ' ');
}

/** A value for a person: valid instants and study days as dates. */
function shown(column: Column, row: MemoryRow): string {
  const value = row[column];
  try {
    if (typeof value === 'number' && column.endsWith('_at_ms')) return new Date(value).toISOString();
    if (typeof value === 'number' && column.endsWith('_day')) return formatStudyDay(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return value === null ? 'none' : String(value);
}
