import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { GroupCommit } from '../../server/store/group-commit.ts';
import { migrate } from '../../server/store/migrate.ts';
import { cachingStatements } from '../../server/store/sqlite.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** Commits through a handle that the test can spoil and watch. */
async function open() {
  const sqlLog: string[] = [];
  const handle = new Database(join(await temporaryFolder(), 'tenax.db'), {
    verbose: (text) => sqlLog.push(String(text)),
  });
  onTestFinished(() => {
    handle.close();
  });
  handle.pragma('journal_mode = WAL');
  await migrate(handle, migrations);
  const commits = new GroupCommit(handle, cachingStatements);
  const insert = (id: string, body = '[]') =>
    commits.write((tx) => tx.insertInto('weights').values({ id, body }).execute());
  const ids = () => handle.prepare('select id from weights order by id').pluck().all();
  const count = (text: string) => sqlLog.filter((line) => line === text).length;
  return { handle, commits, insert, ids, count };
}

const BIG = 'x'.repeat(200_000);

/** Leaves room for about `pages` more pages of 4 KiB in the database. */
function fillUp(handle: Database.Database, pages: number): void {
  handle.pragma(`max_page_count = ${Number(handle.pragma('page_count', { simple: true })) + pages}`);
}

describe('group commit', () => {
  it('commits waiting commands together, and takes the write lock at once', async () => {
    const { insert, ids, count, commits } = await open();
    const before = { begin: count('begin immediate'), commit: count('commit') };
    await Promise.all(Array.from({ length: 64 }, (_, i) => insert(`id-${i}`)));
    expect(count('begin immediate') - before.begin).toBe(1);
    expect(count('commit') - before.commit).toBe(1);
    expect(commits.version).toBe(1);
    expect(ids()).toHaveLength(64);
  });

  it('limits the size of a batch, and still commits everything', async () => {
    const { insert, ids, commits } = await open();
    await Promise.all(Array.from({ length: 600 }, (_, i) => insert(`id-${i}`)));
    expect(ids()).toHaveLength(600);
    expect(commits.version).toBe(3);
  });

  it('handles what arrives while it works', async () => {
    const { insert, ids } = await open();
    await Promise.all([insert('a').then(() => insert('c')), insert('b')]);
    expect(ids()).toEqual(['a', 'b', 'c']);
  });

  it('rejects everything in a failed commit, keeps none of it, and goes on working', async () => {
    const { handle, insert, ids, commits } = await open();
    handle.exec(`
      pragma foreign_keys = on;
      create table owed (id text primary key);
      create table debt (id text references owed (id) deferrable initially deferred);
      create trigger owe after insert on weights when new.id = 'unpaid'
        begin insert into debt values ('nobody'); end;
    `);
    const results = await Promise.allSettled([insert('a'), insert('unpaid'), insert('b')]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(ids()).toEqual([]);
    expect(commits.version).toBe(0);
    await insert('later');
    expect(ids()).toEqual(['later']);
  });

  it('reports a full disk, keeps nothing half-written, and works again once there is room', async () => {
    const { handle, insert, ids } = await open();
    fillUp(handle, 10);
    const results = await Promise.allSettled([insert('small'), insert('big', BIG), insert('also-small')]);
    const outcomes = new Map(['small', 'big', 'also-small'].map((id, i) => [id, results[i]?.status]));
    expect(results[1]).toMatchObject({
      status: 'rejected',
      reason: { name: 'StoreError', failure: 'full', message: expect.stringContaining('Free some space') },
    });
    expect(ids()).toEqual(
      [...outcomes].flatMap(([id, status]) => (status === 'fulfilled' ? [id] : [])).sort(),
    );
    handle.pragma('max_page_count = 1000000');
    await insert('big', BIG);
    expect(ids()).toContain('big');
  });

  it('runs no query outside a transaction after SQLite has rolled it back under a command', async () => {
    const { handle, insert, ids, commits } = await open();
    const stubborn = commits.write(async (tx) => {
      handle.exec('rollback');
      await tx.insertInto('weights').values({ id: 'outside', body: '[]' }).execute();
    });
    const results = await Promise.allSettled([insert('before'), stubborn, insert('after')]);
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(results[1]).toMatchObject({ reason: { failure: 'ended' } });
    expect(ids()).toEqual([]);
    await insert('next');
    expect(ids()).toEqual(['next']);
  });

  it('gives up only a command that waits for something else', async () => {
    const { insert, ids, commits } = await open();
    const waiting = commits.write(async (tx) => {
      await tx.insertInto('weights').values({ id: 'waiting', body: '[]' }).execute();
      await new Promise((resolve) => setTimeout(resolve, 20));
      await tx.insertInto('weights').values({ id: 'too-late', body: '[]' }).execute();
    });
    const results = await Promise.allSettled([insert('before'), waiting, insert('after')]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { failure: 'stalled' } });
    await new Promise((resolve) => setTimeout(resolve, 40));
    await insert('next');
    expect(ids()).toEqual(['after', 'before', 'next']);
  });

  it('prepares a statement once, and drops those not used for long', async () => {
    const { handle, commits } = await open();
    let prepared = 0;
    const counting = cachingStatements(
      new Proxy(handle, {
        get(target, key) {
          if (key !== 'prepare') return Reflect.get(target, key);
          prepared += 1;
          return target.prepare.bind(target);
        },
      }),
    );
    for (let i = 0; i < 5; i += 1) counting.prepare('select 1').all([]);
    expect(prepared).toBe(1);
    for (let i = 0; i < 1_000; i += 1) {
      counting.prepare(`select ${i + 2}`);
      counting.prepare('select 1');
    }
    expect(prepared).toBe(1_001);
    counting.prepare('select 2');
    expect(prepared).toBe(1_002);
    await commits.close();
  });
});
