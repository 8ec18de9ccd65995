import type { SessionInput } from '../schedule/queue.ts';
import type { Candidate, StudyDay } from '../schedule/types.ts';
import { prepare } from '../store/prepared.ts';
import type { CardRow, MemoryRow } from '../store/tables.ts';
import type { ReviewDesk } from './desk.ts';

/** What a plan's session is built of, but for the time and the learner's settings. */
export type Gathered = Pick<
  SessionInput,
  'candidates' | 'answeredNotesToday' | 'introducedToday' | 'reviewedToday'
>;

const PLACE = ['c.plan_id', 'c.id', 'c.note_id', 'c.topic_id', 'c.gap_rank', 'c.position'] as const;
const SEEN = [
  ...PLACE,
  'm.state',
  'm.due_at_ms',
  'm.due_day',
  'm.last_reviewed_at_ms',
  'm.stability',
] as const;

type Today = { learner: string; today: StudyDay };

/** Cards seen before that fall due by the end of today, neither set aside, suspended nor buried. */
const dueToday = prepare<Today>()((db, param) =>
  db
    .selectFrom('memories as m')
    .innerJoin('cards as c', 'c.id', 'm.card_id')
    .select(SEEN)
    .where('m.learner_id', '=', param('learner'))
    .where('m.due_day', '<=', param('today'))
    .where('m.suspended', '=', 0)
    .where((eb) => eb.or([eb('m.buried_day', 'is', null), eb('m.buried_day', '<', param('today'))]))
    .where('c.live', '=', 1),
);

/** The card of a plan that falls due next after today. */
const dueNext = prepare<Today & { plan: string }>()((db, param) =>
  db
    .selectFrom('memories as m')
    .innerJoin('cards as c', 'c.id', 'm.card_id')
    .select(SEEN)
    .where('m.learner_id', '=', param('learner'))
    .where('m.due_day', '>', param('today'))
    .where('m.suspended', '=', 0)
    .where('c.plan_id', '=', param('plan'))
    .where('c.live', '=', 1)
    .orderBy('m.due_day')
    .orderBy('m.due_at_ms')
    .limit(1),
);

/** Cards never seen, or reset since. */
const newCards = prepare<Today>()((db, param) =>
  db
    .selectFrom('cards as c')
    .select([...PLACE, 'c.urgent_day'])
    .where('c.live', '=', 1)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('memories as m')
            .select('m.card_id')
            .where('m.learner_id', '=', param('learner'))
            .whereRef('m.card_id', '=', 'c.id')
            .where((of) =>
              of.or([
                of('m.state', '!=', 'new'),
                of('m.suspended', '=', 1),
                of('m.buried_day', '>=', param('today')),
              ]),
            ),
        ),
      ),
    ),
);

/** Cards answered today. */
const answeredToday = prepare<Today>()((db, param) =>
  db
    .selectFrom('memories as m')
    .innerJoin('cards as c', 'c.id', 'm.card_id')
    .select(['c.plan_id', 'c.note_id', 'c.urgent_day', 'm.first_study_day'])
    .where('m.learner_id', '=', param('learner'))
    .where('m.last_study_day', '=', param('today')),
);

const planIds = prepare<Record<string, never>>()((db) => db.selectFrom('plans').select('id').orderBy('id'));

/** Reads what today's sessions are built of, by plan. */
export async function gather(desk: ReviewDesk, today: StudyDay): Promise<ReadonlyMap<string, Gathered>> {
  const db = desk.store.read;
  const params = { learner: desk.learner.id, today };
  const plans = new Map<string, Gathering>();
  for (const { id } of await planIds.all(db, {})) {
    const next = await dueNext.first(db, { ...params, plan: id });
    plans.set(id, { ...EMPTY, candidates: next ? [seen(next)] : [], answeredNotesToday: new Set() });
  }
  for (const row of await dueToday.all(db, params)) plans.get(row.plan_id)?.candidates.push(seen(row));
  for (const row of await newCards.all(db, params))
    plans.get(row.plan_id)?.candidates.push(unseen(row, today));
  for (const row of await answeredToday.all(db, params)) countAnswered(plans.get(row.plan_id), row, today);
  return plans;
}

interface Gathering {
  readonly candidates: Candidate[];
  readonly answeredNotesToday: Set<string>;
  introducedToday: number;
  reviewedToday: number;
}

const EMPTY = { introducedToday: 0, reviewedToday: 0 };

/** A card first seen today is used up of the limit on new cards, unless it was urgent; others of that on reviews. */
function countAnswered(
  plan: Gathering | undefined,
  row: Pick<CardRow, 'note_id' | 'urgent_day'> & Pick<MemoryRow, 'first_study_day'>,
  today: StudyDay,
): void {
  if (!plan) return;
  plan.answeredNotesToday.add(row.note_id);
  if (row.first_study_day !== today) plan.reviewedToday += 1;
  else if (row.urgent_day !== today) plan.introducedToday += 1;
}

type PlaceColumns = Pick<CardRow, 'id' | 'note_id' | 'topic_id' | 'gap_rank' | 'position'>;

function place(row: PlaceColumns) {
  return {
    cardId: row.id,
    noteId: row.note_id,
    topicId: row.topic_id,
    gapRank: row.gap_rank,
    position: row.position,
  };
}

function seen(
  row: PlaceColumns &
    Pick<MemoryRow, 'state' | 'due_at_ms' | 'due_day' | 'last_reviewed_at_ms' | 'stability'>,
): Candidate {
  return {
    ...place(row),
    state: row.state,
    urgent: false,
    dueAtMs: row.due_at_ms,
    dueDay: row.due_day,
    lastReviewedAtMs: row.last_reviewed_at_ms,
    stability: row.stability,
  };
}

function unseen(row: PlaceColumns & Pick<CardRow, 'urgent_day'>, today: StudyDay): Candidate {
  return {
    ...place(row),
    state: 'new',
    urgent: row.urgent_day === today,
    dueAtMs: null,
    dueDay: null,
    lastReviewedAtMs: null,
    stability: null,
  };
}
