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

/** Yield to the event loop after this many; a thread reports as many at once. */
const EVENTS_A_PIECE = 500;

/** Cards to fold by settings that need not be in effect yet. It can be told to a thread. */
export interface Rehearsal {
  readonly learner: Learner;
  /** Cards with the same settings stand together. */
  readonly groups: readonly CardGroup[];
  /** As for a replay. */
  readonly dueTimes: 'decide' | 'same-days';
  /** The study day by the settings that are rehearsed. */
  readonly today: StudyDay;
}

export interface CardGroup {
  readonly scheduler: SchedulerSettings;
  readonly cardIds: readonly CardId[];
}

/** A card as its log has it by the settings that are rehearsed. */
export interface Rehearsed {
  readonly cardId: CardId;
  readonly history: CardHistory;
  /** Of the card's latest event. */
  readonly lastAtMs: number;
  /** To record; null where the recorded one holds. */
  readonly due: Due | null;
  /** Whether the memory that is kept is another. */
  readonly differs: boolean;
}

/** Folds the logs of the cards, piece by piece. */
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

/** In this process, others being served between the pieces. */
export async function rehearseHere(store: Store, rehearsal: Rehearsal): Promise<readonly Rehearsed[]> {
  const all: Rehearsed[] = [];
  for await (const piece of rehearsed(store.read, rehearsal)) {
    all.push(...piece);
    await yieldNow();
  }
  return all;
}

/** The same in a thread of its own. @throws StoreError where that ends early, or the store is closed meanwhile */
export async function rehearseInThread(store: Store, rehearsal: Rehearsal): Promise<readonly Rehearsed[]> {
  const all: Rehearsed[] = [];
  await store.readInThread(['log', 'rehearsal-thread.js'], rehearsal, (piece: readonly Rehearsed[]) => {
    all.push(...piece);
  });
  return all;
}

/** The start of a card's due day, where the calendar moves that; a step of minutes ends when it ends. */
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
