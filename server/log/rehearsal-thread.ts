// The thread that runs a rehearsal.
import { readInThread } from '../store/in-thread.ts';
import { type Rehearsal, type Rehearsed, rehearsed } from './rehearsal.ts';

await readInThread<Rehearsal, readonly Rehearsed[]>(async (db, rehearsal, send) => {
  for await (const piece of rehearsed(db, rehearsal)) send(piece);
});
