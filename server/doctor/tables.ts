// Looks at the rows of all tables, and gets back what can be had from elsewhere.
import type { Kysely } from 'kysely';
import type { ReviewDesk } from '../log/desk.ts';
import { rebuildRollups } from '../stats/rollup.ts';
import type { Rule } from '../store/row-rules.ts';
import { forgetBroken, indexAgain, type Judged, judgeRows } from '../store/rows.ts';
import type { Tables } from '../store/tables.ts';
import { inPieces } from '../store/yielding.ts';
import type { Finding } from './finding.ts';

/** A wrong row, or a table that cannot be read. */
export interface Broken {
  readonly finding: Finding;
  readonly remedy: Rule['remedy'] | null;
}

/** The wrong rows, rule by rule. */
export async function* brokenRows(db: Kysely<Tables>): AsyncGenerator<readonly Broken[]> {
  for await (const judged of judgeRows(db)) yield brokenIn(judged);
}

function brokenIn(judged: Judged): readonly Broken[] {
  const { table, about, message, remedy } = judged.rule;
  if ('unreadable' in judged) {
    const text = `the table ${table} cannot be read whole: ${judged.unreadable}`;
    return [{ finding: { about: 'database', of: null, message: text, repairable: false }, remedy: null }];
  }
  return judged.rows.map((of) => ({
    finding: { about, of, message: `${message} (${table})`, repairable: remedy !== undefined },
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

const NOTES_A_COMMIT = 20;

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
  if (remedies.has('index')) {
    const notes = await store.read.selectFrom('notes').select('id').orderBy('id').execute();
    for await (const some of inPieces(notes, NOTES_A_COMMIT)) {
      const ids = some.map(({ id }) => id);
      await store.write((tx) => indexAgain(tx, ids), { touches: 'no card' });
    }
  }
  if (remedies.has('statistics')) await rebuildRollups(desk);
  if (remedies.has('forget')) await store.write(forgetBroken);
}
