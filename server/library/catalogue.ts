// Plans, topics and items, as of the last scan.

import type { Plan } from '../plan/types.ts';
import type { PlanId, TopicId } from '../schedule/ids.ts';
import { readJson } from '../store/errors.ts';
import { ofLibrary } from '../store/of-library.ts';
import type { TopicRow } from '../store/tables.ts';

/** The parsed plans by id. */
export const plansOf = ofLibrary(async ({ read }): Promise<ReadonlyMap<PlanId, Plan>> => {
  const rows = await read.selectFrom('plans').select(['id', 'body']).where('live', '=', 1).execute();
  return new Map(
    rows.flatMap(({ id, body }) => {
      const plan = readJson<Plan | null>(body, 'plans.body');
      return plan ? [[id, plan] as const] : [];
    }),
  );
});

/** The topics of all plans, in the order of their roadmaps. */
export const liveTopics = ofLibrary(
  ({ read }): Promise<readonly TopicRow[]> =>
    read
      .selectFrom('topics')
      .selectAll()
      .where('live', '=', 1)
      .orderBy('plan_id')
      .orderBy('position')
      .execute(),
);

/** The titles of topics by id, in the order of the plans' roadmaps. */
export const topicTitles = ofLibrary(({ read }) =>
  read.selectFrom('topics').select(['id', 'title']).orderBy('plan_id').orderBy('position').execute(),
);

/** The items that a plan lists under a topic, by key. */
export type TopicItems = ReadonlyMap<string, 'covered' | 'gap'>;

/** The items of each topic, in the plan's order. */
export const itemsByTopic = ofLibrary(async ({ read }): Promise<ReadonlyMap<TopicId, TopicItems>> => {
  const rows = await read
    .selectFrom('items')
    .select(['topic_id', 'key', 'kind'])
    .where('live', '=', 1)
    .orderBy('position')
    .execute();
  const byTopic = new Map<TopicId, Map<string, 'covered' | 'gap'>>();
  for (const { topic_id: topicId, key, kind } of rows) {
    const items = byTopic.get(topicId) ?? new Map<string, 'covered' | 'gap'>();
    byTopic.set(topicId, items.set(key, kind));
  }
  return byTopic;
});
