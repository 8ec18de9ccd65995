// Gives gaps and decisions to topics that have new ids.
import { type Kysely, sql } from 'kysely';
import type { ReviewDesk } from '../log/desk.ts';
import type { PlanId, TopicId } from '../schedule/ids.ts';
import type { Pause } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { addReading, refoldLife } from './lives.ts';

/**
 * Gives the lives of gaps and the decisions on proposals to the new ids of their topics, all at once. Each life gets a
 * reading with the new id. Call it within the transaction that stores the ids.
 */
export async function renameGaps(
  tx: Kysely<Tables>,
  desk: ReviewDesk,
  renames: readonly { readonly from: TopicId; readonly to: TopicId }[],
  pause: Pause,
): Promise<void> {
  if (renames.length === 0) return;
  const newId = new Map(renames.map(({ from, to }) => [from, to]));
  const ids = [...newId.keys()];
  const lives = await tx
    .selectFrom('gap_lives')
    .selectAll()
    .where('learner_id', '=', desk.learner.id)
    .where('topic_id', 'in', ids)
    .execute();
  for (const { changes: _, folded_to_ms: __, read_at_ms: readAtMs, ...life } of lives) {
    const topic_id = newId.get(life.topic_id) ?? life.topic_id;
    const plan_id = topic_id.slice(0, topic_id.indexOf('/')) as PlanId;
    await addReading(tx, desk, { ...life, topic_id, plan_id, at_ms: Math.max(desk.clock(), readAtMs) });
    await refoldLife(tx, desk, life.gap, pause);
  }
  const whens = renames.map(({ from, to }) => sql`when ${from} then ${to}`);
  await tx
    .updateTable('gap_decisions')
    .set({ topic_id: sql<TopicId>`case topic_id ${sql.join(whens, sql` `)} end` })
    .where('learner_id', '=', desk.learner.id)
    .where('topic_id', 'in', ids)
    .execute();
}
