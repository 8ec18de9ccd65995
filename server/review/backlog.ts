import { type Backlog, daysToClear } from '../schedule/queue/backlog.ts';
import type { StudyDay } from '../schedule/types.ts';
import { type ReviewDesk, studyDayAt } from './desk.ts';
import type { Part } from './due.ts';
import { median } from './pace.ts';
import { cardsByTopic } from './part.ts';
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
      const { dueOn, intervalDays } =
        session.backlog.review > 0 ? await comingOf(desk, topicId ?? planId) : NONE;
      const days = daysToClear({
        heldBack: session.backlog,
        reviewsToday: session.counts.review,
        dueOn,
        intervalDays,
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

/** The reviews that come back on days to come. */
type Coming = Pick<Backlog, 'dueOn' | 'intervalDays'>;

const NONE: Coming = { dueOn: () => 0, intervalDays: 1 };

interface Remembered {
  readonly studyDay: StudyDay;
  readonly byPart: Map<string, Coming>;
}

const remembered = new WeakMap<ReviewDesk, Remembered>();

/** As they were scheduled when first asked for on a study day. */
async function comingOf(desk: ReviewDesk, id: string): Promise<Coming> {
  const studyDay = studyDayAt(desk, desk.clock());
  const before = remembered.get(desk);
  const { byPart } = before?.studyDay === studyDay ? before : { byPart: new Map<string, Coming>() };
  remembered.set(desk, { studyDay, byPart });
  const coming = byPart.get(id) ?? (await countComing(desk, id, studyDay));
  byPart.set(id, coming);
  return coming;
}

async function countComing(desk: ReviewDesk, id: string, today: StudyDay): Promise<Coming> {
  const part: Part = id.includes('/') ? { topicId: id } : { planId: id };
  const byDay = new Map<number, number>();
  const intervals: number[] = [];
  for await (const cards of cardsByTopic(desk, part)) {
    for (const { state, suspended, due_day: dueDay, last_study_day: lastDay } of cards) {
      if (state !== 'review' || suspended === 1 || dueDay === null || lastDay === null) continue;
      if (dueDay <= today) intervals.push(dueDay - lastDay);
      else byDay.set(dueDay - today, (byDay.get(dueDay - today) ?? 0) + 1);
    }
  }
  return {
    dueOn: (daysAhead) => byDay.get(daysAhead) ?? 0,
    intervalDays: Math.max(1, Math.round(median(intervals) ?? 1)),
  };
}
