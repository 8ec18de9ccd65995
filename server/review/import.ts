import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { recall } from '../schedule/recall.ts';
import { review } from '../schedule/review.ts';
import type { CardEvent, Due, Memory, Rating } from '../schedule/types.ts';
import { prepare } from '../store/prepared.ts';
import type { Tables } from '../store/tables.ts';
import type { ReviewDesk } from './desk.ts';
import { append, logOf, reschedule } from './log.ts';
import { cardEvent, dueColumns, eventRow, ratingNumber } from './rows.ts';
import { weightsIdOf, weightsInUse } from './weights.ts';

/** One review of a history that was kept elsewhere. */
export interface PastGrading {
  readonly cardId: string;
  readonly rating: Rating;
  /** Milliseconds since the epoch. */
  readonly reviewedAtMs: number;
  readonly durationMs: number | null;
}

export interface Imported {
  /** Reviews that the log holds only now. */
  readonly added: number;
  /** Reviews that it held already. */
  readonly known: number;
  /** Cards that they are of. */
  readonly cards: number;
  /** Of these, the cards that no file has ever held. */
  readonly withoutCard: number;
}

/** Bounds how long the process answers nothing else. */
const ROWS_AT_ONCE = 250;

/**
 * Adds reviews that were kept elsewhere to the log, each once however often it is told, and folds their cards anew.
 * Study days are the learner's as of now. Memory and due times become what they would have been, had Tenax asked
 * for these reviews with the settings of today; a card that no file holds keeps its history until one does.
 *
 * They are written a few cards at a time, while others are served: what was interrupted is completed by repeating
 * it.
 */
export async function importReviews(desk: ReviewDesk, gradings: readonly PastGrading[]): Promise<Imported> {
  const cards = Map.groupBy(gradings, ({ cardId }) => cardId);
  const weights = weightsInUse(desk);
  const counts: number[] = [];
  for (const together of inSmallParts([...cards.values()])) {
    const write = (part: readonly PastGrading[]) => {
      const cardId = part[0]?.cardId ?? '';
      return desk.store.write(async (tx) => {
        await weights.keep(tx);
        return importCard(tx, desk, cardId, part);
      }, cardId);
    };
    counts.push(...(await Promise.all(together.map(write))));
    weights.kept();
  }
  const added = counts.reduce((sum, count) => sum + count, 0);
  return {
    added,
    known: gradings.length - added,
    cards: cards.size,
    withoutCard: await countWithoutCard(desk, [...cards.keys()]),
  };
}
