// Queries that are compiled once.
import { type Compilable, type CompiledQuery, type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tables } from './tables.ts';

/** A query that is built and compiled only once, and run with different parameters. */
export interface Prepared<Params, Row> {
  all(db: Kysely<Tables>, params: Params): Promise<Row[]>;
  first(db: Kysely<Tables>, params: Params): Promise<Row | undefined>;
}

class Placeholder {
  readonly key: PropertyKey;

  constructor(key: PropertyKey) {
    this.key = key;
  }
}

/**
 * Compiles a query at its first run and keeps it. For hot paths, where building a query costs more than running it.
 *
 * ```ts
 * const cardById = prepare<{ id: string }>()((db, param) =>
 *   db.selectFrom('cards').selectAll().where('id', '=', param('id')),
 * );
 * await cardById.first(store.read, { id: 'pod-ip-source' });
 * ```
 */
export function prepare<Params extends object>() {
  return <Row>(
    build: (
      db: Kysely<Tables>,
      param: <K extends keyof Params>(key: K) => RawBuilder<Params[K]>,
    ) => Compilable<Row>,
  ): Prepared<Params, Row> => {
    // One compiled form for each adapter, since dialects compile a query differently.
    const compiled = new WeakMap<object, CompiledQuery<Row>>();

    const bind = (db: Kysely<Tables>, params: Params): CompiledQuery<Row> => {
      const { adapter } = db.getExecutor();
      let query = compiled.get(adapter);
      if (!query) {
        query = build(db, (key) => sql<Params[typeof key]>`${new Placeholder(key)}`).compile();
        compiled.set(adapter, query);
      }
      const parameters = query.parameters.map((value) =>
        value instanceof Placeholder ? Reflect.get(params, value.key) : value,
      );
      return { sql: query.sql, query: query.query, queryId: query.queryId, parameters };
    };

    return {
      all: async (db, params) => (await db.executeQuery(bind(db, params))).rows,
      first: async (db, params) => (await db.executeQuery(bind(db, params))).rows[0],
    };
  };
}
