// Progress on the roadmap, pace and milestones of a plan.
import { topicsOfMilestone } from '../forecast/milestones.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { rosterOf } from '../log/roster.ts';
import type { Fact, Milestone, Plan, RoadmapEntry } from '../plan/types.ts';
import { percentOf } from '../schedule/estimate.ts';
import type { PlanId, TopicId } from '../schedule/ids.ts';
import type { StudyDay } from '../schedule/types.ts';
import type { ReportTopic } from './topics.ts';

/** Pace is measured over this many study days. */
const PACE_DAYS = 7;

export interface RoadmapProgress {
  readonly done: number;
  readonly total: number;
  /** The first line that is not done, optional lines last; null if all are done. */
  readonly next:
    | (Pick<RoadmapEntry, 'number' | 'title' | 'complexity'> & { readonly topicId: TopicId | null })
    | null;
}

export interface Pace {
  /** The pace that the plan states. */
  readonly stated: readonly Fact[];
  readonly days: number;
  /** Topics that were begun in those days before today; `cardsBegun` counts the cards first seen then. */
  readonly topicsBegun: number;
  readonly cardsBegun: number;
}

export interface MilestoneProgress extends Pick<Milestone, 'title' | 'day' | 'done'> {
  /** The topics that it covers; `topicsDone` are those of them that are done. */
  readonly topics: number;
  readonly topicsDone: number;
  readonly retentionPercent: number | null;
}

/** How far the plan has got on its roadmap; null if it has none. */
export function roadmapOf(plan: Plan, topics: readonly ReportTopic[]): RoadmapProgress | null {
  if (plan.roadmap.length === 0) return null;
  const bySlug = new Map(topics.map((topic) => [topic.slug, topic]));
  const isOpen = (entry: RoadmapEntry) => !entry.done && !isDone(bySlug.get(entry.topic));
  const open = plan.roadmap.filter(isOpen);
  const next = open.find(({ optional }) => !optional) ?? open[0];
  return {
    done: plan.roadmap.length - open.length,
    total: plan.roadmap.length,
    next: next
      ? {
          number: next.number,
          title: next.title,
          complexity: next.complexity,
          topicId: bySlug.get(next.topic)?.id ?? null,
        }
      : null,
  };
}

function isDone(topic: ReportTopic | undefined): boolean {
  return topic?.status === 'deep-dive';
}

/** The pace that the plan states, and what was begun in the last days before today. */
export async function paceOf(desk: ReviewDesk, plan: Plan, planId: PlanId, today: StudyDay): Promise<Pace> {
  const topics = new Map<string, StudyDay>();
  let cardsBegun = 0;
  for (const card of await rosterOf(desk.store, desk.learner.id)) {
    const day = card.first_study_day;
    if (card.plan_id !== planId || card.live !== 1 || day === null || day >= today) continue;
    topics.set(card.topic_id, Math.min(day, topics.get(card.topic_id) ?? day));
    if (day >= today - PACE_DAYS) cardsBegun += 1;
  }
  const topicsBegun = [...topics.values()].filter((day) => day >= today - PACE_DAYS).length;
  return { stated: plan.pace, days: PACE_DAYS, topicsBegun, cardsBegun };
}

/** The milestones of a plan with the progress of their topics. */
export function milestonesOf(plan: Plan, topics: readonly ReportTopic[]): readonly MilestoneProgress[] {
  return plan.milestones.map((milestone) => {
    const { title, day, done } = milestone;
    const meant = topicsOfMilestone(milestone, plan, topics);
    const sum = (count: (topic: ReportTopic) => number) =>
      meant.reduce((all, topic) => all + count(topic), 0);
    return {
      title,
      day,
      done,
      topics: meant.length,
      topicsDone: meant.filter(isDone).length,
      retentionPercent: percentOf(
        sum(({ evidence }) => evidence.sumRecall),
        sum(({ evidence }) => evidence.units),
      ),
    };
  });
}
