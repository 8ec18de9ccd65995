// Sorts cards into kinds: learning, review, new.
import type { Candidate } from '../types.ts';
import { dueAt } from './order.ts';
import type { Day, Kinds } from './types.ts';

export interface Gathered extends Kinds {
  /** Cards on a step, also on one that ends after the study day. */
  readonly steps: readonly Candidate[];
  /** When the first review of a later study day falls due; infinity without one. */
  readonly laterAtMs: number;
}

/** The cards of a study day by kind, unordered. */
export function gather(
  candidates: readonly Candidate[],
  { studyDay, studyDayEndMs }: Pick<Day, 'studyDay' | 'studyDayEndMs'>,
): Gathered {
  const steps: Candidate[] = [];
  const reviews: Candidate[] = [];
  const fresh: Candidate[] = [];
  let laterAtMs = Number.POSITIVE_INFINITY;
  for (const card of candidates) {
    if (card.state === 'new') fresh.push(card);
    else if (card.state !== 'review') steps.push(card);
    else if (card.dueDay === null || card.dueDay <= studyDay) reviews.push(card);
    // After a change of zone, a recorded instant may be before its study day.
    else laterAtMs = Math.min(laterAtMs, Math.max(dueAt(card), studyDayEndMs));
  }
  return { steps, reviews, fresh, laterAtMs };
}
