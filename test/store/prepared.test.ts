import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { prepare } from '../../server/store/prepared.ts';
import { openStore } from '../../server/store/sqlite.ts';
import { temporaryFolder } from '../support/temporary.ts';

it('a prepared query is built once and runs with other parameters each time, in a command and outside', async () => {
  const store = await openStore({ file: join(await temporaryFolder(), 'tenax.db'), migrations });
  onTestFinished(() => store.close());
  let built = 0;
  const insert = prepare<{ id: string; body: string }>()((db, param) => {
    built += 1;
    return db.insertInto('weights').values({ id: param('id'), body: param('body') });
  });
  const byIds = prepare<{ from: string; to: string }>()((db, param) => {
    built += 1;
    return db
      .selectFrom('weights')
      .select(['id', 'body'])
      .where('id', '>=', param('from'))
      .where('id', '<', param('to'))
      .where('body', '!=', 'fixed')
      .orderBy('id');
  });

  for (const id of ['a', 'b', 'c']) await store.write((tx) => insert.all(tx, { id, body: `body of ${id}` }));
  expect(await byIds.all(store.read, { from: 'a', to: 'c' })).toEqual([
    { id: 'a', body: 'body of a' },
    { id: 'b', body: 'body of b' },
  ]);
  expect(await byIds.first(store.read, { from: 'c', to: 'd' })).toEqual({ id: 'c', body: 'body of c' });
  expect(await byIds.first(store.read, { from: 'x', to: 'y' })).toBeUndefined();
  expect(built).toBe(2);
});
