import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { openStore } from '../../server/store/sqlite.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { describeStore } from './contract.ts';

describeStore('SQLite', async () => {
  const file = join(await temporaryFolder(), 'tenax.db');
  let store = await openStore({ file, migrations });
  onTestFinished(() => store.close());
  return {
    store,
    async reopen() {
      await store.close();
      store = await openStore({ file, migrations });
      return store;
    },
  };
});
