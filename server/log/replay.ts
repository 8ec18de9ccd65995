// Replays cards by other settings: folds them again, and moves their due times.
import type { Kysely } from 'kysely';
import { fuzzRange } from '../schedule/fuzz.ts';
import type { CardId, TopicId } from '../schedule/ids.ts';
import { studyDayStart } from '../schedule/study-day.ts';
import { spreadSurplus } from '../schedule/surplus.ts';
import type { Due, SchedulerSettings, StudyDay } from '../schedule/types.ts';
import { lastArrival } from '../store/arrival.ts';
import { prepare } from '../store/prepared.ts';
import type { Pause } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { yieldAfter } from '../store/yielding.ts';
import { type ReviewDesk, studyDayAt } from './desk.ts';
import { append, cardsSince } from './events.ts';
import { type Cause, keep, reschedule, rescheduledRow } from './memories.ts';
import { type CardGroup, type Rehearsed, rehearseHere, rehearseInThread } from './rehearsal.ts';
import { type RosterCard, rosterOf } from './roster.ts';

/** Yield to the event loop after this many. */
const CARDS_A_PIECE = 100;
const CARDS_COMPARED_A_PIECE = 5_000;
/** From this many reviews on, running in a thread is worth the cost of starting it. */
const REVIEWS_FOR_A_THREAD = 10_000;

export interface ReplayOptions {
  /** Whether to replay the cards of a topic. */
  concerns(topicId: TopicId): boolean;
  /**
   * `decide`: the desk's settings decide due times again. `same-days`: due days stay, and due times move to the start
   * of those days in the desk's calendar; cards due by now do not move.
   */
  readonly dueTimes: 'decide' | 'same-days';
  /** The current study day by the settings before the change. */
  readonly today: StudyDay;
  /**
   * Whether to spread the cards that would newly be due today over the days up to their former due day. If that day has
   * come by a change of calendar, they are spread over the days to which fuzz could have moved them, at least one.
   */
  readonly spread?: boolean;
  /** Fold in a thread if the cards have this many reviews or more. The default is {@link REVIEWS_FOR_A_THREAD}. */
  readonly threadFrom?: number;
}

/** The effect of a replay, and the function that writes it. */
export interface Replay {
  /** The number of seen cards that are replayed. */
  readonly cards: number;
  /** How many of them get another due time. */
  readonly moved: number;
  /** How many of them will be due by the end of the study day, without suspended cards and those set aside. */
  readonly dueToday: number;
  readonly dueTodayBefore: number;
  /** Writes the replay. Includes reviews since the rehearsal. Calls `pause` after every piece of cards. */
  write(tx: Kysely<Tables>, cause: Cause, pause: Pause): Promise<void>;
}

interface Replayed extends Rehearsed {
  readonly card: RosterCard;
}

/**
 * Folds the logs of cards by the settings of `desk`, which need not be in effect yet. Other work runs meanwhile.
 * Nothing is written until `write` is called.
 *
 * @throws StoreError if the store is closed meanwhile, or the thread of a long log ends early
 */
export async function rehearse(desk: ReviewDesk, options: ReplayOptions): Promise<Replay> {
  const upTo = await lastArrival(desk.store.read, desk.learner.id);
  const today = studyDayAt(desk, desk.clock());
  const all = [...(await rosterOf(desk.store, desk.learner.id))];
  const concerned = all.filter((card) => isSeen(card) && options.concerns(card.topic_id));
  const decided = await replayAll(desk, concerned, options, today);
  const replayed = options.spread ? spread(desk, decided, all, options.today, today) : decided;
  return {
    cards: replayed.length,
    moved: replayed.filter(({ due }) => due !== null).length,
    dueToday: replayed.filter((one) => isAsked(one.card) && dayAfter(one) <= today).length,
    dueTodayBefore: replayed.filter(({ card }) => isAsked(card) && dayBefore(card) <= options.today).length,
    async write(tx, cause, pause) {
      const later = new Set([
        ...(await cardsSince(tx, desk.learner.id, upTo)),
        ...(await movedSince(tx, all, pause)),
      ]);
      const causeOf = (cardId: CardId) => ({ ...cause, id: `${cause.id}:${cardId}` });
      // In the order of the rows on disk (by id), which makes the transaction shorter.
      const toWrite = replayed
        .filter(({ card, due, differs }) => (due || differs) && !later.has(card.id))
        .sort((a, b) => (a.card.id < b.card.id ? -1 : 1));
      const pieces = yieldAfter(CARDS_A_PIECE, pause);
      for (const { card, history, due, lastAtMs: last } of toWrite) {
        if (due) await append(tx, rescheduledRow(desk, card.id, due, last, causeOf(card.id)));
        await keep(tx, desk, card.id, due ? { ...history, due } : history);
        await pieces();
      }
      for (const cardId of later) {
        await reschedule(tx, desk, cardId, causeOf(cardId));
        await pieces(CARDS_A_PIECE);
      }
    },
  };
}

const topicsBetween = prepare<{ first: CardId; last: CardId }>()((db, param) =>
  db
    .selectFrom('cards')
    .select(['id', 'topic_id'])
    .where('id', '>=', param('first'))
    .where('id', '<=', param('last')),
);

