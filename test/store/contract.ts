import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { asCardId, asEventId, asLearnerId } from '../../server/schedule/ids.ts';
import type { Store } from '../../server/store/store.ts';
import type { EventRow, WeightsRow } from '../../server/store/tables.ts';

/** A database of some dialect, empty but for its tables, that closes when the test ends. */
export interface StoreUnderTest {
  readonly store: Store;
  /** Closes the store and opens the same database again. */
  reopen(): Promise<Store>;
}

const weights = (id: string): WeightsRow => ({ id, body: '[]' });

const event = (id: string, values: Partial<EventRow> = {}): EventRow => ({
  learner_id: asLearnerId('default'),
  arrival: 1,
  id: asEventId(id),
  type: 'reviewed',
  card_id: asCardId('card'),
  at_ms: 1_790_000_000_123,
  received_at_ms: 1_790_000_000_123,
  zone: 'UTC',
  rollover_minutes: 240,
  study_day: 20_717,
  reviewed_at_ms: null,
  rating: 3,
  duration_ms: null,
  mode: 'review',
  points: null,
  expected_last_review_id: null,
  content_hash: null,
  weights_id: null,
  predicted_recall: null,
  due_at_ms: null,
  due_day: null,
  interval_days: null,
  cause: null,
  target_id: null,
  ...values,
});

const insert = (store: Store, id: string) =>
  store.write((tx) => tx.insertInto('weights').values(weights(id)).execute());

const ids = async (store: Store) =>
  (await store.read.selectFrom('weights').select('id').orderBy('id').execute()).map((row) => row.id);

