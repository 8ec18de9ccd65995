// Reads the reviews that training uses from the log.

import { cardLogs } from '../log/card-logs.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { rosterOf } from '../log/roster.ts';
import { cardEvent } from '../log/rows.ts';
import type { CardId, PlanId } from '../schedule/ids.ts';
import { liveReviews } from '../schedule/live-reviews.ts';
import { gatherHistory, type ReviewHistory } from './history.ts';

/**
 * The live reviews of a learner, which training counts. Others are served meanwhile; a review given then may be in it
 * or not.
 *
 * @param planIds only cards of these plans; null: all cards, also those that no file holds.
 */
export async function historyInLog(
  desk: ReviewDesk,
  planIds: ReadonlySet<PlanId> | null = null,
): Promise<ReviewHistory> {
  const history = gatherHistory();
  const plans = new Map<CardId, PlanId>();
  if (planIds)
    for (const { id, plan_id: planId } of await rosterOf(desk.store, desk.learner.id)) plans.set(id, planId);
  for await (const logs of cardLogs(desk)) {
    for (const { cardId, rows } of logs) {
      const planId = plans.get(cardId);
      const counts = planIds === null || (planId !== undefined && planIds.has(planId));
      if (counts) history.add(liveReviews(rows.map(cardEvent)));
    }
  }
  return history.done();
}
