import { readInThread } from '../store/in-thread.ts';
import { type Rehearsal, type Rehearsed, rehearsed } from './rehearsal.ts';

await readInThread<Rehearsal, readonly Rehearsed[]>(async (db, rehearsal, tell) => {
  for await (const piece of rehearsed(db, rehearsal)) tell(piece);
});
