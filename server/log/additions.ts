// Adds to the logs of many cards at once, all or none.
import type { Kysely } from 'kysely';
import { type LoadOn, refoldCard } from '../schedule/fold.ts';
import type { CardId } from '../schedule/ids.ts';
import { CHANGES_REVIEWS } from '../schedule/live-reviews.ts';
import type { CardEvent, CardHistory, SchedulerSettings } from '../schedule/types.ts';
import { lastArrival } from '../store/arrival.ts';
import type { Pause } from '../store/store.ts';
import type { OfCard, Tables } from '../store/tables.ts';
import { yieldAfter, yieldNow } from '../store/yielding.ts';
import { storedLoadByDay } from './day-load.ts';
import type { ReviewDesk } from './desk.ts';
import { append, cardsSince, lastAtMs, logOf } from './events.ts';
import { type Cause, keep, rescheduledRow, schedulerFor } from './memories.ts';
import { cardEvent, type NewEvent } from './rows.ts';

/** Yield to the event loop after this many. */
const EVENTS_A_PIECE = 500;
const ROWS_A_PIECE = 50;

/** What is added to the log of one card. */
export interface Addition {
  /** In the order in which they are appended. */
  readonly rows: readonly OfCard<NewEvent>[];
  /** The card after them. */
  readonly history: CardHistory;
}

/** A card as its log has it, and what its due times depend on. */
export interface LoggedCard {
  readonly cardId: CardId;
  readonly log: readonly CardEvent[];
  readonly scheduler: SchedulerSettings;
  readonly loadOn: LoadOn;
  readonly pause: Pause;
}

/** Works out what to add to a card; null for nothing. It may be asked again, if the card's log has grown meanwhile. */
export type Adding = (card: LoggedCard) => Promise<Addition | null> | Addition | null;

/** Additions that are worked out, and the function that writes them. */
export interface Additions {
  /**
   * Writes what is added to the logs and memories of these cards, and folds their gaps. Cards that changed since the
   * additions were worked out are worked out again. Calls `pause` after every piece.
   *
   * @param others cards to work out again for another reason
   * @returns what was added
   */
  write(
    tx: Kysely<Tables>,
    cardIds: Iterable<CardId>,
    pause: Pause,
    others?: ReadonlySet<CardId>,
  ): Promise<readonly Addition[]>;
}

interface WorkedOut {
  readonly scheduler: SchedulerSettings;
  readonly addition: Addition | null;
}

/**
 * Works out what to add to the logs of cards, while others are served. Folding thousands of reviews takes seconds, so
 * only the writing is left for the transaction, in which other writes wait.
 */
export async function workOut(
  desk: ReviewDesk,
  cardIds: Iterable<CardId>,
  adding: Adding,
): Promise<Additions> {
  const { learner } = desk;
  const db = desk.store.read;
  const upTo = await lastArrival(db, learner.id);
  const workedOut = new Map<CardId, WorkedOut>();
  const loads = await storedLoadByDay(db, desk);
  const pieces = yieldAfter(EVENTS_A_PIECE);
  for (const cardId of cardIds) {
    const log = await logOf(db, desk, cardId, yieldNow);
    const scheduler = await schedulerFor(db, desk, cardId);
    const addition = await adding({ cardId, log, scheduler, loadOn: loads, pause: yieldNow });
    workedOut.set(cardId, { scheduler, addition });
    await pieces(log.length);
  }
  const gaps = await desk.gaps.rehearse(desk, changesIn(workedOut));

  return {
    async write(tx, cards, pause, others = new Set()) {
      const stale = new Set([...(await cardsSince(tx, learner.id, upTo)), ...others]);
      const loadOn = await storedLoadByDay(tx, desk);
      const isValid = (known: WorkedOut | undefined, cardId: CardId, scheduler: SchedulerSettings) =>
        !stale.has(cardId) && known?.scheduler === scheduler && desk.learner === learner;
      const rowPieces = yieldAfter(ROWS_A_PIECE, pause);
      const added: Addition[] = [];
      for (const cardId of cards) {
        const scheduler = await schedulerFor(tx, desk, cardId);
        const known = workedOut.get(cardId);
        let addition = known?.addition ?? null;
        if (!isValid(known, cardId, scheduler)) {
          stale.add(cardId);
          const log = await logOf(tx, desk, cardId, pause);
          addition = await adding({ cardId, log, scheduler, loadOn, pause });
          await rowPieces(ROWS_A_PIECE);
        }
        if (!addition) continue;
        added.push(addition);
        for (const row of addition.rows) {
          await append(tx, row);
          await rowPieces();
        }
        await keep(tx, desk, cardId, addition.history);
        await rowPieces();
      }
      await gaps.keep(tx, stale, pause);
      return added;
    },
  };
}

const CHANGING: ReadonlySet<string> = new Set(CHANGES_REVIEWS);

/** The added events of the cards whose reviews become others, which is all that the gaps look at. */
function changesIn(workedOut: ReadonlyMap<CardId, WorkedOut>): ReadonlyMap<CardId, readonly CardEvent[]> {
  const changes = new Map<CardId, readonly CardEvent[]>();
  for (const [cardId, { addition }] of workedOut) {
    if (addition?.rows.some(({ type }) => CHANGING.has(type)))
      changes.set(cardId, addition.rows.map(cardEvent));
  }
  return changes;
}

/** Adds rows to a card's log, and one more if the due time that the log recorded no longer holds. */
export function rescheduling(
  desk: ReviewDesk,
  { cardId, log, scheduler, loadOn }: LoggedCard,
  added: readonly OfCard<NewEvent>[],
  cause: Cause,
): Addition {
  const events = [...log, ...added.map(cardEvent)];
  const { history, due } = refoldCard(events, scheduler, desk.learner, loadOn);
  if (!due) return { rows: added, history };
  const row = { ...rescheduledRow(desk, cardId, due, lastAtMs(events), cause), card_id: cardId };
  return { rows: [...added, row], history: { ...history, due } };
}
