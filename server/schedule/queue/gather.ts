import type { Candidate } from '../types.ts';
import { by, dueAt } from './order.ts';
import type { Kinds, SessionInput } from './session.ts';

export interface Gathered extends Kinds {
  readonly learning: readonly Candidate[];
  /** When the first of the cards that wait falls due; infinity where none waits. */
  readonly nextDueAtMs: number;
}

/** The cards of a study day by kind. Learning cards stand in the order of their steps, the others in none. */
export function gather({ candidates, nowMs, studyDay, studyDayEndMs }: SessionInput): Gathered {
  const learning: Candidate[] = [];
  const reviews: Candidate[] = [];
  const fresh: Candidate[] = [];
  let nextDueAtMs = Number.POSITIVE_INFINITY;
  for (const card of candidates) {
    if (card.state === 'new') fresh.push(card);
    else if (card.state !== 'review') {
      if (dueAt(card) < studyDayEndMs) learning.push(card);
      if (dueAt(card) > nowMs) nextDueAtMs = Math.min(nextDueAtMs, dueAt(card));
    } else if (card.dueDay === null || card.dueDay <= studyDay) reviews.push(card);
    // After a change of zone a recorded instant may lie before the day that it stands for.
    else nextDueAtMs = Math.min(nextDueAtMs, Math.max(dueAt(card), studyDayEndMs));
  }
  return { learning: learning.sort(by<Candidate>(dueAt)), reviews, fresh, nextDueAtMs };
}
