// Keeps the daily roll-ups up to date with the log.
import type { ReviewDesk } from '../log/desk.ts';
import type { CardId } from '../schedule/ids.ts';
import { CHANGES_REVIEWS } from '../schedule/live-reviews.ts';
import type { StudyDay } from '../schedule/types.ts';
import { lastArrival } from '../store/arrival.ts';
import { inTurn } from '../store/in-turn.ts';
import { keepIfPossible } from '../store/keep.ts';
import { yieldAfter } from '../store/yielding.ts';
import { type Before, countedReviews, countNext, NEW } from './counted.ts';
import { addRollup, EDITION, emptyRollup, type Rollup, tally } from './figures.ts';
import { type Arrived, allDays, arrivals, keepDay, keptDay, logOf, markOf, moveMark } from './log.ts';

/** Yield to the event loop after this many. */
const EVENTS_A_PIECE = 500;
const DAYS_A_PIECE = 50;
/** With more changed cards than this, one write would block others for too long, so the whole log is summed again. */
const MOST_MENDED = 5_000;

type Days = Map<StudyDay, Rollup>;

/** One at a time, so that requests made meanwhile find the work done. */
const catchingUp = inTurn();

/**
 * Brings the daily roll-ups up to date with everything committed to the log before the call. So recording a review
 * costs nothing extra. Works in pieces, between which other requests are served.
 */
export function upToDate(desk: ReviewDesk): Promise<void> {
  return catchingUp(desk, async () => {
    if (await keepIfPossible(() => catchUp(desk))) return;
    // Sums up to some event are honest, though not the latest. Without any, there is nothing to show.
    const mark = await markOf(desk.store.read, desk.learner.id);
    if (mark?.edition !== EDITION) await catchUp(desk);
  });
}

/** Sums the whole log again. */
export function rebuildRollups(desk: ReviewDesk): Promise<void> {
  return catchingUp(desk, () => rebuild(desk));
}

/** The daily roll-ups, up to an event of the log. */
export interface KeptRollups {
  /** The arrival of the last event that they include. */
  readonly arrival: number;
  readonly days: ReadonlyMap<StudyDay, Rollup>;
}

/** Brings the daily roll-ups up to date and returns them. */
export function keptRollups(desk: ReviewDesk): Promise<KeptRollups> {
  return catchingUp(desk, async () => {
    await catchUp(desk);
    const mark = await markOf(desk.store.read, desk.learner.id);
    return { arrival: mark?.arrival ?? 0, days: new Map(await allDays(desk)) };
  });
}

async function catchUp(desk: ReviewDesk): Promise<void> {
  const mark = await markOf(desk.store.read, desk.learner.id);
  const upTo = await lastArrival(desk.store.read, desk.learner.id);
  if (!mark || mark.edition !== EDITION || mark.arrival > upTo) return rebuild(desk);
  if (mark.arrival === upTo) return;
  const cards = await cardsTouched(desk, mark.arrival, upTo);
  return cards.length > MOST_MENDED ? rebuild(desk) : mend(desk, mark.arrival, upTo, cards);
}

const CHANGING: ReadonlySet<string> = new Set(CHANGES_REVIEWS);

/** The cards whose reviews may count differently after these events, or some of them if that is too many to mend. */
async function cardsTouched(desk: ReviewDesk, from: number, upTo: number): Promise<readonly CardId[]> {
  const cards = new Set<CardId>();
  for await (const events of arrivals(desk, from, upTo)) {
    for (const { type, card_id: card } of events) if (CHANGING.has(type)) cards.add(card);
    if (cards.size > MOST_MENDED) break;
  }
  return [...cards];
}

/**
 * Replaces what some cards added to the roll-ups by what they add now. The log only grows, so its state at the mark is
 * the log without the events since.
 */
