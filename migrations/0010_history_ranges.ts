import type { Kysely } from 'kysely';

/** The range of a past day's retention. Snapshots without one are taken anew when next asked for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('retention_snapshots').addColumn('low_percent', 'double precision').execute();
  await db.schema.alterTable('retention_snapshots').addColumn('high_percent', 'double precision').execute();
  const tables = db as Kysely<{ retention_snapshots: object; snapshot_marks: object }>;
  await tables.deleteFrom('snapshot_marks').execute();
  await tables.deleteFrom('retention_snapshots').execute();
}
