// Damage to the files of a data folder.
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Random } from './random.ts';
import type { Place } from './server.ts';

const PAGE = 4096;
/** A rollback journal starts so. */
const JOURNAL_HEADER = Buffer.from('d9d505f920a163d7', 'hex');

/** What was done to which file. */
export interface Damage {
  readonly target: string;
  readonly how: string;
}

type Spoil = (file: string, random: Random) => Promise<string>;

/** Ways to spoil a file that is there. */
const SPOILS: readonly Spoil[] = [
  async (file, random) => {
    const bytes = await readFile(file);
    const count = 1 + random.below(16);
    for (let flip = 0; flip < count && bytes.length > 0; flip++) {
      const at = random.below(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    }
    await writeFile(file, bytes);
    return `${count} bits flipped`;
  },
  async (file, random) => {
    const bytes = await readFile(file);
    const page = random.below(Math.max(1, Math.floor(bytes.length / PAGE)));
    const fill = random.pick([0, 255, null]);
    for (let at = page * PAGE; at < Math.min(bytes.length, (page + 1) * PAGE); at++)
      bytes[at] = fill ?? random.below(256);
    await writeFile(file, bytes);
    return `page ${page} overwritten with ${fill ?? 'noise'}`;
  },
  async (file, random) => {
    const length = random.below((await readFile(file)).length + 1);
    await truncate(file, length);
    return `cut to ${length} bytes`;
  },
  async (file) => {
    await truncate(file, 0);
    return 'emptied';
  },
  async (file, random) => {
    const bytes = await readFile(file);
    const pages = Math.floor(bytes.length / PAGE);
    const [a, b] = [random.below(Math.max(1, pages)), random.below(Math.max(1, pages))];
    const kept = Buffer.from(bytes.subarray(a * PAGE, (a + 1) * PAGE));
    bytes.copy(bytes, a * PAGE, b * PAGE, (b + 1) * PAGE);
    kept.copy(bytes, b * PAGE);
    await writeFile(file, bytes);
    return `pages ${a} and ${b} swapped`;
  },
  async (file, random) => {
    await writeFile(file, Buffer.concat([await readFile(file), noise(random, 1 + random.below(9000))]));
    return 'noise appended';
  },
  async (file, random) => {
    const text = random.pick(['null', '[1,2', '{"pid":"x","address":7}', 'SQLite format 3\0', '\0\0\0\0']);
    await writeFile(file, text);
    return `replaced by ${JSON.stringify(text)}`;
  },
];

/** The files of a data folder; those that are not there are made. */
const TARGETS: readonly string[] = [
  'tenax.db',
  'tenax.db',
  'tenax.db',
  'tenax.db-wal',
  'tenax.db-wal',
  'tenax.db-shm',
  'tenax.db-journal',
  'tenax.db.restoring',
  'lock',
  'lock-journal',
  'holder.json',
  'holder.json.new',
  'backups',
  'backups',
];

/** Spoils one file of a data folder. */
export async function spoilFile({ data }: Place, random: Random): Promise<Damage> {
  const chosen = random.pick(TARGETS);
  const target = chosen === 'backups' ? await aBackup(data, random) : chosen;
  const file = join(data, target);
  if (!existsSync(file)) {
    const header = random.below(2) === 0 ? JOURNAL_HEADER : Buffer.alloc(0);
    await writeFile(file, Buffer.concat([header, noise(random, random.below(3 * PAGE))]));
    return { target, how: `made, of noise${header.length > 0 ? ' behind the header of a journal' : ''}` };
  }
  return { target, how: await random.pick(SPOILS)(file, random) };
}

async function aBackup(data: string, random: Random): Promise<string> {
  const names = (await readdir(join(data, 'backups'))).filter((name) => name.endsWith('.db')).sort();
  return join('backups', random.pick(names));
}

function noise(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => random.below(256)));
}

/** A value of a row, and what it was replaced by. */
export interface SpoiledRow extends Damage {
  readonly table: string;
  readonly column: string;
  readonly rowid: number;
  readonly value: string | number | null;
  /** Whether it was JSON and no longer is. */
  readonly brokenJson: boolean;
}

/** Spoils one value of one row of the database, in a way that SQLite cannot notice. */
export function spoilRow({ data }: Place, random: Random): SpoiledRow {
  const db = new Database(join(data, 'tenax.db'));
  try {
    const filled = tablesOf(db).filter((table) => db.prepare(`select 1 from "${table}"`).get() !== undefined);
    const table = random.pick(filled);
    const rowids = db.prepare<[], number>(`select rowid from "${table}"`).pluck().all();
    const rowid = random.pick(rowids);
    const column = random.pick(
      db.prepare<[], string>(`select name from pragma_table_info('${table}')`).pluck().all(),
    );
    const old = db.prepare(`select "${column}" from "${table}" where rowid = ?`).pluck().get(rowid);
    const isJson = typeof old === 'string' && /^[[{]/.test(old);
    const value = isJson
      ? random.pick([old.slice(0, -1), '{', 'null', '', '[{}]', '{"a":1}'])
      : typeof old === 'number'
        ? random.pick([-1, 1e300, 'text', 9e15, 0, null])
        : random.pick(['', 'nonsense', '\0', null, 7]);
    try {
      db.prepare(`update "${table}" set "${column}" = ? where rowid = ?`).run(value, rowid);
    } catch {
      // A key that is taken, or a column that must have a value: another one.
      return spoilRow({ data } as Place, random);
    }
    const how = `${JSON.stringify(old)?.slice(0, 60)} replaced by ${JSON.stringify(value)}`;
    const brokenJson = isJson && !isJsonText(value);
    return { target: `${table}.${column}`, how, table, column, rowid, value, brokenJson };
  } finally {
    db.close();
  }
}

/** Tables whose rows have a number of their own. */
function tablesOf(db: Database.Database): readonly string[] {
  return db
    .prepare<[], string>(
      `select name from pragma_table_list where schema = 'main' and type = 'table' and wr = 0 and name not like 'sqlite_%'`,
    )
    .pluck()
    .all();
}

function isJsonText(value: unknown): boolean {
  try {
    JSON.parse(String(value));
    return true;
  } catch {
    return false;
  }
}

/** Whether a row still has the value that it was spoiled with. */
export function isStillSpoiled({ data }: Place, { table, column, rowid, value }: SpoiledRow): boolean {
  const db = new Database(join(data, 'tenax.db'), { readonly: true });
  try {
    return db.prepare(`select "${column}" from "${table}" where rowid = ?`).pluck().get(rowid) === value;
  } finally {
    db.close();
  }
}

/** Whether SQLite notices that a database with its logs is damaged. Looks at a copy. */
export async function sqliteNotices({ data }: Place): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'tenax-look-'));
  try {
    await mkdir(folder, { recursive: true });
    for (const ending of ['', '-wal', '-journal']) {
      const from = join(data, `tenax.db${ending}`);
      if (existsSync(from)) await cp(from, join(folder, `tenax.db${ending}`));
    }
    const db = new Database(join(folder, 'tenax.db'));
    try {
      return db.pragma('integrity_check', { simple: true }) !== 'ok';
    } finally {
      db.close();
    }
  } catch {
    return true;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
