// The two statements of a review without Tenax around them.

import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { asEventId } from '../server/schedule/ids.ts';
import type { EventRow, MemoryRow } from '../server/store/tables.ts';
import { insertEvent, upsertMemory } from './statements.ts';

/** As often as the server does it in a thread: after some 32 MiB of write-ahead log. */
const CHECKPOINT_PAGES = 8_000;

/**
 * The number of cards, over all topics, that are reviewed again and again: so a card's HTML is cached when its review
 * comes, as after a person was asked it.
 */
const CARDS = 500;

/** What a review writes, by better-sqlite3 alone. */
export interface Bare {
  /** The cards that are reviewed, here and over HTTP. */
  readonly cardIds: readonly string[];
  /** Appends to the log and stores the memory of the next card; durable when it returns. */
  review(): void;
  close(): void;
}

/** Opens a database that no other process has open, as durable as Tenax does. */
export function openBare(file: string): Bare {
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('fullfsync = ON');
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  const memories = db
    .prepare<[number], MemoryRow>('select * from memories order by last_review_id limit ?')
    .all(CARDS);
  const last = db.prepare<[], EventRow>('select * from events order by arrival desc limit 1').get();
  if (!last) throw new Error('The log is empty.');
  const append = insertEvent(db);
  const keep = upsertMemory(db);
  let { arrival } = last;
  let turn = 0;
  const write = db.transaction((event: EventRow, memory: MemoryRow) => {
    append(event);
    keep(memory);
  });
  return {
    cardIds: memories.map((memory) => memory.card_id),
    review() {
      const before = memories[turn++ % memories.length];
      if (!before) throw new Error('The database has no memories.');
      const nowMs = Date.now();
      const id = asEventId(randomUUID());
      const event = {
        ...last,
        arrival: ++arrival,
        id,
        card_id: before.card_id,
        at_ms: nowMs,
        received_at_ms: nowMs,
      };
      write.immediate(event, { ...before, last_reviewed_at_ms: nowMs, last_review_id: id });
    },
    close: () => db.close(),
  };
}
