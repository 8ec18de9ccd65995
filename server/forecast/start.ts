// Reads a plan's state, from which simulations start.

import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import { historyOf } from '../log/rows.ts';
import { asCardId, type CardId, type LearnerId, type PlanId } from '../schedule/ids.ts';
import { usualNewOrder } from '../schedule/queue/new-order.ts';
import { sessionsToday } from '../session/session.ts';
import { prepare } from '../store/prepared.ts';
import { yieldNow } from '../store/yielding.ts';
import type { Start, StartCard } from './types.ts';

/** Yield to the event loop after this many. */
const CARDS_A_PIECE = 500;

/** A plan as it stands now, as simulations start from it. */
export async function startOf(desk: ReviewDesk, planId: PlanId): Promise<Start> {
  const nowMs = desk.clock();
  const studyDay = studyDayAt(desk, nowMs);
  const session = (await sessionsToday(desk)).find((plan) => plan.planId === planId);
  const topicRetention = await desk.topicRetention();
  const settings = desk.sessionSettingsOf(planId);
  const cards: StartCard[] = [];
  for (let after = asCardId(''); ; ) {
    const piece = await cardsAfter(desk, planId, after, studyDay);
    const last = piece.at(-1);
    if (!last) break;
    cards.push(...piece);
    after = last.cardId;
    await yieldNow();
  }
  return {
    nowMs,
    studyDay,
    // Each simulation sorts them into this order, which is quick if they are in it already.
    cards: cards.sort(usualNewOrder({ settings, studyDay, topicRetention })),
    answeredNotesToday: new Set(session?.topics.flatMap(({ answeredNotes }) => [...answeredNotes])),
    introducedToday: session?.input.introducedToday ?? 0,
    reviewedToday: session?.input.reviewedToday ?? 0,
    spentIn: new Map(session?.topics.map((topic) => [topic.topicId, topic])),
    topicRetention,
  };
}

const cardsOfPlan = prepare<{ learner: LearnerId; plan: PlanId; after: CardId }>()((db, param) =>
  db
    .selectFrom('cards as c')
    .leftJoin('urgent_cards as u', (join) =>
      join.onRef('u.card_id', '=', 'c.id').on('u.learner_id', '=', param('learner')),
    )
    .select(['c.id', 'c.note_id', 'c.topic_id', 'c.gap_rank', 'c.position', 'u.study_day as urgent_day'])
    .where('c.plan_id', '=', param('plan'))
    .where('c.live', '=', 1)
    .where('c.id', '>', param('after'))
    .orderBy('c.id')
    .limit(CARDS_A_PIECE),
);
const memoriesBetween = prepare<{ learner: LearnerId; after: CardId; last: CardId }>()((db, param) =>
  db
    .selectFrom('memories')
    .selectAll()
    .where('learner_id', '=', param('learner'))
    .where('card_id', '>', param('after'))
    .where('card_id', '<=', param('last')),
);

async function cardsAfter(
  desk: ReviewDesk,
  plan: PlanId,
  after: CardId,
  today: number,
): Promise<readonly StartCard[]> {
  const learner = desk.learner.id;
  const rows = await cardsOfPlan.all(desk.store.read, { learner, plan, after });
  const last = rows.at(-1)?.id ?? after;
  const memories = await memoriesBetween.all(desk.store.read, { learner, after, last });
  const byCard = new Map(memories.map((row) => [row.card_id, row]));
  return rows.map((row) => {
    const { memory, due, suspended, buriedDay } = historyOf(byCard.get(row.id));
    return {
      cardId: row.id,
      noteId: row.note_id,
      topicId: row.topic_id,
      gapRank: row.gap_rank,
      position: row.position,
      urgent: row.urgent_day === today,
      memory,
      due,
      suspended,
      buried: buriedDay === today,
    };
  });
}
