// The thread that looks at the rows of all tables.
import { readInThread } from '../store/in-thread.ts';
import { type Broken, brokenRows } from './tables.ts';

await readInThread<null, readonly Broken[]>(async (db, _, send) => {
  for await (const broken of brokenRows(db)) send(broken);
});
