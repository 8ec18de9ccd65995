// When a backlog will be cleared.
import type { SessionSettings } from '../types.ts';
import type { Session } from './types.ts';

/** The cards that a day's limits hold back. */
export interface Backlog {
  /** What the limits hold back today. */
  readonly heldBack: Session['backlog'];
  /** Reviews that today's session still holds. */
  readonly reviewsToday: number;
  /** The number of reviews that fall due this many study days after today. */
  dueOn(daysAhead: number): number;
  /** Study days until an answered review comes back; 1 or more. */
  readonly intervalDays: number;
  readonly settings: Pick<SessionSettings, 'newPerDay' | 'reviewsPerDay' | 'newCountsAgainstReviews'>;
}

/** How many days ahead to look. */
const MOST_DAYS = 365;

/**
 * The study days until the limits hold back no reviews, and no new cards: 0 if they hold back none,
 * null if it takes more than a year. With L the limit on reviews, I the interval, and asked(0) today's reviews,
 * for each day d from tomorrow on
 *
 *     waiting(d) = held(d − 1) + due(d) + asked(d − I)
 *     asked(d)   = min(waiting(d), L)
 *     held(d)    = waiting(d) − asked(d)
 *     held new cards fall by min(newPerDay, L − asked(d)), or by newPerDay where they don't count against L
 *
 * and the answer is the first d on which none are held. So every review is taken to be passed, and to come back
 * after an interval no longer than before; new cards come back as reviews outside of this. `GET /api/forecast/load`
 * simulates what this leaves out.
 */
export function daysToClear({
  heldBack,
  reviewsToday,
  dueOn,
  intervalDays,
  settings,
}: Backlog): Readonly<Record<'new' | 'review', number | null>> {
  const asked = [Math.min(reviewsToday, settings.reviewsPerDay)];
  const days: Record<'new' | 'review', number | null> = {
    new: heldBack.new > 0 ? null : 0,
    review: heldBack.review > 0 ? null : 0,
  };
  let { review, new: fresh } = heldBack;
  for (let day = 1; day <= MOST_DAYS && (days.new === null || days.review === null); day++) {
    const waiting = review + dueOn(day) + (asked[day - intervalDays] ?? 0);
    const today = Math.min(waiting, settings.reviewsPerDay);
    asked.push(today);
    review = waiting - today;
    const room = settings.newCountsAgainstReviews ? settings.reviewsPerDay - today : Infinity;
    fresh -= Math.min(settings.newPerDay, room);
    if (review === 0) days.review ??= day;
    if (fresh <= 0) days.new ??= day;
  }
  return days;
}
