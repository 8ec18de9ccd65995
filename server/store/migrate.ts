// Applies migrations.
import type Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { StoreError } from './errors.ts';

export interface Migration {
  up(db: Kysely<unknown>): Promise<void>;
}

/** All migrations by name. The names sort in the order in which they apply. */
export type Migrations = Readonly<Record<string, Migration>>;

/** The names of the migrations that a database has been through; `foreign` if it has tables of another program. */
export function appliedMigrations(handle: Database.Database): readonly string[] | 'foreign' {
  const tables = handle.prepare(`select name from sqlite_master where type = 'table'`).pluck().all();
  if (tables.length === 0) return [];
  if (!tables.includes('migrations')) return 'foreign';
  return handle.prepare('select name from migrations order by name').pluck().all().map(String);
}

/** @throws StoreError if the database has been through a migration that this version does not know */
export function refuseUnknown(file: string, applied: readonly string[], migrations: Migrations): void {
  const unknown = applied.find((name) => !(name in migrations));
  if (unknown !== undefined) {
    throw new StoreError(
      'newer',
      `${file} was written by a newer version of Tenax (it has the migration ${unknown}). Update Tenax, or restore a backup from before. The file was left unchanged.`,
    );
  }
}

/** Applies the missing migrations, all or none, in one exclusive transaction, which Kysely's migrator lacks. */
export async function migrate(handle: Database.Database, migrations: Migrations): Promise<void> {
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: handle }) });
  handle.exec('begin exclusive');
  try {
    handle.exec('create table if not exists migrations (name text primary key)');
    const applied = appliedMigrations(handle);
    for (const [name, migration] of Object.entries(migrations).sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (applied.includes(name)) continue;
      await apply(name, migration, db);
      handle.prepare('insert into migrations (name) values (?)').run(name);
    }
    handle.exec('commit');
  } catch (error) {
    if (handle.inTransaction) handle.exec('rollback');
    throw error;
  }
}

async function apply(name: string, migration: Migration, db: Kysely<unknown>): Promise<void> {
  try {
    await migration.up(db);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreError(
      'migration',
      `The migration ${name} of the database failed, and the database was left unchanged: ${reason}`,
      error,
    );
  }
}
