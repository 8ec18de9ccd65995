import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { openStore } from '../../server/store/sqlite.ts';
import { temporaryFolder } from '../support/temporary.ts';

const BODY = 'x'.repeat(500);

it('a checkpoint copies writes into the file while others write, and finishes before the store closes', async () => {
  const file = join(await temporaryFolder(), 'tenax.db');
  const store = await openStore({ file, migrations });
  onTestFinished(() => store.close());
  const before = statSync(file).size;
  await store.write(async (tx) => {
    for (let index = 0; index < 3_000; index++) {
      await tx
        .insertInto('weights')
        .values({ id: String(index), body: BODY })
        .execute();
    }
  });
  await expect.poll(() => statSync(file).size, { timeout: 10_000 }).toBeGreaterThan(before + 1_000_000);
  await store.write((tx) => tx.insertInto('weights').values({ id: 'last', body: BODY }).execute());
  await store.close();
  const again = await openStore({ file, migrations });
  const { length } = await again.read.selectFrom('weights').select('id').execute();
  await again.close();
  expect(length).toBe(3_001);
});
