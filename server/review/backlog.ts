import { daysToClear } from '../schedule/queue/backlog.ts';
import { DAY_MS } from '../schedule/study-day.ts';
import type { Candidate, StudyDay } from '../schedule/types.ts';
import { type ReviewDesk, studyDayAt } from './desk.ts';
import type { Part } from './due.ts';
import { median } from './pace.ts';
import { cardsOf } from './part.ts';
import type { PlanSession } from './session.ts';

/** Cards that limits hold back. */
export interface HeldBack {
  readonly cards: number;
  /** Study days after today until none are; 0 where none are, null where that takes more than a year. */
  readonly days: number | null;
}

export type HeldBackByKind = Readonly<Record<'new' | 'review', HeldBack>>;

/** What limits hold back in some sessions, each by its own plan's: the days are those of the slowest. */
export async function heldBack(
  desk: ReviewDesk,
  sessions: readonly PlanSession[],
  { topicId }: Part,
): Promise<HeldBackByKind> {
  const plans = await Promise.all(
    sessions.map(async ({ planId, session, input }) => {
      const days = daysToClear({
        heldBack: session.backlog,
        reviewsToday: session.counts.review,
        dueOn: session.backlog.review > 0 ? await scheduled(desk, topicId ?? planId) : () => 0,
        intervalDays: medianInterval(input.candidates),
        settings: input.settings,
      });
      return { cards: session.backlog, days };
    }),
  );
  const of = (kind: 'new' | 'review'): HeldBack => ({
    cards: plans.reduce((sum, { cards }) => sum + cards[kind], 0),
    days: plans.reduce<number | null>(
      (most, { days }) => (most === null || days[kind] === null ? null : Math.max(most, days[kind])),
      0,
    ),
  });
  return { new: of('new'), review: of('review') };
}

/** Study days from the last review to the due time of reviews. */
function medianInterval(candidates: readonly Candidate[]): number {
  const intervals = candidates.flatMap(({ state, dueAtMs, lastReviewedAtMs }) =>
    state === 'review' && dueAtMs !== null && lastReviewedAtMs !== null
      ? [(dueAtMs - lastReviewedAtMs) / DAY_MS]
      : [],
  );
  return Math.max(1, Math.round(median(intervals) ?? 1));
}

type DueOn = (daysAhead: number) => number;

interface Scheduled {
  readonly studyDay: StudyDay;
  readonly byPart: Map<string, DueOn>;
}

const known = new WeakMap<ReviewDesk, Scheduled>();

/** The reviews that fall due on days to come, as they were scheduled when first asked for on a study day. */
async function scheduled(desk: ReviewDesk, id: string): Promise<DueOn> {
  const studyDay = studyDayAt(desk, desk.clock());
  const before = known.get(desk);
  const today = before?.studyDay === studyDay ? before : { studyDay, byPart: new Map<string, DueOn>() };
  known.set(desk, today);
  const dueOn = today.byPart.get(id) ?? (await countDue(desk, id, studyDay));
  today.byPart.set(id, dueOn);
  return dueOn;
}

async function countDue(desk: ReviewDesk, id: string, today: StudyDay): Promise<DueOn> {
  const part: Part = id.includes('/') ? { topicId: id } : { planId: id };
  const days = new Map<number, number>();
  for (const { state, suspended, due_day: dueDay } of await cardsOf(desk, part)) {
    if (state !== 'review' || suspended === 1 || dueDay === null || dueDay <= today) continue;
    days.set(dueDay - today, (days.get(dueDay - today) ?? 0) + 1);
  }
  return (daysAhead) => days.get(daysAhead) ?? 0;
}
