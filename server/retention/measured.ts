import { liveTopics } from '../library/catalogue.ts';
import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import { retentionEstimate, UNMEASURED } from '../schedule/estimate.ts';
import type { StudyDay } from '../schedule/types.ts';
import { withEvidence } from './evidence.ts';

type ByTopic = ReadonlyMap<string, number>;

const known = new WeakMap<ReviewDesk, { readonly studyDay: StudyDay; readonly byTopic: ByTopic }>();

/**
 * The displayed retention, 0–100, of every topic that is not unmeasured, as it was when first asked for on a study
 * day: what is ordered by it stays in its order all day.
 */
export async function measuredRetention(desk: ReviewDesk): Promise<ByTopic> {
  const studyDay = studyDayAt(desk, desk.clock());
  const before = known.get(desk);
  if (before?.studyDay === studyDay) return before.byTopic;
  const byTopic = new Map<string, number>();
  for (const [{ id }, evidence] of await withEvidence(desk, await liveTopics(desk.store))) {
    const { retentionPercent, band } = retentionEstimate(evidence);
    if (retentionPercent !== null && band !== UNMEASURED) byTopic.set(id, retentionPercent);
  }
  known.set(desk, { studyDay, byTopic });
  return byTopic;
}
