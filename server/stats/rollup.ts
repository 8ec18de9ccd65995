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
const CARDS_A_PIECE = 10;
const DAYS_A_PIECE = 100;
/** From so many cards on, summing the log anew is quicker than mending the sums. */
const MOST_MENDED = 2_000;
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
  for (let at = 0; at < cards.length; at += CARDS_A_PIECE) {
    for (const card of await logsOf(desk, cards.slice(at, at + CARDS_A_PIECE), upTo))
      replace(card, from, changes);
    await turn();
  }
  await desk.store.write(async (tx) => {
    const mark = await markOf(tx, desk.learner.id);
    // Another process has been quicker: its sums hold the same.
    if (mark?.arrival !== from || mark.edition !== EDITION) return;
    for (const [day, kept] of await keptDays(tx, desk, [...changes.keys()]))
      addRollup(at(changes, day), kept);
    await keepDays(tx, desk, changes);
    await moveMark(tx, desk, upTo);
  }, NO_CARD);
}

/** Takes out the reviews that the card had at the mark and adds those it has now, but for what stayed the same. */
function replace({ log, arrivals }: LoggedCard, from: number, changes: Days): void {
  const before = new Map(
    countedReviews(log.filter((_, index) => (arrivals[index] ?? 0) <= from)).map((review) => [
      review.id,
      review,
    ]),
  );
  for (const review of countedReviews(log)) {
    const was = before.get(review.id);
    before.delete(review.id);
    if (was && JSON.stringify(was) === JSON.stringify(review)) continue;
    if (was) tally(at(changes, was.studyDay), was, -1);
    tally(at(changes, review.studyDay), review, 1);
  }
  for (const review of before.values()) tally(at(changes, review.studyDay), review, -1);
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
