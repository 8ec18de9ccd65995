// Statements with better-sqlite3 alone.
import type Database from 'better-sqlite3';
import type { EventRow, MemoryRow } from '../server/store/tables.ts';

/** Runs a statement with the values of a row. */
export type Statement<Row> = (row: Row) => void;

const EVENT_COLUMNS = [
  ...[
    'learner_id',
    'arrival',
    'id',
    'type',
    'card_id',
    'at_ms',
    'received_at_ms',
    'zone',
    'rollover_minutes',
    'study_day',
  ],
  ...['reviewed_at_ms', 'rating', 'duration_ms', 'mode', 'points', 'expected_last_review_id', 'content_hash'],
  ...['weights_id', 'predicted_recall', 'due_at_ms', 'due_day', 'interval_days', 'cause', 'target_id'],
] as readonly (keyof EventRow)[];
const MEMORY_KEY = ['learner_id', 'card_id'] as const;
const FOLD_COLUMNS = [
  ...['state', 'step', 'stability', 'difficulty', 'reps', 'lapses', 'first_study_day', 'last_study_day'],
  ...['last_reviewed_at_ms', 'last_review_id', 'due_at_ms', 'due_day', 'interval_days'],
  ...['memory_interval_days', 'suspended', 'buried_day', 'trials', 'trials_passed', 'trials_predicted'],
  ...['surprise', 'information'],
] as readonly (keyof MemoryRow)[];

/** Appends to the log. */
export function insertEvent(db: Database.Database): Statement<EventRow> {
  return runner(db, insertInto('events', EVENT_COLUMNS), EVENT_COLUMNS);
}

/** Stores the fold of a card. */
export function upsertMemory(db: Database.Database): Statement<MemoryRow> {
  const columns = [...MEMORY_KEY, ...FOLD_COLUMNS];
  const update = FOLD_COLUMNS.map((column) => `${column} = excluded.${column}`).join(', ');
  const sql = `${insertInto('memories', columns)} on conflict (${MEMORY_KEY.join(', ')}) do update set ${update}`;
  return runner(db, sql, columns);
}

function insertInto(table: string, columns: readonly string[]): string {
  return `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`;
}

function runner<Row>(db: Database.Database, sql: string, columns: readonly (keyof Row)[]): Statement<Row> {
  const statement = db.prepare(sql);
  return (row) => {
    statement.run(columns.map((column) => row[column]));
  };
}
