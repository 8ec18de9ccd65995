import type { ReviewDesk } from '../log/desk.ts';
import type { CardId } from '../schedule/ids.ts';
import { CHANGES_REVIEWS } from '../schedule/live-reviews.ts';
import type { StudyDay } from '../schedule/types.ts';
import { lastArrival } from '../store/arrival.ts';
import { inTurn } from '../store/in-turn.ts';
import { yieldAfter } from '../store/yielding.ts';
import { type Before, countedReviews, countNext, NEW } from './counted.ts';
import { addRollup, EDITION, emptyRollup, type Rollup, tally } from './figures.ts';
import { type Arrived, allDays, arrivals, keepDays, keptDays, logOf, markOf, moveMark } from './log.ts';

/** Yield to the event loop after this many. */
const CARDS_A_PIECE = 5;
const DAYS_A_PIECE = 100;
/** With more cards than that, what has to be written at once would keep others waiting: the log is summed anew. */
const MOST_MENDED = 5_000;

type Days = Map<StudyDay, Rollup>;

/** One at a time: whoever asks meanwhile finds the work done. */
const catchingUp = inTurn();

/**
 * Brings the daily roll-ups up to date with the log: all that was committed before the call counts when it resolves.
 * Recording a review costs nothing for it. Works in pieces, between which other requests are served.
 */
export function upToDate(desk: ReviewDesk): Promise<void> {
  return catchingUp(desk, () => catchUp(desk));
}

/** Sums the whole log anew. */
export function rebuildRollups(desk: ReviewDesk): Promise<void> {
  return catchingUp(desk, () => rebuild(desk));
}

/** The daily roll-ups as of an event of the log. */
export interface KeptRollups {
  /** The arrival of the last event that they count. */
  readonly arrival: number;
  readonly days: ReadonlyMap<StudyDay, Rollup>;
}

/** What is kept, once it is up to date with the log. */
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

/** The cards whose reviews may count otherwise after a stretch of the log: all of them, or more than can be mended. */
async function cardsTouched(desk: ReviewDesk, from: number, upTo: number): Promise<readonly CardId[]> {
  const cards = new Set<CardId>();
  for await (const events of arrivals(desk, from, upTo)) {
    for (const { type, card_id: card } of events) if (CHANGING.has(type)) cards.add(card);
    if (cards.size > MOST_MENDED) break;
  }
  return [...cards];
}

/**
 * Replaces what some cards added by what they add now. Since the log only grows, what it said of them at the mark
 * is what it says without the events that came since.
 */
async function mend(desk: ReviewDesk, from: number, upTo: number, cards: readonly CardId[]): Promise<void> {
  const changes: Days = new Map();
  await replaceAll(desk, new Map(cards.map((card) => [card, from])), upTo, changes);
  const isKept = await desk.store.write(
    async (tx) => {
      const mark = await markOf(tx, desk.learner.id);
      // Another process has been quicker, and may have counted less or more.
      if (mark?.arrival !== from || mark.edition !== EDITION) return false;
      const days = [...changes.keys()];
      for (const [day, kept] of await keptDays(tx, desk, days)) addRollup(at(changes, day), kept);
      await keepDays(tx, desk, changes);
      await moveMark(tx, desk, upTo);
      return true;
    },
    { touches: 'no card' },
  );
  if (!isKept) await catchUp(desk);
}

/** @param cards with the arrival up to which each has been counted. */
async function replaceAll(
  desk: ReviewDesk,
  cards: ReadonlyMap<CardId, number>,
  upTo: number,
  days: Days,
): Promise<void> {
  const pieces = yieldAfter(CARDS_A_PIECE);
  for (const [card, from] of cards) {
    replace(await logOf(desk, card, upTo), from, days);
    await pieces();
  }
}

/** Takes out the reviews that the card had up to an arrival and adds those that it has now. */
function replace(log: readonly Arrived[], from: number, days: Days): void {
  const isNew = (event: Arrived) => event.arrival > from;
  const firstNew = log.findIndex(isNew);
  const before = log.filter((event) => !isNew(event));
  // The usual news follow all that was known: what was counted stays.
  const isContinued = log.slice(firstNew).every((event) => isNew(event) && event.type !== 'undone');
  if (!isContinued) for (const review of countedReviews(before)) tally(at(days, review.studyDay), review, -1);
  const known = new Set(isContinued ? before.map(({ id }) => id) : []);
  for (const review of countedReviews(log)) {
    if (!known.has(review.id)) tally(at(days, review.studyDay), review, 1);
  }
}

async function rebuild(desk: ReviewDesk): Promise<void> {
  await desk.store.write(
    async (tx) => {
      // While there is no mark, what there are of days is known to be incomplete.
      await tx.deleteFrom('rollup_marks').where('learner_id', '=', desk.learner.id).execute();
      await tx.deleteFrom('daily_rollups').where('learner_id', '=', desk.learner.id).execute();
    },
    { touches: 'no card' },
  );
  const upTo = await lastArrival(desk.store.read, desk.learner.id);
  const days = await sumLog(desk, upTo);
  for (let from = 0; from < days.length; from += DAYS_A_PIECE) {
    const piece = new Map(days.slice(from, from + DAYS_A_PIECE));
    await desk.store.write((tx) => keepDays(tx, desk, piece), { touches: 'no card' });
  }
  await desk.store.write((tx) => moveMark(tx, desk, upTo), { touches: 'no card' });
}

/**
 * The log by study day. It lies on the disk in the order of arrival, and is read in it: as long as a card's events
 * arrive in the order in which they count, each takes one step. The other cards are folded on their own afterwards.
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