async function mend(desk: ReviewDesk, from: number, upTo: number, cards: readonly CardId[]): Promise<void> {
  const changes: Days = new Map();
  await replaceAll(desk, new Map(cards.map((card) => [card, from])), upTo, changes);
  const isKept = await desk.store.write(
    async (tx, pause) => {
      const mark = await markOf(tx, desk.learner.id);
      // Another process was faster, and may have counted fewer or more events.
      if (mark?.arrival !== from || mark.edition !== EDITION) return false;
      const pieces = yieldAfter(DAYS_A_PIECE, pause);
      for (const [day, change] of changes) {
        const kept = await keptDay(tx, desk, day);
        if (kept) addRollup(change, kept);
        await keepDay(tx, desk, day, change);
        await pieces();
      }
      await moveMark(tx, desk, upTo);
      return true;
    },
    { touches: 'no card' },
  );
  if (!isKept) await catchUp(desk);
}

/** @param cards each with the arrival up to which it has been counted. */
async function replaceAll(
  desk: ReviewDesk,
  cards: ReadonlyMap<CardId, number>,
  upTo: number,
  days: Days,
): Promise<void> {
  const pieces = yieldAfter(EVENTS_A_PIECE);
  for (const [card, from] of cards) {
    const log = await logOf(desk, card, upTo);
    replace(log, from, days);
    await pieces(log.length);
  }
}

/** Takes out the reviews that a card had up to an arrival, and adds those that it has now. */
function replace(log: readonly Arrived[], from: number, days: Days): void {
  const isNew = (event: Arrived) => event.arrival > from;
  const firstNew = log.findIndex(isNew);
  const before = log.filter((event) => !isNew(event));
  // Usually the new events follow all the others, and what was counted stays valid.
  const isContinued = log.slice(firstNew).every((event) => isNew(event) && event.type !== 'undone');
  if (!isContinued) for (const review of countedReviews(before)) tally(at(days, review.studyDay), review, -1);
  const known = new Set(isContinued ? before.map(({ id }) => id) : []);
  for (const review of countedReviews(log)) {
    if (!known.has(review.id)) tally(at(days, review.studyDay), review, 1);
  }
}

/** Replaces all roll-ups at once: without space for them, those of before stay. */
async function rebuild(desk: ReviewDesk): Promise<void> {
  const upTo = await lastArrival(desk.store.read, desk.learner.id);
  const days = await sumLog(desk, upTo);
  await desk.store.write(
    async (tx, pause) => {
      await tx.deleteFrom('daily_rollups').where('learner_id', '=', desk.learner.id).execute();
      const pieces = yieldAfter(DAYS_A_PIECE, pause);
      for (const [day, rollup] of days) {
        await keepDay(tx, desk, day, rollup);
        await pieces();
      }
      await moveMark(tx, desk, upTo);
    },
    { touches: 'no card' },
  );
}

/**
 * Sums the log by study day. It is read in the order of arrival, in which it lies on the disk. As long as a card's
 * events arrive in order, each takes one step; the other cards are counted one by one afterwards.
 */
async function sumLog(desk: ReviewDesk, upTo: number): Promise<readonly (readonly [StudyDay, Rollup])[]> {
  const days: Days = new Map();
  const known = new Map<CardId, { readonly last: Arrived; readonly before: Before }>();
  const toReplace = new Map<CardId, number>();
  for await (const events of arrivals(desk, 0, upTo)) {
    for (const event of events) {
      const card = event.card_id;
      if (toReplace.has(card)) continue;
      const { last, before } = known.get(card) ?? { last: null, before: NEW };
      if (event.type === 'undone' || (last && !isAfter(event, last))) {
        toReplace.set(card, event.arrival - 1);
        continue;
      }
      const { counted, after } = countNext(event, before);
      if (counted) tally(at(days, counted.studyDay), counted, 1);
      known.set(card, { last: event, before: after });
    }
  }
  await replaceAll(desk, toReplace, upTo, days);
  return [...days];
}

function isAfter(event: Arrived, last: Arrived): boolean {
  return event.at_ms > last.at_ms || (event.at_ms === last.at_ms && event.id > last.id);
}

function at(days: Days, day: StudyDay): Rollup {
  const rollup = days.get(day) ?? emptyRollup();
  days.set(day, rollup);
  return rollup;
}
