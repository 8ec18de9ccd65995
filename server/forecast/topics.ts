// Topics and their evidence for forecasts.

import { liveTopics } from '../library/catalogue.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { withEvidence } from '../retention/evidence.ts';
import type { PlanId, TopicId } from '../schedule/ids.ts';
import type { TopicOffset } from '../schedule/offset.ts';
import type { CardScope } from '../session/card-scope.ts';

/** A topic as forecasts see it. */
export interface ForecastTopic {
  readonly id: TopicId;
  readonly planId: PlanId;
  readonly title: string;
  /** Its slug in the parsed plan; null where the plan does not name it. */
  readonly slug: string | null;
  /** Cards, and items that have none. */
  readonly units: number;
  /** Items without a card: they count as unknown, whatever is studied. */
  readonly uncarded: number;
  /** How much better or worse it is recalled than its cards' memories predict. */
  readonly offset: TopicOffset;
  /** How far the weights are off for a whole topic, 0–1. */
  readonly calibrationError: number;
}

/** The topics of a plan, or one topic, or all, along their roadmaps. */
export async function topicsOf(desk: ReviewDesk, scope: CardScope): Promise<readonly ForecastTopic[]> {
  const topics = (await liveTopics(desk.store))
    .filter((topic) => scope.planId === undefined || topic.plan_id === scope.planId)
    .filter((topic) => scope.topicId === undefined || topic.id === scope.topicId);
  return (await withEvidence(desk, topics)).map(([topic, { units, items, offset, calibrationError }]) => ({
    id: topic.id,
    planId: topic.plan_id,
    title: topic.title,
    slug: topic.plan_slug,
    units,
    uncarded: items.uncarded,
    offset,
    calibrationError,
  }));
}
