// When there is more to ask.
import { allowed } from './limit.ts';
import { dueAt } from './order.ts';
import type { Kinds, SessionInput } from './types.ts';

/**
 * The next moment, after now, at which there is more to ask; null if none is known. Cards left over today wait for
 * the next study day, unless a limit of 0 holds them back for good.
 */
export function nextDue(
  chosen: Kinds,
  { waiting, settings, nowMs, studyDayEndMs }: SessionInput,
): number | null {
  const allows = allowed(settings);
  const found = { new: 0, review: 0 };
  let next = Number.POSITIVE_INFINITY;
  for (const { steps, found: some, laterAtMs } of waiting) {
    found.new += some.new;
    found.review += some.review;
    next = Math.min(next, laterAtMs);
    for (const card of steps) if (dueAt(card) > nowMs) next = Math.min(next, dueAt(card));
  }
  const areLeft =
    (found.review > chosen.reviews.length && allows.review) ||
    (found.new > chosen.fresh.length && allows.new);
  if (areLeft) next = Math.min(next, studyDayEndMs);
  return Number.isFinite(next) ? next : null;
}
