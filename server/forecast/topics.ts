import { evidenceByTopic } from '../retention/evidence.ts';
import type { ReviewDesk } from '../review/desk.ts';
import type { Part } from '../review/due.ts';
import type { TopicOffset } from '../schedule/offset.ts';
import { prepare } from '../store/prepared.ts';

/** A topic as forecasts speak of it. */
export interface ForecastTopic {
  readonly id: string;
  readonly planId: string;
  readonly title: string;
  /** Its slug in the parsed plan; null where the plan does not name it. */
  readonly slug: string | null;
  /** Cards, and items that have none. */
  readonly units: number;
  /** Items that have no card: they count as unknown whatever is studied. */
  readonly uncarded: number;
  /** How much better or worse it is recalled than its cards' memories tell. */
  readonly offset: TopicOffset;
  /** How far the weights are off for a whole topic, 0–1. */
  readonly calibrationError: number;
}

const liveTopics = prepare<Record<string, never>>()((db) =>
  db
    .selectFrom('topics')
    .select(['id', 'plan_id', 'title', 'plan_slug'])
    .where('live', '=', 1)
    .orderBy('plan_id')
    .orderBy('position'),
);
/** The topics of a plan, or one topic, or all, along their roadmaps. */
export async function topicsOf(desk: ReviewDesk, part: Part): Promise<readonly ForecastTopic[]> {
  const evidenceOf = await evidenceByTopic(desk, desk.clock());
  return (await liveTopics.all(desk.store.read, {}))
    .filter((topic) => part.planId === undefined || topic.plan_id === part.planId)
    .filter((topic) => part.topicId === undefined || topic.id === part.topicId)
    .map(({ id, plan_id: planId, title, plan_slug: slug }) => {
      const { units, items, offset, calibrationError } = evidenceOf(id);
      return { id, planId, title, slug, units, uncarded: items.uncarded, offset, calibrationError };
    });
}
