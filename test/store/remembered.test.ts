import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { asCardId, asLearnerId } from '../../server/schedule/ids.ts';
import { inTurn } from '../../server/store/in-turn.ts';
import { ofLibrary } from '../../server/store/of-library.ts';
import { LEARNERS_REMEMBERED, perLearner, perStore, Remembered } from '../../server/store/remembered.ts';
import { openStore } from '../../server/store/sqlite.ts';
import type { Store } from '../../server/store/store.ts';
import { temporaryFolder } from '../support/temporary.ts';

async function open(): Promise<Store> {
  const store = await openStore({ file: join(await temporaryFolder(), 'tenax.db'), migrations });
  onTestFinished(() => store.close());
  return store;
}

const count = async (store: Store): Promise<number> =>
  (await store.read.selectFrom('weights').select('id').execute()).length;

let added = 0;
/** Adds weights, as a write that may change anything or as one that is confined to a card. */
const add = (store: Store, card?: string) =>
  store.write(
    (tx) =>
      tx
        .insertInto('weights')
        .values({ id: String(++added), body: '[]' })
        .execute(),
    { touches: card === undefined ? 'everything' : [asCardId(card)] },
  );

/** A promise that is settled from outside. */
function pending<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (reason: Error) => void = () => {};
  const promise = new Promise<T>((...both) => {
    [resolve, reject] = both;
  });
  return { promise, resolve, reject };
}

describe('a remembered value', () => {
  it('is never of another version than the database has, whatever is written between', async () => {
    const step = fc.constantFrom('write', 'write to a card', 'ask', 'ask while writing', 'ask the library');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const store = await open();
        const remembered = new Remembered<{ version: number }, Promise<number>>();
        const library = ofLibrary(count);
        const ask = () => remembered.value({ version: store.version() }, () => count(store));
        let ofLibraryWrites = 0;
        for (const what of steps) {
          if (what === 'ask while writing') await Promise.all([ask(), add(store), ask()]);
          else if (what === 'write to a card') await add(store, 'a');
          else if (what === 'write') await add(store);
          if (what === 'write' || what === 'ask while writing') ofLibraryWrites = await count(store);
          if (what === 'ask the library')
            expect(await library(store)).toBeGreaterThanOrEqual(ofLibraryWrites);
          else if (what === 'ask') expect(await ask()).toBe(await count(store));
        }
        expect(await ask()).toBe(await count(store));
      }),
      { numRuns: 20 },
    );
  });

  it('is made once for all who ask on the same ground, and again on another', async () => {
    const remembered = new Remembered<{ version: number; id: string }, Promise<number>>();
    let made = 0;
    const ask = (version: number, id: string) => remembered.value({ version, id }, async () => ++made);
    expect(await Promise.all([ask(1, 'a'), ask(1, 'a')])).toEqual([1, 1]);
    expect(await ask(1, 'a')).toBe(1);
    expect(await ask(1, 'b')).toBe(2);
    expect(await ask(2, 'b')).toBe(3);
  });

  it('is made again where it does not hold for another reason', () => {
    const remembered = new Remembered<object, number>();
    let made = 0;
    const ask = (least: number) =>
      remembered.value(
        {},
        () => ++made,
        (value) => value >= least,
      );
    expect([ask(1), ask(1), ask(2), ask(2)]).toEqual([1, 1, 2, 2]);
  });

  it('is not replaced by one of before that took longer', async () => {
    const remembered = new Remembered<{ version: number }, Promise<string>>();
    const [older, newer] = [pending<string>(), pending<string>()];
    const slow = remembered.value({ version: 1 }, () => older.promise);
    const quick = remembered.value({ version: 2 }, () => newer.promise);
    newer.resolve('new');
    await quick;
    older.resolve('old');
    await slow;
    expect(await remembered.value({ version: 2 }, async () => 'made again')).toBe('new');
  });

  it('is not kept where making it failed, and a late failure leaves what came after', async () => {
    const remembered = new Remembered<{ version: number }, Promise<string>>();
    const failing = pending<string>();
    const both = [1, 2].map(() => remembered.value({ version: 1 }, () => failing.promise));
    failing.reject(new Error('no'));
    for (const one of both) await expect(one).rejects.toThrow('no');
    expect(remembered.known({ version: 1 })).toBeUndefined();

    const late = pending<string>();
    const first = remembered.value({ version: 2 }, () => late.promise);
    expect(await remembered.value({ version: 3 }, async () => 'after')).toBe('after');
    late.reject(new Error('late'));
    await expect(first).rejects.toThrow('late');
    expect(await remembered.known({ version: 3 })).toBe('after');
  });

  it('is not there after making it threw', () => {
    const remembered = new Remembered<object, number>();
    const fail = () => {
      throw new Error('no');
    };
    expect(() => remembered.value({}, fail)).toThrow('no');
    expect(remembered.value({}, () => 1)).toBe(1);
  });
});

