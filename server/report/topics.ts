import { liveTopics } from '../library/catalogue.ts';
import type { ReviewDesk } from '../log/desk.ts';
import type { Plan, TopicStatus } from '../plan/types.ts';
import { evidenceAtStarts } from '../retention/at-starts.ts';
import type { TopicEvidence } from '../retention/topic-evidence.ts';
import { percentOf, type RetentionEstimate, retentionEstimate } from '../schedule/estimate.ts';
import type { PlanId, TopicId } from '../schedule/ids.ts';
import type { StudyDay } from '../schedule/types.ts';

/** A topic in a report. */
export interface ReportTopic extends RetentionEstimate {
  readonly id: TopicId;
  readonly slug: string | null;
  readonly title: string;
  readonly status: TopicStatus;
  readonly evidence: TopicEvidence;
  /** 0–1. */
  readonly desiredRetention: number;
  /** The change of retention over the last 7 or 30 days, in percentage points; null without units. */
  readonly trend7: number | null;
  readonly trend30: number | null;
}

/** The topics of a plan at the start of a study day, in the order of its roadmap. */
export async function reportTopics(
  desk: ReviewDesk,
  planId: PlanId,
  plan: Plan,
  studyDay: StudyDay,
): Promise<readonly ReportTopic[]> {
  const rows = (await liveTopics(desk.store)).filter((row) => row.plan_id === planId);
  const evidence = await evidenceAtStarts(
    desk,
    rows.map(({ id }) => id),
    [studyDay, studyDay - 7, studyDay - 30],
  );
  return rows.flatMap((row, index) => {
    const [now, week, month] = evidence[index] ?? [];
    if (!now || !week || !month) return [];
    return {
      id: row.id,
      slug: row.plan_slug,
      title: row.title,
      status: row.status as TopicStatus,
      ...retentionEstimate(now, plan.bands),
      evidence: now,
      desiredRetention: desk.schedulerOf(row.id).desiredRetention,
      trend7: risen(week, now),
      trend30: risen(month, now),
    };
  });
}

/** The change over the present units; those added since count as not known before. */
function risen(before: TopicEvidence, now: TopicEvidence): number | null {
  const from = percentOf(before.sumRecall, before.units);
  const to = percentOf(now.sumRecall, now.units);
  return from === null || to === null ? null : Math.round((to - from) * 10) / 10;
}
