// Scans a library once.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { migrations } from '../migrations/index.ts';
import { createLibrary } from '../server/library/library.ts';
import { openStore } from '../server/store/sqlite.ts';
import { databaseIn } from './place.ts';
import { timed } from './timing.ts';

// Scans in a separate process, so that nothing is cached from the scan before. The store is open when the clock starts.
const [decks = '', data = ''] = process.argv.slice(2);
const store = await openStore({ file: databaseIn(data), migrations });
const library = createLibrary({
  root: decks,
  trash: join(data, 'trash'),
  store,
  clock: Date.now,
  uuid: randomUUID,
  warn: (message) => process.stderr.write(`${message}\n`),
});
const ms = await timed(() => library.scan());
const problems = await library.problems();
await store.close();
if (problems.length > 0) throw new Error(`The library has errors, such as ${JSON.stringify(problems[0])}.`);
process.send?.({ ms });
process.disconnect();
