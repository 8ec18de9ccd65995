import { setImmediate as turn } from 'node:timers/promises';
import type { ReviewDesk } from '../review/desk.ts';
import type { StudyDay } from '../schedule/types.ts';
import { lastArrival } from '../store/arrival.ts';
import type { Store } from '../store/store.ts';
import { countedReviews } from './counted.ts';
import { addRollup, EDITION, emptyRollup, type Rollup, tally } from './figures.ts';
import {
  cardsAfter,
  cardsTouched,
  keepDays,
  keptDays,
  type LoggedCard,
  logsOf,
  markOf,
  moveMark,
} from './log.ts';

/** Bounds how long the process answers nothing else. */
const CARDS_A_PIECE = 5;
const DAYS_A_PIECE = 100;
/** With more cards than that, what has to be written at once would keep others waiting: the log is summed anew. */
const MOST_MENDED = 5_000;
/** Roll-ups lie outside every card's log and memory. */
const NO_CARD = '';

type Days = Map<StudyDay, Rollup>;

const turns = new WeakMap<Store, Promise<void>>();

/**
 * Brings the daily roll-ups up to date with the log: all that was committed before the call counts when it resolves.
 * Recording a review costs nothing for it. Works in pieces, between which other requests are served.
 */
export function upToDate(desk: ReviewDesk): Promise<void> {
  return inTurn(desk, () => catchUp(desk));
}

/** Sums the whole log anew. */
export function rebuildRollups(desk: ReviewDesk): Promise<void> {
  return inTurn(desk, () => rebuild(desk));
}

/** One at a time: whoever asks meanwhile finds the work done. */
function inTurn(desk: ReviewDesk, work: () => Promise<void>): Promise<void> {
  const mine = (turns.get(desk.store) ?? Promise.resolve()).then(work);
  turns.set(
    desk.store,
    mine.catch(() => {}),
  );
  return mine;
}

async function catchUp(desk: ReviewDesk): Promise<void> {
  const mark = await markOf(desk.store.read, desk.learner.id);
  const upTo = await lastArrival(desk.store.read);
  if (!mark || mark.edition !== EDITION || mark.arrival > upTo) return rebuild(desk);
  if (mark.arrival === upTo) return;
  const cards = await cardsTouched(desk, mark.arrival, upTo, MOST_MENDED);
  return cards ? mend(desk, mark.arrival, upTo, cards) : rebuild(desk);
}

/**
 * Replaces what some cards added by what they add now. Since the log only grows, what it said of them at the mark
 * is what it says without the events that came since.
 */
async function mend(desk: ReviewDesk, from: number, upTo: number, cards: readonly string[]): Promise<void> {
  const changes: Days = new Map();
  for (let start = 0; start < cards.length; start += CARDS_A_PIECE) {
    const logs = await logsOf(desk, cards.slice(start, start + CARDS_A_PIECE), upTo);
    for (const card of logs) replace(card, from, changes);
    await turn();
  }
  const isKept = await desk.store.write(async (tx) => {
    const mark = await markOf(tx, desk.learner.id);
    // Another process has been quicker, and may have counted less or more.
    if (mark?.arrival !== from || mark.edition !== EDITION) return false;
    const days = [...changes.keys()];
    for (const [day, kept] of await keptDays(tx, desk, days)) addRollup(at(changes, day), kept);
    await keepDays(tx, desk, changes);
    await moveMark(tx, desk, upTo);
    return true;
  }, NO_CARD);
  if (!isKept) await catchUp(desk);
}

/** Takes out the reviews that the card had at the mark and adds those that it has now. */
function replace({ log, arrivals }: LoggedCard, from: number, changes: Days): void {
  const isNew = (index: number) => (arrivals[index] ?? 0) > from;
  const firstNew = arrivals.findIndex((_, index) => isNew(index));
  // The usual news follow all that was known: what was counted stays.
  const isContinued = log.every(({ type }, index) => index < firstNew || (isNew(index) && type !== 'undone'));
  const before = log.filter((_, index) => !isNew(index));
  if (!isContinued)
    for (const review of countedReviews(before)) tally(at(changes, review.studyDay), review, -1);
  const known = new Set(isContinued ? before.map(({ id }) => id) : []);
  for (const review of countedReviews(log)) {
    if (!known.has(review.id)) tally(at(changes, review.studyDay), review, 1);
  }
}

async function rebuild(desk: ReviewDesk): Promise<void> {
  await desk.store.write(async (tx) => {
    // While there is no mark, what there are of days is known to be incomplete.
    await tx.deleteFrom('rollup_marks').where('learner_id', '=', desk.learner.id).execute();
    await tx.deleteFrom('daily_rollups').where('learner_id', '=', desk.learner.id).execute();
  }, NO_CARD);
  const upTo = await lastArrival(desk.store.read);
  const days = await sumLog(desk, upTo);
  for (let from = 0; from < days.length; from += DAYS_A_PIECE) {
    const piece = new Map(days.slice(from, from + DAYS_A_PIECE));
    await desk.store.write((tx) => keepDays(tx, desk, piece), NO_CARD);
  }
  await desk.store.write((tx) => moveMark(tx, desk, upTo), NO_CARD);
}

async function sumLog(desk: ReviewDesk, upTo: number): Promise<readonly (readonly [StudyDay, Rollup])[]> {
  const days: Days = new Map();
  for (let after = ''; ; ) {
    const cards = await cardsAfter(desk, after, CARDS_A_PIECE);
    const last = cards.at(-1);
    if (last === undefined) return [...days];
    for (const { log } of await logsOf(desk, cards, upTo)) {
      for (const review of countedReviews(log)) tally(at(days, review.studyDay), review, 1);
    }
    after = last;
    await turn();
  }
}

function at(days: Days, day: StudyDay): Rollup {
  const rollup = days.get(day) ?? emptyRollup();
  days.set(day, rollup);
  return rollup;
}
