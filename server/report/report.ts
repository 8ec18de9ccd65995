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

/** The report on a plan. */
export interface Report {
  readonly planId: PlanId;
  readonly studyDay: StudyDay;
  /** The start of the study day. Later answers are in the next day's report. */
  readonly asOfMs: number;
  /** The topics with units, in the order of the roadmap. */
  readonly topics: readonly ReportTopic[];
  readonly gapCounts: Readonly<Record<GapStatus, number>>;
  /** The gaps that ever changed, and those found in the last 30 days. */
  readonly gaps: readonly ReportGap[];
  readonly next: readonly NextStep[];
  /** null if the plan has none. */
  readonly roadmap: RoadmapProgress | null;
  readonly pace: Pace;
  readonly milestones: readonly MilestoneProgress[];
}

/**
 * The report on a plan as of the start of the study day; null if there is no such plan. It stays the same all day,
 * except for changes in the files, in the settings, or to earlier days of the log (late reviews, undos, resets).
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
