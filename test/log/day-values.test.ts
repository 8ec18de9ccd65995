import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settledForTheDay } from '../../server/log/day-values.ts';
import { studyDayAt } from '../../server/log/desk.ts';
import { asLearnerId } from '../../server/schedule/ids.ts';
import { DAY, deskWith, HOUR, openDesk, type TestDesk } from '../support/desk.ts';
import { temporaryFolder } from '../support/temporary.ts';

/** A value that is different each time it is measured. */
function measured(name = 'value') {
  let times = 0;
  const value = settledForTheDay<readonly number[], ReadonlySet<number>>({
    name,
    measure: async () => [++times],
    read: (kept) => new Set(kept),
  });
  return async (desk: TestDesk, part?: string) => [...(await value(desk, part))][0];
}

const keptDays = async (desk: TestDesk) => {
  const rows = await desk.store.read.selectFrom('day_values').select(['study_day', 'name']).execute();
  return rows.map(({ study_day: day, name }) => [day - studyDayAt(desk, desk.now), name] as const);
};

describe('a value that is settled for a study day', () => {
  it('is measured once a day for all callers, each part on its own', async () => {
    const desk = await openDesk();
    const value = measured();
    expect(await Promise.all([value(desk), value(desk), value(desk, 'eks')])).toEqual([1, 1, 2]);
    desk.now += HOUR;
    expect([await value(desk), await value(desk, 'eks')]).toEqual([1, 2]);
    desk.now += DAY;
    expect(await value(desk)).toBe(3);
  });

  it('is the same after a restart, and when the clock is set back to yesterday', async () => {
    const file = join(await temporaryFolder(), 'tenax.db');
    const desk = await openDesk({}, file);
    const value = measured();
    expect([await value(desk), await value(desk, 'eks')]).toEqual([1, 2]);
    await desk.store.close();
    const again = await openDesk({}, file);
    expect([await value(again, 'eks'), await value(again)]).toEqual([2, 1]);
    again.now += DAY;
    expect(await value(again)).toBe(3);
    again.now -= DAY;
    expect(await value(again)).toBe(1);
  });

  it('is kept until the end of the next day', async () => {
    const desk = await openDesk();
    const value = measured();
    for (let day = 0; day < 4; day++) {
      await value(desk);
      await value(desk, 'eks');
      desk.now += DAY;
    }
    desk.now -= DAY;
    expect((await keptDays(desk)).sort()).toEqual([
      [-1, 'value'],
      [-1, 'value eks'],
      [0, 'value'],
      [0, 'value eks'],
    ]);
  });

  it('is measured for each learner separately', async () => {
    const desk = await openDesk();
    const other = deskWith(desk, { learner: { ...desk.learner, id: asLearnerId('other') } });
    const value = measured();
    expect([await value(desk), await value(other), await value(desk)]).toEqual([1, 2, 1]);
  });

  it('is the value that another process stored first', async () => {
    const file = join(await temporaryFolder(), 'tenax.db');
    const [desk, other] = [await openDesk({}, file), await openDesk({}, file)];
    const value = settledForTheDay<string, string>({
      name: 'value',
      async measure(asking) {
        if (asking !== desk) return 'first';
        await value(other);
        return 'second';
      },
      read: (kept) => kept,
    });
    expect(await value(desk)).toBe('first');
  });

  it('stays the same while the process runs, even if it cannot be stored', async () => {
    const { store } = await openDesk();
    const full = { ...store, write: () => Promise.reject(new Error('The disk is full.')) };
    const desk = await openDesk({ store: full });
    const value = measured();
    expect([await value(desk), await value(desk)]).toEqual([1, 1]);
    expect(await keptDays(desk)).toEqual([]);
  });

  it('is measured again after a failure', async () => {
    const desk = await openDesk();
    let times = 0;
    const value = settledForTheDay<number, number>({
      name: 'value',
      async measure() {
        if (++times === 1) throw new Error('not yet');
        return times;
      },
      read: (kept) => kept,
    });
    await expect(value(desk)).rejects.toThrow('not yet');
    expect(await value(desk)).toBe(2);
  });
});
