import type { GapStatus } from '../gap/life.ts';
import { plansOf } from '../library/catalogue.ts';
import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import type { PlanId } from '../schedule/ids.ts';
import { studyDayStart } from '../schedule/study-day.ts';
import type { StudyDay } from '../schedule/types.ts';
import { type ReportGap, reportGaps } from './gaps.ts';
import { type NextStep, nextSteps } from './next.ts';
import {
  type MilestoneProgress,
  milestonesOf,
  type Pace,
  paceOf,
  type RoadmapProgress,
  roadmapOf,
} from './progress.ts';
import { type ReportTopic, reportTopics } from './topics.ts';

/** What a plan gets back. */
export interface Report {
  readonly planId: PlanId;
  readonly studyDay: StudyDay;
  /** The start of the study day: what is answered later is in the report of the next. */
  readonly asOfMs: number;
  /** Along the roadmap, those that have something to know. */
  readonly topics: readonly ReportTopic[];
  readonly gapCounts: Readonly<Record<GapStatus, number>>;
  /** Those that ever changed, and those found in the last 30 days. */
  readonly gaps: readonly ReportGap[];
  readonly next: readonly NextStep[];
  /** null where the plan has none. */
  readonly roadmap: RoadmapProgress | null;
  readonly pace: Pace;
  readonly milestones: readonly MilestoneProgress[];
}

/**
 * What a plan gets back as of the start of the study day: the same all day but for what changes in its files, or in
 * the past of the log (late reviews, undos, resets) and the settings. null where there is no such plan.
 */
export async function reportOn(desk: ReviewDesk, planId: PlanId): Promise<Report | null> {
  const plan = (await plansOf(desk.store)).get(planId);
  if (!plan) return null;
  const studyDay = studyDayAt(desk, desk.clock());
  const asOfMs = studyDayStart(studyDay, desk.learner);
  const topics = await reportTopics(desk, planId, plan, studyDay);
  const { counts, gaps } = await reportGaps(desk, planId, studyDay);
  const roadmap = roadmapOf(plan, topics);
  return {
    planId,
    studyDay,
    asOfMs,
    topics: topics.filter(({ retentionPercent }) => retentionPercent !== null),
    gapCounts: counts,
    gaps: gaps.filter(({ isListed }) => isListed),
    next: nextSteps(topics, gaps, roadmap),
    roadmap,
    pace: await paceOf(desk, plan, planId, studyDay),
    milestones: milestonesOf(plan, topics),
  };
}
