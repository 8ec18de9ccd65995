// Looks for rows that cannot be right, and takes out or indexes again what others hold, too.
import { type Kysely, sql } from 'kysely';
import type { NoteId } from '../schedule/ids.ts';
import { explainFailure, StoreError } from './errors.ts';
import { RULES, type Rule } from './row-rules.ts';
import type { Tables } from './tables.ts';

/** The rows that break a rule, by name; or why the rule's table cannot be read. */
export type Judged = { readonly rule: Rule } & (
  | { readonly rows: readonly (string | null)[] }
  | { readonly unreadable: string }
);

/** Judges the rows of all tables, rule by rule. A table that cannot be read is reported once. */
export async function* judgeRows(db: Kysely<Tables>): AsyncGenerator<Judged> {
  const unreadable = new Set<string>();
  for (const rule of RULES) {
    if (unreadable.has(rule.table)) continue;
    try {
      yield { rule, rows: await rowsAgainst(db, rule) };
    } catch (thrown) {
      if (!(explainFailure(thrown) instanceof StoreError)) throw thrown;
      unreadable.add(rule.table);
      yield { rule, unreadable: thrown instanceof Error ? thrown.message : String(thrown) };
    }
  }
}

async function rowsAgainst(
  db: Kysely<Tables>,
  { table, of, wrong }: Rule,
): Promise<readonly (string | null)[]> {
  const found = await sql<{ name: string | null }>`select ${sql.raw(of)} as name from ${sql.table(table)}
    where ${sql.raw(wrong)}`.execute(db);
  return found.rows.map(({ name }) => name);
}

/** Drops the rows whose remedy is to `forget` them. */
export async function forgetBroken(tx: Kysely<Tables>): Promise<void> {
  await sql`delete from day_values where not json_valid(value)`.execute(tx);
  await sql`delete from card_tags where number not in (select number from cards)`.execute(tx);
}

/** Indexes the cards of some notes again. The index follows each change of a note. */
export async function indexAgain(tx: Kysely<Tables>, notes: readonly NoteId[]): Promise<void> {
  const some = sql`id in (${sql.join(notes)}) and json_valid(body)`;
  await sql`update notes set body = body || ' ' where ${some}`.execute(tx);
  await sql`update notes set body = rtrim(body) where ${some}`.execute(tx);
}
