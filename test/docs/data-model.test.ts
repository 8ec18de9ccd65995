// The schema in docs/data-model.md equals the one that the migrations create.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { openStore } from '../../server/store/sqlite.ts';
import { ROOT } from './markdown.ts';
import { schemaAsMarkdown, tableNames } from './schema.ts';

const DOCUMENT = join(ROOT, 'docs/data-model.md');
const BEGIN = '<!-- schema:begin -->\n';
const END = '<!-- schema:end -->';

/** Runs `look` on a new database with all migrations, then closes it. */
async function withNewDatabase<T>(look: (db: Database.Database) => T): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'tenax-schema-'));
  try {
    const file = join(folder, 'tenax.db');
    await (await openStore({ file, migrations })).close();
    const db = new Database(file, { readonly: true });
    try {
      return look(db);
    } finally {
      db.close();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

function parts(document: string) {
  const from = document.indexOf(BEGIN) + BEGIN.length;
  const to = document.indexOf(END);
  return { before: document.slice(0, from), schema: document.slice(from, to), after: document.slice(to) };
}

test('the schema in docs/data-model.md is current (update it with `npx vitest run test/docs/data-model.test.ts -u`)', async () => {
  const { before, after } = parts(await readFile(DOCUMENT, 'utf8'));
  const schema = await withNewDatabase(schemaAsMarkdown);
  await expect(`${before}\n${schema}\n${after}`).toMatchFileSnapshot(DOCUMENT);
});

test('docs/data-model.md describes every table in words', async () => {
  const { before, after } = parts(await readFile(DOCUMENT, 'utf8'));
  const tables = await withNewDatabase(tableNames);
  expect(tables.filter((name) => !`${before}${after}`.includes(`\`${name}\``))).toEqual([]);
  expect(tables).toContain('events');
});
