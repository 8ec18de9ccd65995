// The load of each study day: how many cards were due on the days after it when it started.

import type { Kysely } from 'kysely';
import { type CountedLoad, countedLoad, DAYS_COUNTED } from '../schedule/balance.ts';
import type { LoadOn } from '../schedule/fold.ts';
import type { LearnerId } from '../schedule/ids.ts';
import type { StudyDay } from '../schedule/types.ts';
import { readJson } from '../store/errors.ts';
import { keepIfPossible } from '../store/keep.ts';
import { prepare } from '../store/prepared.ts';
import { perLearner, Remembered } from '../store/remembered.ts';
import type { Tables, WorkDayRow } from '../store/tables.ts';
import { yieldAfter } from '../store/yielding.ts';
import { type ReviewDesk, studyDayAt } from './desk.ts';
import { type Roster, rosterOf } from './roster.ts';

/** Yield to the event loop after this many. */
const CARDS_A_PIECE = 20_000;

/** The loads that this process has read. */
interface Known {
  readonly days: Map<StudyDay, CountedLoad>;
  /** Whether `days` has all stored days, including those stored before this process started. */
  isComplete: boolean;
  readonly today: Remembered<{ readonly studyDay: StudyDay }, Promise<void>>;
}

const knownOf = perLearner((): Known => ({ days: new Map(), isComplete: false, today: new Remembered() }));

/**
 * Returns the load of each study day, including today's, as it was when that day started: null for a day without a
 * stored load. A day's load is counted when a card is first shown or graded on that day, since no due time moves
 * before that. It is stored and never changes, so that a preview, the grading that follows it (even if it arrives late
 * or twice) and a replay years later all decide the same due time.
 */
export async function loadByDay(desk: ReviewDesk): Promise<(day: StudyDay) => CountedLoad | null> {
  const known = knownOf(desk);
  const studyDay = studyDayAt(desk, desk.clock());
  await known.today.value({ studyDay }, () => count(known, desk, studyDay));
  return (day) => known.days.get(day) ?? null;
}

/**
 * The same for showing only: without space to store today's load, it is counted for this call. Nothing else can be
 * stored then, so no due time moves, and a grading counts the same.
 */
export async function shownLoadByDay(desk: ReviewDesk): Promise<(day: StudyDay) => CountedLoad | null> {
  let loads: ((day: StudyDay) => CountedLoad | null) | undefined;
  const isKept = await keepIfPossible(async () => {
    loads = await loadByDay(desk);
  });
  if (isKept && loads) return loads;
  const { days } = knownOf(desk);
  const today = studyDayAt(desk, desk.clock());
  const counted = loadOf(await loadRowOf(desk, await rosterOf(desk.store, desk.learner.id), today));
  return (day) => (day === today ? counted : (days.get(day) ?? null));
}

/** Counts and stores the load of today, unless it is stored already. */
async function count(known: Known, desk: ReviewDesk, today: StudyDay): Promise<void> {
  if (!known.isComplete) await readInto(known.days, desk, 0);
  known.isComplete = true;
  if (known.days.has(today)) return;
  const row = await loadRowOf(desk, await rosterOf(desk.store, desk.learner.id), today);
  await desk.store.write((tx) => insertLoadRow.all(tx, row), { touches: 'no card' });
  // Another process may have stored it first.
  await readInto(known.days, desk, today);
}

async function readInto(days: Known['days'], { store, learner }: ReviewDesk, from: StudyDay): Promise<void> {
  for (const [day, load] of await daysFrom(store.read, learner.id, from)) days.set(day, load);
}

/** Returns the stored loads by study day, for use within a transaction. Counts nothing. */
export async function storedLoadByDay(tx: Kysely<Tables>, desk: ReviewDesk): Promise<LoadOn> {
  // What a transaction reads may be rolled back, so it is not cached.
  const { days, isComplete } = knownOf(desk);
  return isComplete ? (day) => days.get(day) ?? null : storedLoads(tx, desk.learner.id);
}

/** Reads the stored loads by study day, from a connection of any process or thread. */
export async function storedLoads(db: Kysely<Tables>, learnerId: LearnerId): Promise<LoadOn> {
  const days = await daysFrom(db, learnerId, 0);
  return (day) => days.get(day) ?? null;
}

async function daysFrom(
  db: Kysely<Tables>,
  learner: LearnerId,
  from: StudyDay,
): Promise<ReadonlyMap<StudyDay, CountedLoad>> {
  const rows = await loadRowsFrom.all(db, { learner, from });
  return new Map(rows.map((row) => [row.study_day, loadOf(row)]));
}

const loadRowsFrom = prepare<{ learner: LearnerId; from: StudyDay }>()((db, param) =>
  db
    .selectFrom('work_days')
    .selectAll()
    .where('learner_id', '=', param('learner'))
    .where('study_day', '>=', param('from')),
);

const insertLoadRow = prepare<WorkDayRow>()((db, param) =>
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

function loadOf({ study_day: studyDay, cards, to_place: toPlace }: WorkDayRow): CountedLoad {
  return countedLoad(studyDay, readJson(cards, 'work_days.cards'), toPlace);
}

/** Cards that can be asked today. */
interface Waiting {
  readonly reviews: number;
  readonly fresh: number;
}

/** Counts the cards due on each coming day, and those that the limits let through today. Yields to the event loop. */
async function loadRowOf(desk: ReviewDesk, roster: Roster, today: StudyDay): Promise<WorkDayRow> {
  const counts = Array.from({ length: DAYS_COUNTED + 1 }, () => 0);
  const waiting = new Map<string, Waiting>();
  const within = (id: string, { reviews, fresh }: Waiting): Waiting => {
    const { reviewsPerDay, newPerDay } = desk.sessionSettingsOf(id);
    return { reviews: Math.min(reviews, reviewsPerDay), fresh: Math.min(fresh, newPerDay) };
  };
  const pieces = yieldAfter(CARDS_A_PIECE);
  for (const { topicId, cards } of [...roster.topics.values()]) {
    let planId = '';
    const found = { reviews: 0, fresh: 0 };
    for (const card of cards.values()) {
      if (card.live !== 1 || card.suspended === 1) continue;
      planId = card.plan_id;
      const days = (card.due_day ?? today) - today;
      if (card.state === null || card.state === 'new') found.fresh++;
      else if (days <= 0) found.reviews++;
      else if (days <= DAYS_COUNTED) counts[days] = (counts[days] ?? 0) + 1;
    }
    const { reviews, fresh } = within(topicId, found);
    const others = waiting.get(planId) ?? { reviews: 0, fresh: 0 };
    waiting.set(planId, { reviews: others.reviews + reviews, fresh: others.fresh + fresh });
    await pieces(cards.size);
  }
  const toPlace = [...waiting].reduce((sum, [planId, ofPlan]) => {
    const { reviews, fresh } = within(planId, ofPlan);
    return sum + reviews + fresh;
  }, 0);
  const last = counts.findLastIndex((count) => count > 0);
  return {
    learner_id: desk.learner.id,
    study_day: today,
    cards: JSON.stringify(counts.slice(0, last + 1)),
    to_place: Math.max(1, toPlace),
  };
}
