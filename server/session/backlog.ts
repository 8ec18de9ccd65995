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
  /** Study days after today until none are; 0 where none are, null where that takes more than a year. */
  readonly days: number | null;
}

export type HeldBackByKind = Readonly<Record<'new' | 'review', HeldBack>>;

/**
 * What limits hold back in some sessions. The days are those of the slowest among the plans and the topics that have
 * settings of their own, each by its own limits.
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

/** What stands in line within limits. */
interface Queue extends Pick<Session, 'backlog' | 'counts'> {
  /** Of a plan or a topic. */
  readonly id: string;
  readonly settings: SessionSettings;
}

/** Those of the topics that have settings of their own, as their plan's session lets them through. */
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

/** The reviews that come back on days to come. */
type Coming = Pick<Backlog, 'dueOn' | 'intervalDays'>;

const NONE: Coming = { dueOn: () => 0, intervalDays: 1 };

/** What is kept of them: intervals in days, and how many fall due so many days from now. */
interface KeptComing {
  readonly intervalDays: number;
  readonly due: readonly (readonly [daysAhead: number, cards: number])[];
}

/** Those of a plan or a topic, as they were scheduled when first asked for on a study day. */
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
