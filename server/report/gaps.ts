import { GAP_STATUSES, type GapStage, type GapStatus } from '../gap/life.ts';
import { type GapNow, listGaps } from '../gap/list.ts';
import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import type { PlanId } from '../schedule/ids.ts';
import { studyDayStart } from '../schedule/study-day.ts';
import type { StudyDay } from '../schedule/types.ts';

/** For this many study days a found gap is news. */
const NEWS_DAYS = 30;

/** A gap at the start of a study day. */
export interface ReportGap extends Pick<GapNow, 'topic' | 'key' | 'text' | 'status'> {
  /** The changes of its status with their study days, oldest first. */
  readonly changes: readonly { readonly stage: GapStage; readonly studyDay: StudyDay }[];
  /** Whether it has changed or is news, so that the report lists it. */
  readonly isListed: boolean;
}

/** The gaps of a plan. Changes in the files count at once, changes by answers from the next study day on. */
export async function reportGaps(
  desk: ReviewDesk,
  planId: PlanId,
  today: StudyDay,
): Promise<{ readonly counts: Readonly<Record<GapStatus, number>>; readonly gaps: readonly ReportGap[] }> {
  const startMs = studyDayStart(today, desk.learner);
  const counts = { open: 0, carded: 0, learning: 0, closed: 0, reopened: 0 };
  const all = await listGaps(desk, { planId });
  const firstMs = Math.min(...all.flatMap(({ changes }) => changes[0]?.atMs ?? []));
  const gaps = all.flatMap((gap) => {
    const known = gap.changes.filter(({ cardId, atMs }) => cardId === null || atMs < startMs);
    const status = GAP_STATUSES.find((one) => one === known.at(-1)?.stage);
    if (!status) return [];
    counts[status] += 1;
    const changes = known.map(({ stage, atMs }) => ({ stage, studyDay: studyDayAt(desk, atMs) }));
    const { topic, key, text } = gap;
    const isFound = known[0] !== undefined && known[0].atMs > firstMs;
    const isListed = hasChanged(status, changes) || (isFound && isNews(changes, today));
    return { topic, key, text, status, changes, isListed };
  });
  return { counts, gaps };
}

function hasChanged(status: GapStatus, changes: ReportGap['changes']): boolean {
  return changes.length > 1 || (status !== 'open' && status !== 'carded');
}

function isNews([first]: ReportGap['changes'], today: StudyDay): boolean {
  return first !== undefined && first.studyDay > today - NEWS_DAYS;
}