/** Returns the seen cards that are in another topic now, perhaps with other settings. */
async function movedSince(
  tx: Kysely<Tables>,
  cards: readonly RosterCard[],
  pause: Pause,
): Promise<readonly CardId[]> {
  const seen = cards.filter(isSeen).sort((a, b) => (a.id < b.id ? -1 : 1));
  const moved: CardId[] = [];
  for (let from = 0; from < seen.length; from += CARDS_COMPARED_A_PIECE) {
    const piece = seen.slice(from, from + CARDS_COMPARED_A_PIECE);
    const [first, last] = [piece[0], piece.at(-1)];
    if (!first || !last) break;
    const rows = await topicsBetween.all(tx, { first: first.id, last: last.id });
    const topics = new Map(rows.map(({ id, topic_id: topicId }) => [id, topicId]));
    for (const { id, topic_id: topicId } of piece) if (topics.get(id) !== topicId) moved.push(id);
    await pause();
  }
  return moved;
}

async function replayAll(
  desk: ReviewDesk,
  cards: readonly RosterCard[],
  { dueTimes, threadFrom = REVIEWS_FOR_A_THREAD }: ReplayOptions,
  today: StudyDay,
): Promise<readonly Replayed[]> {
  const { zone, rolloverMinutes, id, easyDays } = desk.learner;
  const learner = { id, zone, rolloverMinutes, easyDays };
  const rehearsal = { learner, groups: groupsOf(desk, cards), dueTimes, today };
  const reviews = cards.reduce((sum, { reps }) => sum + (reps ?? 0), 0);
  const rehearse = reviews < threadFrom ? rehearseHere : rehearseInThread;
  const byId = new Map(cards.map((card) => [card.id, card]));
  return (await rehearse(desk.store, rehearsal)).flatMap((one): readonly Replayed[] => {
    const card = byId.get(one.cardId);
    return card ? [{ ...one, card }] : [];
  });
}

function groupsOf(desk: ReviewDesk, cards: readonly RosterCard[]): readonly CardGroup[] {
  const groups = new Map<SchedulerSettings, CardId[]>();
  for (const { id, topic_id: topicId } of cards) {
    const scheduler = desk.schedulerOf(topicId);
    const cardIds = groups.get(scheduler) ?? [];
    groups.set(scheduler, cardIds);
    cardIds.push(id);
  }
  return [...groups].map(([scheduler, cardIds]) => ({ scheduler, cardIds }));
}

function spread(
  { learner }: ReviewDesk,
  replayed: readonly Replayed[],
  all: readonly RosterCard[],
  todayBefore: StudyDay,
  today: StudyDay,
): readonly Replayed[] {
  const surplus = replayed.filter(
    (one) =>
      isAsked(one.card) &&
      one.history.memory.state === 'review' &&
      dayAfter(one) <= today &&
      dayBefore(one.card) > todayBefore,
  );
  const days = spreadSurplus(
    surplus.map((one) => ({
      cardId: one.card.id,
      dueDay: dayAfter(one),
      latestDay: dayBefore(one.card) > today ? dayBefore(one.card) : today + slackOf(one),
    })),
    loadWithout(surplus, replayed, all, today),
    today,
    learner.easyDays,
  );
  return replayed.map((one) => {
    const dueDay = days.get(one.card.id) ?? today;
    if (dueDay === today) return one;
    const intervalDays = dueDay - (one.card.last_study_day ?? today);
    const due = { dueDay, intervalDays, dueAtMs: studyDayStart(dueDay, learner) };
    return { ...one, due: isEqual(due, one.history.due) ? null : due };
  });
}

function isEqual(due: Due, recorded: Due | null): boolean {
  return due.dueDay === recorded?.dueDay && due.dueAtMs === recorded.dueAtMs;
}

/** Counts the cards due on each day, without the surplus. */
function loadWithout(
  surplus: readonly Replayed[],
  replayed: readonly Replayed[],
  all: readonly RosterCard[],
  today: StudyDay,
): ReadonlyMap<StudyDay, number> {
  const left = new Set(surplus.map(({ card }) => card.id));
  const after = new Map(replayed.map((one) => [one.card.id, dayAfter(one)]));
  const load = new Map<StudyDay, number>();
  for (const card of all) {
    if (!isSeen(card) || !isAsked(card) || left.has(card.id)) continue;
    const day = Math.max(today, after.get(card.id) ?? dayBefore(card));
    load.set(day, (load.get(day) ?? 0) + 1);
  }
  return load;
}

/** The number of days by which fuzz could have put a card off, at least one. */
function slackOf({ due, history }: Replayed): number {
  const interval = (due ?? history.due)?.intervalDays ?? 0;
  return Math.max(1, fuzzRange(interval).to - interval);
}

function isSeen({ state }: RosterCard): boolean {
  return state !== null && state !== 'new';
}

function isAsked({ live, suspended }: RosterCard): boolean {
  return live === 1 && suspended !== 1;
}

/** The due day before the replay. A seen card without a due time is due. */
function dayBefore({ due_day: dueDay }: RosterCard): StudyDay {
  return dueDay ?? Number.NEGATIVE_INFINITY;
}

function dayAfter({ due, history }: Replayed): StudyDay {
  return (due ?? history.due)?.dueDay ?? Number.NEGATIVE_INFINITY;
}
