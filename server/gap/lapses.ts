import { setImmediate as turn } from 'node:timers/promises';
import { sql } from 'kysely';
import type { ReviewDesk } from '../review/desk.ts';
import { undoId } from '../review/log.ts';
import { DAY_MS } from '../schedule/study-day.ts';
import { prepare } from '../store/prepared.ts';

/** Failed reviews are read by so many days at once: bounds how long the process answers nothing else. */
const DAYS_A_PIECE = 4;

/** A review that failed: a lapse, unless the card was new or on a step. */
export interface Failed {
  readonly id: string;
  readonly cardId: string;
  readonly atMs: number;
}

// With the number in the text of the query, the index over failed reviews is found for it.
const failedBetween = prepare<{ learner: string; from: number; to: number }>()((db, param) =>
  db
    .selectFrom('events')
    .select(['id', 'card_id as cardId', 'at_ms as atMs'])
    .where('rating', '=', sql.lit(1))
    .where('learner_id', '=', param('learner'))
    .where('at_ms', '>', param('from'))
    .where('at_ms', '<=', param('to'))
    .where('mode', '=', 'review'),
);

/** The reviews that failed after an instant, undone ones among them. */
export async function failedSince(desk: ReviewDesk, sinceMs: number): Promise<readonly Failed[]> {
  const failed: Failed[] = [];
  const learner = desk.learner.id;
  // A review may be told a little ahead of our clock.
  const untilMs = desk.clock() + DAY_MS;
  for (let from = sinceMs; from < untilMs; from += DAYS_A_PIECE * DAY_MS) {
    const to = from + DAYS_A_PIECE * DAY_MS;
    failed.push(...(await failedBetween.all(desk.store.read, { learner, from, to })));
    await turn();
  }
  return failed;
}

const undoOf = prepare<{ learner: string; target: string }>()((db, param) =>
  db
    .selectFrom('events')
    .select('id')
    .where('learner_id', '=', param('learner'))
    .where('id', '=', param('target')),
);

const before = prepare<{ learner: string; card: string; atMs: number; id: string }>()((db, param) =>
  db
    .selectFrom('events as e')
    .select('e.interval_days')
    .where('e.learner_id', '=', param('learner'))
    .where('e.card_id', '=', param('card'))
    .where(({ eb, refTuple, tuple }) =>
      eb(refTuple('e.at_ms', 'e.id'), '<', tuple(param('atMs'), param('id'))),
    )
    .where((eb) =>
      eb.or([
        eb('e.type', 'in', ['rescheduled', 'reset']),
        eb.and([eb('e.type', '=', 'reviewed'), eb('e.mode', '=', 'review')]),
      ]),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('events as u')
            .select('u.id')
            .where('u.learner_id', '=', param('learner'))
            .where((eb) => eb('u.id', '=', eb(eb.val('undo:'), '||', eb.ref('e.id')))),
        ),
      ),
    )
    .orderBy('e.at_ms', 'desc')
    .orderBy('e.id', 'desc')
    .limit(1),
);

/**
 * Whether a failed review is a lapse that counts: not undone, and the interval in force was a day or more, as the
 * log recorded it then. Nothing has to be folded for that.
 */
export async function isLapse(desk: ReviewDesk, { id, cardId, atMs }: Failed): Promise<boolean> {
  const learner = desk.learner.id;
  if (await undoOf.first(desk.store.read, { learner, target: undoId(id) })) return false;
  const last = await before.first(desk.store.read, { learner, card: cardId, atMs, id });
  return (last?.interval_days ?? 0) >= 1;
}
