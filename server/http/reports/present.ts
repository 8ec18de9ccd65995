import type { Report as ReportNow } from '../../report/report.ts';
import type { ReportTopic } from '../../report/topics.ts';
import { formatStudyDay } from '../../schedule/study-day.ts';
import { iso } from '../figures.ts';
import type { Report } from '../schemas.ts';

export function presentReport(report: ReportNow): Report {
  const { planId, studyDay, roadmap, pace } = report;
  return {
    planId,
    studyDay: formatStudyDay(studyDay),
    asOf: iso(report.asOfMs),
    topics: report.topics.map(presentTopic),
    gaps: {
      ...report.gapCounts,
      told: report.gaps.map(({ topic, key, text, status, changes }) => ({
        topic,
        key,
        text,
        status,
        changes: changes.map((change) => ({
          status: change.stage,
          studyDay: formatStudyDay(change.studyDay),
        })),
      })),
    },
    next: [...report.next],
    roadmap,
    pace: { ...pace, stated: pace.stated.map(({ label, value }) => ({ label, value })) },
    milestones: [...report.milestones],
  };
}

function presentTopic({ evidence, trend7, trend30, ...topic }: ReportTopic): Report['topics'][number] {
  const { id, title, band, retentionPercent, lowPercent, highPercent, coveragePercent } = topic;
  const figures = { retentionPercent, lowPercent, highPercent, coveragePercent };
  const { reviews } = evidence;
  return { id, title, band, ...figures, reviews, trend7Points: trend7, trend30Points: trend30 };
}
