import type { Gathered } from './gather.ts';
import type { Kinds, SessionInput } from './session.ts';

/**
 * The next moment, after now, at which there is more to ask; null where none is known. Cards left over today wait for
 * the next study day, unless a limit of none holds them back for good.
 */
export function nextDue(
  { reviews, fresh, nextDueAtMs }: Gathered,
  chosen: Kinds,
  { settings, studyDayEndMs }: SessionInput,
): number | null {
  const { newPerDay, reviewsPerDay, newCountsAgainstReviews } = settings;
  const areLeft =
    (reviews.length > chosen.reviews.length && reviewsPerDay > 0) ||
    (fresh.length > chosen.fresh.length && newPerDay > 0 && (reviewsPerDay > 0 || !newCountsAgainstReviews));
  const next = areLeft ? Math.min(nextDueAtMs, studyDayEndMs) : nextDueAtMs;
  return Number.isFinite(next) ? next : null;
}
