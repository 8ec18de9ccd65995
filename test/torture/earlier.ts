// Databases as earlier versions of Tenax left them.
import Database from 'better-sqlite3';
import { migrations } from '../../migrations/index.ts';
import type { Migrations } from '../../server/store/migrate.ts';
import { openStore } from '../../server/store/sqlite.ts';

/** The migrations before each of which there were databases in use. */
export const CHANGES_SINCE: readonly string[] = Object.keys(migrations).sort().slice(1);

/** What a learner did, and the memory of it; a start computes the rest. */
const KEPT = ['weights', 'learners', 'events', 'memories'] as const;

/** Makes a database as it was before a migration, with the log of a present one. */
export async function earlierDatabase(present: string, file: string, before: string): Promise<void> {
  const earlier: Migrations = Object.fromEntries(
    Object.entries(migrations).filter(([name]) => name < before),
  );
  await (await openStore({ file, migrations: earlier })).close();
  const db = new Database(file);
  try {
    db.prepare('attach ? as present').run(present);
    for (const table of KEPT) {
      const columns = shared(db, table).join(', ');
      if (columns === '') continue;
      db.exec(`insert or replace into main.${table} (${columns}) select ${columns} from present.${table}`);
    }
  } finally {
    db.close();
  }
}

/** The columns that a table has in both databases. */
function shared(db: Database.Database, table: string): readonly string[] {
  const columns = (schema: string) =>
    db.prepare<[], string>(`select name from pragma_table_info('${table}', '${schema}')`).pluck().all();
  const now = columns('present');
  return columns('main').filter((column) => now.includes(column));
}
