// A rehearsal: works out what a replay would do, in this process or in a thread.
import type { Kysely } from 'kysely';
import { refoldCard } from '../schedule/fold.ts';
import type { CardId } from '../schedule/ids.ts';
import { studyDayStart } from '../schedule/study-day.ts';
import type { CardHistory, Due, SchedulerSettings, StudyDay } from '../schedule/types.ts';
import type { Store } from '../store/store.ts';
import type { MemoryRow, Tables } from '../store/tables.ts';
import { yieldNow } from '../store/yielding.ts';
import { storedLoads } from './day-load.ts';
import type { Learner } from './desk.ts';
import { lastAtMs, logOf } from './events.ts';
import { memoryByCard } from './memories.ts';
import { memoryRow } from './rows.ts';

/** Yield to the event loop after this many. A thread sends its results in pieces of this many. */
const EVENTS_A_PIECE = 500;

/** The cards to fold, with settings that need not be in effect yet. Can be sent to a thread. */
export interface Rehearsal {
  readonly learner: Learner;
  /** The cards, grouped by settings. */
  readonly groups: readonly CardGroup[];
  /** As in `ReplayOptions`. */
  readonly dueTimes: 'decide' | 'same-days';
  /** The current study day by the rehearsed settings. */
  readonly today: StudyDay;
}

export interface CardGroup {
  readonly scheduler: SchedulerSettings;
  readonly cardIds: readonly CardId[];
}

/** A card folded by the rehearsed settings. */
export interface Rehearsed {
  readonly cardId: CardId;
  readonly history: CardHistory;
  /** The time of the card's latest event. */
  readonly lastAtMs: number;
  /** The new due time to record, or null if the recorded one holds. */
  readonly due: Due | null;
  /** Whether the stored memory is different. */
  readonly differs: boolean;
}

/** Folds the logs of the cards and yields the results in pieces. */
export async function* rehearsed(
  db: Kysely<Tables>,
  { learner, groups, dueTimes, today }: Rehearsal,
): AsyncGenerator<readonly Rehearsed[]> {
  const desk = { learner };
  const loadOn = await storedLoads(db, learner.id);
  let piece: Rehearsed[] = [];
  let events = 0;
  for (const { scheduler, cardIds } of groups) {
    for (const cardId of cardIds) {
      const log = await logOf(db, desk, cardId);
      const kept = await memoryByCard.first(db, { learner: learner.id, id: cardId });
      const { history, due } = refoldCard(log, scheduler, learner, loadOn);
      piece.push({
        cardId,
        history,
        lastAtMs: lastAtMs(log),
        due: dueTimes === 'decide' ? due : sameDay(learner, history, today),
        differs: !isKept(memoryRow(learner.id, cardId, history), kept),
      });
      events += log.length;
      if (events < EVENTS_A_PIECE) continue;
      yield piece;
      piece = [];
      events = 0;
    }
  }
  yield piece;
}

/** Runs a rehearsal in this process. Yields to the event loop between pieces. */
export async function rehearseHere(store: Store, rehearsal: Rehearsal): Promise<readonly Rehearsed[]> {
  const all: Rehearsed[] = [];
  for await (const piece of rehearsed(store.read, rehearsal)) {
    all.push(...piece);
    await yieldNow();
  }
  return all;
}

/** Runs a rehearsal in a thread. @throws StoreError if the thread ends early or the store is closed meanwhile */
export async function rehearseInThread(store: Store, rehearsal: Rehearsal): Promise<readonly Rehearsed[]> {
  const all: Rehearsed[] = [];
  await store.readInThread(['log', 'rehearsal-thread.js'], rehearsal, (piece: readonly Rehearsed[]) => {
    all.push(...piece);
  });
  return all;
}

/**
 * Returns the due time at the new start of a card's due day, or null if it does not move. A card on a step, or due by
 * now, does not move.
 */
function sameDay(learner: Learner, { memory, due }: CardHistory, today: StudyDay): Due | null {
  if (!due || memory.state !== 'review' || due.dueDay <= today) return null;
  const dueAtMs = studyDayStart(due.dueDay, learner);
  return dueAtMs === due.dueAtMs ? null : { ...due, dueAtMs };
}

function isKept(folded: MemoryRow, kept: MemoryRow | undefined): boolean {
  if (!kept) return false;
  const columns = Object.keys(folded) as (keyof MemoryRow)[];
  return columns.every((column) => folded[column] === kept[column]);
}