describe('what is read of the library', () => {
  it('is read again after a write that is not confined to cards, and only then', async () => {
    const store = await open();
    let reads = 0;
    const library = ofLibrary(async () => ++reads);
    expect(await Promise.all([library(store), library(store)])).toEqual([1, 1]);
    // More than the commits for which it is known what they changed.
    for (let i = 0; i < 1_001; i++) await add(store, 'a');
    expect(await library(store)).toBe(1);
    await add(store);
    expect(await library(store)).toBe(2);
  });

  it('is not shared by those who ask after a write with those who asked before', async () => {
    const store = await open();
    const [before, after] = [pending<string>(), pending<string>()];
    const readings = [before, after];
    const library = ofLibrary(() => readings.shift()?.promise ?? Promise.resolve('too many'));
    const early = library(store);
    await add(store);
    const late = library(store);
    after.resolve('after');
    expect(await late).toBe('after');
    before.resolve('before');
    expect(await early).toBe('before');
    expect(await library(store)).toBe('after');
  });
});

describe('what belongs to a learner', () => {
  const owner = (store: Store, id: string) => ({ store, learner: { id: asLearnerId(id) } });

  it('is the same for each desk of the learner, and another for others and in other stores', async () => {
    const [store, other] = [await open(), await open()];
    const things = perLearner((_, learnerId) => ({ learnerId }));
    const mine = things(owner(store, 'a'));
    expect(things(owner(store, 'a'))).toBe(mine);
    expect(mine).toEqual({ learnerId: 'a' });
    expect(things(owner(store, 'b'))).toEqual({ learnerId: 'b' });
    expect(things(owner(other, 'a'))).not.toBe(mine);
    const ofStores = perStore(() => ({}));
    expect(ofStores(store)).toBe(ofStores(store));
    expect(ofStores(store)).not.toBe(ofStores(other));
  });

  it('goes, all of it, once so many other learners asked since', async () => {
    const store = await open();
    const [things, others] = [perLearner(() => ({})), perLearner(() => ({}))];
    const [mine, alsoMine, active] = [
      things(owner(store, 'me')),
      others(owner(store, 'me')),
      things(owner(store, 'active')),
    ];
    for (let i = 1; i < LEARNERS_REMEMBERED; i++) {
      things(owner(store, `learner-${i}`));
      expect(things(owner(store, 'active'))).toBe(active);
    }
    expect(things(owner(store, 'me'))).not.toBe(mine);
    expect(others(owner(store, 'me'))).not.toBe(alsoMine);
  });
});

describe('work in turn', () => {
  it('is done one after the other for a learner, beside that of others, and a failure stops nobody', async () => {
    const store = await open();
    const turn = inTurn();
    const done: string[] = [];
    const gate = pending<void>();
    const work = (learner: string, name: string, before: Promise<void> = Promise.resolve()) =>
      turn({ store, learner: { id: asLearnerId(learner) } }, async () => {
        await before;
        done.push(name);
        if (name === 'failing') throw new Error('no');
        return name;
      });
    const [first, failing, last] = [
      work('a', 'first', gate.promise),
      work('a', 'failing'),
      work('a', 'last'),
    ];
    expect(await work('b', 'other')).toBe('other');
    expect(done).toEqual(['other']);
    gate.resolve();
    await expect(failing).rejects.toThrow('no');
    expect(await Promise.all([first, last])).toEqual(['first', 'last']);
    expect(done).toEqual(['other', 'first', 'failing', 'last']);
  });
});
