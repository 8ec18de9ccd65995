// The backlog: cards that limits hold back, and the days that they take.
import { settledForTheDay } from '../log/day-values.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { asPlanId, asTopicId } from '../schedule/ids.ts';
import { median } from '../schedule/median.ts';
import { type Backlog, daysToClear } from '../schedule/queue/backlog.ts';
import type { Session } from '../schedule/queue/types.ts';
import type { SessionSettings } from '../schedule/types.ts';
import type { CardScope } from './card-scope.ts';
import { cardsByTopic } from './card-scope.ts';
import type { PlanSession } from './session.ts';

/** Cards that limits hold back. */
export interface HeldBack {
  readonly cards: number;
  /** The number of study days after today until none is held back: 0 for no cards, null for more than a year. */
  readonly days: number | null;
}

export type HeldBackByKind = Readonly<Record<'new' | 'review', HeldBack>>;

/**
 * Counts the cards that limits hold back in some sessions. The days are those of the slowest plan, or topic with its
 * own settings, each by its own limits.
 */
export async function heldBack(
  desk: ReviewDesk,
  sessions: readonly PlanSession[],
  { topicId }: CardScope,
): Promise<HeldBackByKind> {
  const queues = sessions.flatMap((plan) => [
    { id: topicId ?? plan.planId, ...plan.session, settings: plan.input.settings },
    ...queuesOfTopics(desk, plan),
  ]);
  const days = await Promise.all(
    queues.map(async ({ id, backlog, counts, settings }) => {
      const { dueOn, intervalDays } = backlog.review > 0 ? await comingOf(desk, id) : NONE;
      return daysToClear({ heldBack: backlog, reviewsToday: counts.review, dueOn, intervalDays, settings });
    }),
  );
  const of = (kind: 'new' | 'review'): HeldBack => ({
    cards: sessions.reduce((sum, { session }) => sum + session.backlog[kind], 0),
    days: days.reduce<number | null>(
      (most, { [kind]: some }) => (most === null || some === null ? null : Math.max(most, some)),
      0,
    ),
  });
  return { new: of('new'), review: of('review') };
}

/** The waiting cards of a plan or a topic, with their limits. */
interface Queue extends Pick<Session, 'backlog' | 'counts'> {
  /** The id of the plan or topic. */
  readonly id: string;
  readonly settings: SessionSettings;
}

/** The queues of the topics that have their own settings, with what the plan's session lets through. */
function queuesOfTopics(desk: ReviewDesk, { planId, topics, session }: PlanSession): readonly Queue[] {
  const ofPlan = desk.sessionSettingsOf(planId);
  return topics.flatMap(({ topicId, waiting: { unlimited } }) => {
    const settings = desk.sessionSettingsOf(topicId);
    if (settings === ofPlan) return [];
    const counts = session.byTopic.get(topicId) ?? { new: 0, learning: 0, review: 0 };
    const backlog = { new: unlimited.new - counts.new, review: unlimited.review - counts.review };
    return [{ id: topicId, settings, counts, backlog }];
  });
}

/** The reviews that are due on coming days. */
type Coming = Pick<Backlog, 'dueOn' | 'intervalDays'>;

const NONE: Coming = { dueOn: () => 0, intervalDays: 1 };

/** The stored form: the median interval of due cards in days, and the number of cards due on each coming day. */
interface KeptComing {
  readonly intervalDays: number;
  readonly due: readonly (readonly [daysAhead: number, cards: number])[];
}

/** The coming reviews of a plan or a topic, as scheduled at the first use on a study day. */
const comingOf = settledForTheDay<KeptComing, Coming>({
  name: 'coming',
  async measure(desk, today, id) {
    const scope: CardScope = id.includes('/') ? { topicId: asTopicId(id) } : { planId: asPlanId(id) };
    const byDay = new Map<number, number>();
    const intervals: number[] = [];
    for await (const cards of cardsByTopic(desk, scope)) {
      for (const { state, suspended, due_day: dueDay, last_study_day: lastDay } of cards) {
        if (state !== 'review' || suspended === 1 || dueDay === null || lastDay === null) continue;
        if (dueDay <= today) intervals.push(dueDay - lastDay);
        else byDay.set(dueDay - today, (byDay.get(dueDay - today) ?? 0) + 1);
      }
    }
    return { due: [...byDay], intervalDays: Math.max(1, Math.round(median(intervals) ?? 1)) };
  },
  read({ due, intervalDays }) {
    const byDay = new Map(due);
    return { dueOn: (daysAhead) => byDay.get(daysAhead) ?? 0, intervalDays };
  },
});
