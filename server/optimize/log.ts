import { setImmediate } from 'node:timers/promises';
import type { ReviewDesk } from '../review/desk.ts';
import { rosterOf } from '../review/roster.ts';
import { cardEvent } from '../review/rows.ts';
import { liveReviews } from '../schedule/fold.ts';
import type { CardEvent } from '../schedule/types.ts';
import { prepare } from '../store/prepared.ts';
import { gatherHistory, type ReviewHistory } from './history.ts';

/** Bounds how long the process answers nothing else. */
const EVENTS_A_PAGE = 500;

const eventsAfter = prepare<{ learner: string; card: string; atMs: number; id: string; limit: number }>()(
  (db, param) =>
    db
      .selectFrom('events')
      .selectAll()
      .where('learner_id', '=', param('learner'))
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple('card_id', 'at_ms', 'id'), '>', tuple(param('card'), param('atMs'), param('id'))),
      )
      .orderBy('card_id')
      .orderBy('at_ms')
      .orderBy('id')
      .limit(param('limit')),
);

/**
 * The reviews of a learner that training counts: live, not crammed, since the last reset of their card. Read in
 * pages, between which others are served; a review given meanwhile may be in it or not.
 *
 * @param planIds only of cards of these plans; null: of all, also those that no file holds.
 */
export async function historyInLog(
  desk: ReviewDesk,
  planIds: ReadonlySet<string> | null = null,
): Promise<ReviewHistory> {
  const history = gatherHistory();
  const plans = new Map<string, string>();
  if (planIds)
    for (const { id, plan_id: planId } of await rosterOf(desk.store, desk.learner.id)) plans.set(id, planId);
  const add = (ofCard: readonly CardEvent[]) => {
    const planId = plans.get(ofCard[0]?.cardId ?? '');
    if (planIds === null || (planId !== undefined && planIds.has(planId))) history.add(liveReviews(ofCard));
  };
  let log: CardEvent[] = [];
  let place = { card: '', atMs: Number.MIN_SAFE_INTEGER, id: '' };
  for (;;) {
    const rows = await eventsAfter.all(desk.store.read, {
      learner: desk.learner.id,
      ...place,
      limit: EVENTS_A_PAGE,
    });
    for (const row of rows) {
      if (log[0] && log[0].cardId !== row.card_id) {
        add(log);
        log = [];
      }
      log.push(cardEvent(row));
    }
    const last = rows.at(-1);
    if (!last) break;
    place = { card: last.card_id, atMs: last.at_ms, id: last.id };
    await setImmediate();
  }
  add(log);
  return history.done();
}
