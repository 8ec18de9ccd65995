import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const SERVER = join(import.meta.dirname, '../../server');

/** What only SQLite understands, or only its driver has. */
const SQLITE_ONLY = [
  /['"]better-sqlite3['"]/,
  /\browid\b/i,
  /\bpragma\b/i,
  /\bjson_(each|tree|extract|group_array|group_object|array|object)\b/i,
  /\bfts5\b|\bcard_texts\b|'match'|\smatch \$/i,
  /\bsqlite_(master|schema)\b/i,
  /\b(total_changes|last_insert_rowid|ifnull|strftime|julianday|group_concat|unixepoch)\b/i,
  /\binsert or (ignore|replace|abort|fail|rollback)\b|\breplace into\b|\.or(Ignore|Replace|Abort|Fail|Rollback)\(/i,
  /->>? *'\$/,
  /\bSqlite(Dialect|Driver|Adapter)\b/,
] as const;

function sources(below: string): readonly string[] {
  return readdirSync(below, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(below, path));
}

const isOfTheStore = (path: string) => path.startsWith(join(SERVER, 'store/'));

function sqliteOnly(paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) => {
    const text = readFileSync(path, 'utf8');
    return SQLITE_ONLY.flatMap((pattern) => {
      const found = pattern.exec(text)?.[0];
      return found === undefined ? [] : [`${path.slice(SERVER.length + 1)}: ${found}`];
    });
  });
}

it('no file of the server outside the store speaks what only SQLite understands', () => {
  const paths = sources(SERVER).filter((path) => !isOfTheStore(path));
  expect(paths.length).toBeGreaterThan(100);
  expect(sqliteOnly(paths)).toEqual([]);
});

it('a file of the store that speaks it is found', () => {
  const found = sqliteOnly(sources(SERVER).filter(isOfTheStore));
  expect(found).toContain("store/sqlite.ts: 'better-sqlite3'");
  expect(found).toContain('store/migrate.ts: sqlite_master');
  expect(found).toContain('store/card-index.ts: json_group_array');
});
