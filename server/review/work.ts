import type { Kysely } from 'kysely';
import type { Work } from '../schedule/balance.ts';
import type { WorkOn } from '../schedule/fold.ts';
import type { StudyDay } from '../schedule/types.ts';
import { prepare } from '../store/prepared.ts';
import type { Store } from '../store/store.ts';
import type { Tables, WorkDayRow } from '../store/tables.ts';
import { type ReviewDesk, studyDayAt } from './desk.ts';
import { type RosterCard, rosterOf } from './roster.ts';

/** So far ahead work is counted: intervals of a year with their fuzz. */
const DAYS_COUNTED = 400;

type Kept = Map<StudyDay, Work>;

const keptIn = new WeakMap<Store, Map<string, Kept>>();

/**
 * The work of each study day as it stood when that day started, today's included. That is when a card was first shown
 * or graded on the day: before that, nothing moved its due time. It is kept in the database and never changes, so
 * that a due time is decided alike by a preview, by the grading that follows it whenever and however often it arrives,
 * and by a replay years later.
 */
export async function workByDay(desk: ReviewDesk): Promise<WorkOn> {
  const today = studyDayAt(desk, desk.clock());
  const kept = await keptWork(desk.store.read, desk);
  if (!kept.has(today)) {
    const row = workDayOf(desk, await rosterOf(desk.store, desk.learner.id), today);
    // Confined to no card: it leaves all of them as they are.
    await desk.store.write((tx) => insertWorkDay.all(tx, row), '');
    // Another process may have been first.
    await readInto(kept, desk.store.read, desk, today);
  }
  return (day) => kept.get(day) ?? null;
}

/** The same as far as it is kept, for use within a transaction. */
export async function keptWorkByDay(tx: Kysely<Tables>, desk: ReviewDesk): Promise<WorkOn> {
  const kept = await keptWork(tx, desk);
  return (day) => kept.get(day) ?? null;
}

async function keptWork(db: Kysely<Tables>, desk: ReviewDesk): Promise<Kept> {
  const byLearner = keptIn.get(desk.store) ?? new Map<string, Kept>();
  keptIn.set(desk.store, byLearner);
  const known = byLearner.get(desk.learner.id);
  if (known) return known;
  const kept: Kept = new Map();
  await readInto(kept, db, desk, 0);
  byLearner.set(desk.learner.id, kept);
  return kept;
}

async function readInto(
  kept: Kept,
  db: Kysely<Tables>,
  { learner }: ReviewDesk,
  from: StudyDay,
): Promise<void> {
  const rows = await workDaysFrom.all(db, { learner: learner.id, from });
  for (const row of rows) kept.set(row.study_day, workOf(row));
}

const workDaysFrom = prepare<{ learner: string; from: StudyDay }>()((db, param) =>
  db
    .selectFrom('work_days')
    .selectAll()
    .where('learner_id', '=', param('learner'))
    .where('study_day', '>=', param('from')),
);

const insertWorkDay = prepare<WorkDayRow>()((db, param) =>
  db
    .insertInto('work_days')
    .values({
      learner_id: param('learner_id'),
      study_day: param('study_day'),
      cards: param('cards'),
      to_place: param('to_place'),
    })
    .onConflict((conflict) => conflict.doNothing()),
);

function workOf({ study_day: studyDay, cards, to_place: toPlace }: WorkDayRow): Work {
  const counts: readonly number[] = JSON.parse(cards);
  return {
    cardsOn: (day) => counts[day - studyDay] ?? 0,
    lastDay: studyDay + DAYS_COUNTED,
    toPlace,
  };
}

/** Counts what falls due on the days to come, and how many cards today's sessions let through. */
function workDayOf(desk: ReviewDesk, cards: Iterable<RosterCard>, today: StudyDay): WorkDayRow {
  const counts: number[] = [];
  const waiting = new Map<string, { reviews: number; fresh: number }>();
  for (const card of cards) {
    if (card.live !== 1 || card.suspended === 1) continue;
    const ofPlan = waiting.get(card.plan_id) ?? { reviews: 0, fresh: 0 };
    waiting.set(card.plan_id, ofPlan);
    const days = (card.due_day ?? today) - today;
    if (card.state === null || card.state === 'new') ofPlan.fresh++;
    else if (days <= 0) ofPlan.reviews++;
    else if (days <= DAYS_COUNTED) counts[days] = (counts[days] ?? 0) + 1;
  }
  const toPlace = [...waiting].reduce((sum, [planId, { reviews, fresh }]) => {
    const { reviewsPerDay, newPerDay } = desk.sessionSettingsOf(planId);
    return sum + Math.min(reviews, reviewsPerDay) + Math.min(fresh, newPerDay);
  }, 0);
  return {
    learner_id: desk.learner.id,
    study_day: today,
    cards: JSON.stringify(Array.from(counts, (count) => count ?? 0)),
    to_place: Math.max(1, toPlace),
  };
}
