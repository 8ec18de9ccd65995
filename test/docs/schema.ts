// The schema of a database as Markdown.
import type Database from 'better-sqlite3';

interface Table {
  readonly name: string;
  readonly type: 'table' | 'virtual' | 'shadow' | 'view';
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: 0 | 1;
  readonly dflt_value: string | null;
  /** The position in the primary key, from 1 on; 0 if it is not part of it. */
  readonly pk: number;
}

/** The names of the tables, sorted, without SQLite's own. */
export function tableNames(db: Database.Database): readonly string[] {
  return tablesOf(db).map(({ name }) => name);
}

/** Every table with its columns and indexes, sorted by name. */
export function schemaAsMarkdown(db: Database.Database): string {
  return tablesOf(db)
    .map((table) => tableAsMarkdown(db, table))
    .join('\n\n');
}

function tablesOf(db: Database.Database): readonly Table[] {
  return db
    .prepare<[], Table>("select name, type from pragma_table_list where schema = 'main' order by name")
    .all()
    .filter(({ name, type }) => type !== 'shadow' && !name.startsWith('sqlite_'));
}

function tableAsMarkdown(db: Database.Database, { name, type }: Table): string {
  const columns = db.prepare<[string], Column>('select * from pragma_table_info(?) order by cid').all(name);
  const rows = columns.map(
    (column) => `| \`${column.name}\` | ${column.type || 'any'} | ${remarkOn(column)} |`,
  );
  return [
    `### ${name}${type === 'virtual' ? ' (full-text index)' : ''}`,
    '',
    '| column | type | |',
    '|---|---|---|',
    ...rows,
    ...listed([...definitions(db, 'index', name), ...definitions(db, 'trigger', name)]),
  ].join('\n');
}

function remarkOn({ notnull, dflt_value: fallback, pk }: Column): string {
  const remarks = [
    pk > 0 && `key ${pk}`,
    pk === 0 && notnull === 0 && 'may be null',
    fallback !== null && `default ${fallback}`,
  ];
  return remarks.filter((remark) => remark !== false).join(', ');
}

/** The indexes or triggers that were created explicitly, a line each. */
function definitions(db: Database.Database, type: 'index' | 'trigger', table: string): readonly string[] {
  const made = db
    .prepare<[string, string], { readonly name: string; readonly sql: string }>(
      'select name, sql from sqlite_schema where type = ? and tbl_name = ? and sql is not null order by name',
    )
    .all(type, table);
  return made.map(({ name, sql }) => `- ${type} \`${name}\`: ${gist(type, sql)}`);
}

/** A list needs a blank line before it. */
function listed(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

/** `(learner_id, at_ms) where rating = 1`, or `after insert on cards`. */
function gist(type: 'index' | 'trigger', sql: string): string {
  const bare = sql.replaceAll('"', '').replace(/\s+/g, ' ');
  const found = type === 'index' ? /\(.*$/.exec(bare)?.[0] : /(?:before|after) .* on \w+/.exec(bare)?.[0];
  return found ?? bare;
}
