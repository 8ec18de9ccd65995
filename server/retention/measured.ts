// The retention of measured topics, settled for a study day.
import { liveTopics } from '../library/catalogue.ts';
import { settledForTheDay } from '../log/day-values.ts';
import { retentionEstimate, UNMEASURED } from '../schedule/estimate.ts';
import type { TopicId } from '../schedule/ids.ts';
import { withEvidence } from './evidence.ts';

/**
 * The displayed retention, 0–100, of every measured topic, as it was when first asked for on a study day. So an order
 * by it stays the same all day.
 */
export const measuredRetention = settledForTheDay<
  readonly (readonly [topicId: TopicId, retentionPercent: number])[],
  ReadonlyMap<string, number>
>({
  name: 'measured retention',
  async measure(desk) {
    const topics = await withEvidence(desk, await liveTopics(desk.store));
    return topics.flatMap(([{ id }, evidence]) => {
      const { retentionPercent, band } = retentionEstimate(evidence);
      return retentionPercent !== null && band !== UNMEASURED ? [[id, retentionPercent] as const] : [];
    });
  },
  read: (byTopic) => new Map(byTopic),
});
