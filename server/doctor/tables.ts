// Looks at the rows of all tables, and gets back what can be had from elsewhere.
import { type Kysely, sql } from 'kysely';
import type { ReviewDesk } from '../log/desk.ts';
import type { NoteId } from '../schedule/ids.ts';
import { rebuildRollups } from '../stats/rollup.ts';
import { explainFailure, StoreError } from '../store/errors.ts';
import type { Tables } from '../store/tables.ts';
import type { Finding } from './finding.ts';
import { RULES, type Rule } from './rules.ts';

/** A wrong row, or a table that cannot be read. */
export interface Broken {
  readonly finding: Finding;
  readonly table: keyof Tables;
  readonly remedy: Rule['remedy'] | null;
}

/** The wrong rows, rule by rule. A table that cannot be read is reported once, and the others are looked at. */
export async function* brokenRows(db: Kysely<Tables>): AsyncGenerator<readonly Broken[]> {
  const unreadable = new Set<string>();
  for (const rule of RULES) {
    if (unreadable.has(rule.table)) continue;
    try {
      yield await brokenBy(db, rule);
    } catch (thrown) {
      const error = explainFailure(thrown);
      if (!(error instanceof StoreError)) throw thrown;
      unreadable.add(rule.table);
      const message = `the table ${rule.table} cannot be read whole: ${reasonOf(thrown)}`;
      yield [
        {
          finding: { about: 'database', of: null, message, repairable: false },
          table: rule.table,
          remedy: null,
        },
      ];
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function brokenBy(
  db: Kysely<Tables>,
  { table, about, of, wrong, message, remedy }: Rule,
): Promise<readonly Broken[]> {
  const { rows } = await sql<{ name: string | null }>`select ${sql.raw(of)} as name from ${sql.table(table)}
    where ${sql.raw(wrong)}`.execute(db);
  return rows.map(({ name }) => ({
    finding: { about, of: name, message: `${message} (${table})`, repairable: remedy !== undefined },
    table,
    remedy: remedy ?? null,
  }));
}

/** Looks at all tables in a thread. @throws StoreError if the database cannot be opened */
export async function examineTables({ store }: ReviewDesk): Promise<readonly Broken[]> {
  const broken: Broken[] = [];
  await store.readInThread(['doctor', 'tables-thread.js'], null, (some: readonly Broken[]) => {
    broken.push(...some);
  });
  return broken;
}

const NOTES_A_PIECE = 100;

/**
 * Gets wrong rows back, as far as the files or other rows have what they held.
 *
 * @param readFiles reads all files of the library again
 */
export async function repairTables(
  desk: ReviewDesk,
  broken: readonly Broken[],
  readFiles: () => Promise<void>,
): Promise<void> {
  const { store } = desk;
  const remedies = new Set(broken.map(({ remedy }) => remedy));
  if (remedies.has('files')) await readFiles();
  if (remedies.has('index')) await indexAgain(store);
  if (remedies.has('statistics')) await rebuildRollups(desk);
  if (!remedies.has('forget')) return;
  await store.write(async (tx) => {
    await sql`delete from day_values where not json_valid(value)`.execute(tx);
    await sql`delete from card_tags where number not in (select number from cards)`.execute(tx);
  });
}

/** The index of a card follows each change of its note. */
async function indexAgain(store: ReviewDesk['store']): Promise<void> {
  const notes = await store.read.selectFrom('notes').select('id').orderBy('id').execute();
  for (let from = 0; from < notes.length; from += NOTES_A_PIECE) {
    const ids = notes.slice(from, from + NOTES_A_PIECE).map(({ id }): NoteId => id);
    await store.write(
      async (tx) => {
        await sql`update notes set body = body || ' ' where id in (${sql.join(ids)}) and json_valid(body)`.execute(
          tx,
        );
        await sql`update notes set body = rtrim(body) where id in (${sql.join(ids)}) and json_valid(body)`.execute(
          tx,
        );
      },
      { touches: 'no card' },
    );
  }
}
