import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, vi } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { createBackups } from '../../server/backup/backups.ts';
import { keepDaily } from '../../server/backup/daily.ts';
import { asCardId } from '../../server/schedule/ids.ts';
import { openStore } from '../../server/store/sqlite.ts';
import { addCards, answer, DAY, HOUR, openDesk, type TestDesk } from '../support/desk.ts';
import { temporaryFolder } from '../support/temporary.ts';

async function learner(kept = 14) {
  const desk = await openDesk();
  await addCards(desk, { id: 'a' }, { id: 'b' });
  const folder = join(await temporaryFolder(), 'data/backups');
  return { desk, folder, backups: createBackups(desk, folder, kept) };
}

const answerToday = (desk: TestDesk) => answer(desk, { reviewedAtMs: desk.now });

function reviewsIn(file: string): unknown {
  const copy = new Database(file, { readonly: true });
  try {
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    return copy.prepare('select count(*) from events').pluck().get();
  } finally {
    copy.close();
  }
}

describe('a backup', () => {
  it('holds everything committed, in one file, and is listed', async () => {
    const { desk, folder, backups } = await learner();
    expect(await backups.list()).toEqual([]);
    await answer(desk);
    const made = await backups.make();
    await answer(desk, { cardId: asCardId('b') });
    expect(made).toMatchObject({ name: 'tenax-2026-11-23T10-00-00.000Z.db', day: null });
    expect(await readdir(folder)).toEqual([made.name]);
    expect(reviewsIn(made.path)).toBe(1);
    expect(await backups.list()).toEqual([made]);
    expect(made.bytes).toBeGreaterThan(10_000);
  });

  it('is of a single moment, however much is reviewed meanwhile', async () => {
    const { desk, backups } = await learner();
    const [first, second] = [backups.make(), backups.make()];
    for (let i = 0; i < 50; i++) {
      desk.now += 1_000;
      await answer(desk);
    }
    for (const { path } of [await first, await second]) expect(reviewsIn(path)).toBeLessThanOrEqual(50);
  });

  it('leaves nothing behind if it fails', async () => {
    const { desk, folder } = await learner();
    await writeFile(join(await temporaryFolder(), 'file'), '');
    const store = { ...desk.store, copyTo: () => Promise.reject(new Error('the disk is full')) };
    await expect(createBackups({ ...desk, store }, folder, 14).make()).rejects.toThrow('the disk is full');
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('a backup that fails', () => {
  it('is thrown away if the copy is damaged, and says so', async () => {
    const file = join(await temporaryFolder(), 'tenax.db');
    const desk = await openDesk({ store: await openStore({ file, migrations }) });
    const folder = join(await temporaryFolder(), 'backups');
    const handle = new Database(file);
    handle.unsafeMode(true);
    handle.pragma('writable_schema = on');
    handle.exec(
      `update sqlite_master set sql = replace(sql, '"at_ms"', '"due_day"') where name = 'events_by_time'`,
    );
    handle.close();
    await addCards(desk, { id: 'a' });
    await answer(desk);
    await expect(createBackups(desk, folder, 14).make()).rejects.toMatchObject({
      failure: 'corrupt',
      message: expect.stringMatching(/No backup was kept, since its copy is damaged.*tenax restore/),
    });
    expect(await readdir(folder)).toEqual([]);
    await desk.store.close();
  });

  it.each([
    ['its folder', async (folder: string) => writeFile(folder, 'in the way')],
    [
      'its name',
      async (folder: string) =>
        void (await mkdir(join(folder, 'tenax-2026-11-23T10-00-00.000Z.db', 'x'), { recursive: true })),
    ],
  ])('blames the folder of the backups if %s is taken', async (_, block) => {
    const { desk, backups, folder } = await learner();
    await mkdir(dirname(folder), { recursive: true });
    await block(folder);
    await answer(desk);
    await expect(backups.make()).rejects.toMatchObject({
      failure: 'backups',
      message: expect.stringContaining(folder),
    });
  });

  it.each(['ENOSPC', 'SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE'])(
    'says that its disk is full (%s)',
    async (code) => {
      const { desk, folder } = await learner();
      const store = { ...desk.store, copyTo: () => Promise.reject(Object.assign(new Error('no'), { code })) };
      await expect(createBackups({ ...desk, store }, folder, 14).make()).rejects.toMatchObject({
        failure: 'full',
        message: expect.stringContaining(folder),
      });
    },
  );
});

describe('the daily backup', () => {
  it('never takes the place of one that holds more, such as that of an earlier database', async () => {
    const earlier = await learner();
    for (let review = 0; review < 3; review++) {
      earlier.desk.now += 60_000;
      await answer(earlier.desk);
    }
    const { desk, folder, backups } = await learner(1);
    await mkdir(folder, { recursive: true });
    const good = join(folder, 'tenax-2026-11-01.daily.db');
    await earlier.desk.store.copyTo(good);
    const days: string[][] = [];
    for (let day = 0; day < 4; day++) {
      await answerToday(desk);
      await backups.makeDaily();
      days.push((await backups.list()).map(({ name }) => name.slice(6, 16)).sort());
      desk.now += DAY;
    }
    expect(days).toEqual([
      ['2026-11-01', '2026-11-23'],
      ['2026-11-01', '2026-11-24'],
      ['2026-11-25'],
      ['2026-11-26'],
    ]);
  });

  it('is made once a study day, if something was reviewed since the last', async () => {
    const { desk, backups } = await learner();
    expect(await backups.makeDaily()).toBeNull();
    await answerToday(desk);
    expect(await backups.makeDaily()).toMatchObject({ name: 'tenax-2026-11-23.daily.db', day: 20_780 });
    await answerToday(desk);
    expect(await backups.makeDaily()).toBeNull();
    desk.now += 15 * HOUR;
    expect(await backups.makeDaily()).toBeNull();
    desk.now += 2 * HOUR;
    expect(await backups.makeDaily()).toMatchObject({ name: 'tenax-2026-11-24.daily.db' });
    desk.now += DAY;
    expect(await backups.makeDaily()).toBeNull();
  });

  it('is deleted when there are enough newer ones, unlike those made by hand', async () => {
    const { desk, backups } = await learner(2);
    await backups.make();
    for (let day = 0; day < 4; day++) {
      await answerToday(desk);
      await backups.makeDaily();
      desk.now += DAY;
    }
    const names = (await backups.list()).map(({ name }) => name).sort();
    expect(names).toEqual([
      'tenax-2026-11-23T10-00-00.000Z.db',
      'tenax-2026-11-25.daily.db',
      'tenax-2026-11-26.daily.db',
    ]);
  });

  it('is not made if none are to be kept', async () => {
    const { desk, backups } = await learner(0);
    await answerToday(desk);
    expect(await backups.makeDaily()).toBeNull();
  });

  it('is made automatically while Tenax runs, and reports errors', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const { desk, backups, folder } = await learner();
      await answerToday(desk);
      const failures: unknown[] = [];
      const daily = keepDaily(backups, (error) => failures.push(error));
      vi.advanceTimersByTime(60_000);
      await daily.close();
      expect(await backups.list()).toMatchObject([{ name: 'tenax-2026-11-23.daily.db' }]);

      await rm(folder, { recursive: true });
      await writeFile(folder, 'in the way');
      const again = keepDaily(backups, (error) => failures.push(error));
      vi.advanceTimersByTime(60_000);
      await again.close();
      expect(failures).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });
});