/** What every dialect of the store promises. */
export function describeStore(dialect: string, open: () => Promise<StoreUnderTest>): void {
  describe(`the store on ${dialect}`, () => {
    it('returns what was written, also after it was closed and opened again', async () => {
      const { store, reopen } = await open();
      await insert(store, 'first');
      expect(await ids(store)).toEqual(['first']);
      expect(await ids(await reopen())).toEqual(['first']);
    });

    it('finds nothing wrong with itself', async () => {
      const { store } = await open();
      await insert(store, 'first');
      expect(await store.faults()).toEqual([]);
    });

    it('keeps instants, figures and absent values to the last digit', async () => {
      const { store } = await open();
      const row = event('a', { predicted_recall: 0.1 + 0.2, due_at_ms: 253_402_300_799_999 });
      await store.write((tx) => tx.insertInto('events').values(row).execute());
      expect(await store.read.selectFrom('events').selectAll().execute()).toEqual([row]);
    });

    it('orders ids by their bytes and distinguishes upper from lower case', async () => {
      const { store } = await open();
      for (const id of ['b', 'B', 'a-1', 'a1', 'é']) await insert(store, id);
      expect(await ids(store)).toEqual(['B', 'a-1', 'a1', 'b', 'é']);
    });

    it('returns the result of the command', async () => {
      const { store } = await open();
      expect(await store.write(async () => 42)).toBe(42);
    });

    it('raises its version with a commit, before the write resolves', async () => {
      const { store } = await open();
      const before = store.version();
      await insert(store, 'first');
      const after = store.version();
      expect(after).toBeGreaterThan(before);
      await ids(store);
      expect(store.version()).toBe(after);
    });

    it('knows which cards were changed since a version, for as long as only cards were', async () => {
      const { store } = await open();
      const start = store.version();
      expect(store.cardsChangedSince(start)).toEqual([]);
      await Promise.all([
        store.write(async () => {}, { touches: [asCardId('a')] }),
        store.write(async () => {}, { touches: [asCardId('b')] }),
      ]);
      const middle = store.version();
      await store.write(async () => {}, { touches: [asCardId('c'), asCardId('d')] });
      await expect(
        store.write(() => Promise.reject(new Error('no')), { touches: [asCardId('e')] }),
      ).rejects.toThrow();
      await store.write(async () => {}, { touches: 'no card' });
      expect(store.cardsChangedSince(start)).toEqual(['a', 'b', 'c', 'd']);
      expect(store.cardsChangedSince(middle)).toEqual(['c', 'd']);
      await insert(store, 'something else');
      expect(store.cardsChangedSince(start)).toBeNull();
      expect(store.cardsChangedSince(store.version())).toEqual([]);
    });

    it('has another version of the library only after a write that is not confined to cards', async () => {
      const { store } = await open();
      await insert(store, 'something else');
      const version = store.libraryVersion();
      await Promise.all([
        store.write(async () => {}, { touches: [asCardId('a')] }),
        store.write(async () => {}, { touches: [asCardId('b'), asCardId('c')] }),
        store.write(async () => {}, { touches: 'no card' }),
      ]);
      await expect(store.write(() => Promise.reject(new Error('no')))).rejects.toThrow();
      expect(store.libraryVersion()).toBe(version);
      await Promise.all([
        store.write(async () => {}, { touches: [asCardId('a')] }),
        store.write(async () => {}),
      ]);
      expect(store.libraryVersion()).toBe(store.version());
    });

    it('does not pretend to know what changed too long ago', async () => {
      const { store } = await open();
      const start = store.version();
      for (let i = 0; i < 1_001; i += 1) await store.write(async () => {}, { touches: [asCardId('a')] });
      expect(store.cardsChangedSince(start)).toBeNull();
      expect(store.cardsChangedSince(start + 1)).toHaveLength(1_000);
    });

    it('shows a command its own writes, and others only after the commit', async () => {
      const { store } = await open();
      let inside: unknown[] = [];
      let outside: unknown[] = [];
      await store.write(async (tx) => {
        await tx.insertInto('weights').values(weights('first')).execute();
        inside = await tx.selectFrom('weights').select('id').execute();
        outside = await store.read.selectFrom('weights').select('id').execute();
      });
      expect(inside).toHaveLength(1);
      expect(outside).toHaveLength(0);
    });

    it('keeps nothing of a command that fails, and all of those that waited with it', async () => {
      const { store } = await open();
      const failing = store.write(async (tx) => {
        await tx.insertInto('weights').values(weights('half')).execute();
        throw new Error('second thoughts');
      });
      const results = await Promise.allSettled([insert(store, 'before'), failing, insert(store, 'after')]);
      expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      await expect(failing).rejects.toThrow('second thoughts');
      expect(await ids(store)).toEqual(['after', 'before']);
    });

    it('rejects a command whose query is refused, and goes on working', async () => {
      const { store } = await open();
      await insert(store, 'first');
      await expect(insert(store, 'first')).rejects.toThrow(/unique/i);
      await insert(store, 'second');
      expect(await ids(store)).toEqual(['first', 'second']);
    });

    it('keeps what a command wrote around a failed query that it caught', async () => {
      const { store } = await open();
      await insert(store, 'first');
      await store.write(async (tx) => {
        const again = tx.insertInto('weights').values(weights('first'));
        await expect(again.execute()).rejects.toThrow();
        await tx.insertInto('weights').values(weights('second')).execute();
      });
      expect(await ids(store)).toEqual(['first', 'second']);
    });

    it('runs commands one after the other, so that none sees half of another', async () => {
      const { store } = await open();
      await store.write((tx) => tx.insertInto('weights').values({ id: 'sum', body: '0' }).execute());
      const add = () =>
        store.write(async (tx) => {
          const { body } = await tx
            .selectFrom('weights')
            .select('body')
            .where('id', '=', 'sum')
            .executeTakeFirstOrThrow();
          await tx
            .updateTable('weights')
            .set({ body: String(Number(body) + 1) })
            .where('id', '=', 'sum')
            .execute();
        });
      await Promise.all(Array.from({ length: 300 }, add));
      expect(await store.read.selectFrom('weights').select('body').execute()).toEqual([{ body: '300' }]);
    });

    it('refuses queries in a transaction whose command is over', async () => {
      const { store } = await open();
      const leaked = await store.write(async (tx) => ({ tx }));
      await expect(leaked.tx.insertInto('weights').values(weights('late')).execute()).rejects.toThrow();
      await insert(store, 'next');
      expect(await ids(store)).toEqual(['next']);
    });

    it('refuses a write that waits for another write instead of hanging', async () => {
      const { store } = await open();
      const nested = store.write(async (tx) => {
        await tx.insertInto('weights').values(weights('outer')).execute();
        await insert(store, 'inner');
      });
      await expect(nested).rejects.toMatchObject({ name: 'StoreError', failure: 'stalled' });
      await insert(store, 'next');
      expect(await ids(store)).not.toContain('outer');
    });

    it('serves readers while a command pauses, without its writes, and lets writers wait', async () => {
      const { store } = await open();
      const done: string[] = [];
      const long = store.write(async (tx, pause) => {
        await tx.insertInto('weights').values(weights('long')).execute();
        await pause();
        expect(await ids(store)).toEqual([]);
        await pause();
        done.push('long');
      });
      const other = insert(store, 'other').then(() => done.push('other'));
      await Promise.all([long, other]);
      expect(done).toEqual(['long', 'other']);
      expect(await ids(store)).toEqual(['long', 'other']);
    });

    it('refuses a command that waits for something else after it has paused', async () => {
      const { store } = await open();
      const stalled = store.write(async (_, pause) => {
        await pause();
        await new Promise((resolve) => setTimeout(resolve, 50));
      });
      await expect(stalled).rejects.toMatchObject({ failure: 'stalled' });
    });

    it('does not write through the connection for reading', async () => {
      const { store } = await open();
      await expect(store.read.insertInto('weights').values(weights('first')).execute()).rejects.toThrow();
      await expect(sql`delete from events`.execute(store.read)).rejects.toThrow();
    });

    it('reads a snapshot as it was, whatever is written meanwhile', async () => {
      const { store } = await open();
      await insert(store, 'before');
      const moment = await store.moment();
      const seen = async () =>
        (await moment.read.selectFrom('weights').select('id').execute()).map(({ id }) => id);
      await insert(store, 'after');
      expect(await seen()).toEqual(['before']);
      await moment.close();
      expect(await ids(store)).toEqual(['after', 'before']);
    });

    it('finishes waiting commands when it closes, and refuses later ones', async () => {
      const { store, reopen } = await open();
      const waiting = [insert(store, 'a'), insert(store, 'b')];
      const again = await reopen();
      await Promise.all(waiting);
      expect(await ids(again)).toEqual(['a', 'b']);
      await expect(insert(store, 'c')).rejects.toMatchObject({ failure: 'closed' });
    });
  });
}
