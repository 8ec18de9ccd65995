import { sql } from 'kysely';
import type { ReviewDesk } from '../review/desk.ts';
import type { Evidence } from '../schedule/estimate.ts';
import { DAY_MS } from '../schedule/study-day.ts';
import { prepare } from '../store/prepared.ts';

/** What a topic's retention rests on now. */
export interface TopicEvidence extends Evidence {
  readonly cards: number;
  readonly items: { readonly covered: number; readonly gaps: number; readonly uncarded: number };
}

interface RecallParams {
  learner: string;
  nowMs: number;
  factor: number;
  decay: number;
}

/**
 * Recall of the live cards, summed by topic in the database. The curve is FSRS-6's, as `recall` in
 * server/schedule has it; a clock behind the last review counts as no time at all.
 */
const recallByTopic = prepare<RecallParams>()((db, param) => {
  const elapsedDays = sql<number>`(case when ${param('nowMs')} > m.last_reviewed_at_ms
    then (${param('nowMs')} - m.last_reviewed_at_ms) / ${sql.lit(DAY_MS)}.0 else 0 end)`;
  const recall = sql<number>`power(1 + ${param('factor')} * ${elapsedDays} / m.stability, ${param('decay')})`;
  return db
    .selectFrom((inner) =>
      inner
        .selectFrom('cards as c')
        .leftJoin('memories as m', (join) =>
          join.onRef('m.card_id', '=', 'c.id').on('m.learner_id', '=', param('learner')),
        )
        .select(['c.topic_id', 'm.reps', recall.as('p')])
        .where('c.live', '=', 1)
        .as('r'),
    )
    .select('r.topic_id')
    .select((eb) => [
      eb.fn.countAll<number>().as('cards'),
      eb.fn.count<number>('r.p').as('seen'),
      eb.fn.sum<number | null>('r.p').as('sum_recall'),
      sql<number | null>`sum(r.p * (1 - r.p))`.as('sum_variance'),
      eb.fn.sum<number | null>('r.reps').as('reviews'),
    ])
    .groupBy('r.topic_id');
});

const itemsByTopic = prepare<Record<string, never>>()((db) =>
  db
    .selectFrom('items as i')
    .leftJoin(
      (inner) =>
        inner
          .selectFrom('cards')
          .select(['topic_id', 'item_key'])
          .where('live', '=', 1)
          .where('item_key', 'is not', null)
          .distinct()
          .as('c'),
      (join) => join.onRef('c.topic_id', '=', 'i.topic_id').onRef('c.item_key', '=', 'i.key'),
    )
    .select('i.topic_id')
    .select((eb) => [
      sql<number>`sum(case when i.kind = 'covered' then 1 else 0 end)`.as('covered'),
      sql<number>`sum(case when i.kind = 'gap' then 1 else 0 end)`.as('gaps'),
      sql<number>`sum(case when c.item_key is null then 1 else 0 end)`.as('uncarded'),
      eb.fn.countAll<number>().as('items'),
    ])
    .where('i.live', '=', 1)
    .groupBy('i.topic_id'),
);

/** The evidence of every topic that has cards or items, by topic id. */
export async function evidenceByTopic(desk: ReviewDesk): Promise<(topicId: string) => TopicEvidence> {
  const { factor, decay } = curveOf(desk.scheduler.weights);
  const db = desk.store.read;
  const recalls = await recallByTopic.all(db, {
    learner: desk.learner.id,
    nowMs: desk.clock(),
    factor,
    decay,
  });
  const items = new Map((await itemsByTopic.all(db, {})).map((row) => [row.topic_id, row]));
  const cards = new Map(recalls.map((row) => [row.topic_id, row]));
  return (topicId) => {
    const [card, item] = [cards.get(topicId), items.get(topicId)];
    return {
      sumRecall: card?.sum_recall ?? 0,
      sumVariance: card?.sum_variance ?? 0,
      seen: card?.seen ?? 0,
      units: (card?.cards ?? 0) + (item?.uncarded ?? 0),
      reviews: card?.reviews ?? 0,
      cards: card?.cards ?? 0,
      items: item
        ? { covered: item.covered, gaps: item.gaps, uncarded: item.uncarded }
        : { covered: 0, gaps: 0, uncarded: 0 },
    };
  };
}

/** factor and exponent of R(t, S) = (1 + factor · t ÷ S)^exponent, from the last of the FSRS-6 weights. */
function curveOf(weights: readonly number[]): { readonly factor: number; readonly decay: number } {
  const decay = -(weights[20] ?? Number.NaN);
  return { factor: 0.9 ** (1 / decay) - 1, decay };
}
