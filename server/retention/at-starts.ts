// The evidence of topics at the start of past study days.
import { itemsByTopic } from '../library/catalogue.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { logOf } from '../log/events.ts';
import { type RosterCard, rosterOf } from '../log/roster.ts';
import { memoryRow } from '../log/rows.ts';
import { foldReviews } from '../schedule/fold.ts';
import type { TopicId } from '../schedule/ids.ts';
import { liveReviews } from '../schedule/live-reviews.ts';
import { NEW } from '../schedule/memory.ts';
import { studyDayStart } from '../schedule/study-day.ts';
import { NO_TRIALS } from '../schedule/trials.ts';
import type { CardHistory, StudyDay } from '../schedule/types.ts';
import { createCache } from '../store/cache.ts';
import { perLearner, Remembered } from '../store/remembered.ts';
import { yieldAfter } from '../store/yielding.ts';
import { calibrationErrorToday } from './calibration.ts';
import { type TopicEvidence, topicEvidence } from './topic-evidence.ts';

/** Yield to the event loop after this many. */
const LOGS_A_PIECE = 5;

/** What past memories depend on: another log or other weights change at least one of these. */
type Ground = Pick<
  RosterCard,
  'last_reviewed_at_ms' | 'reps' | 'stability' | 'difficulty' | 'trials_predicted'
> & { readonly weights: readonly number[] };

/** The memories of cards at some instants, by card. */
type Pasts = Map<string, Remembered<Ground, Promise<readonly Partial<RosterCard>[]>>>;

/** Reports and `movedYesterday` ask for the same days again and again. */
const DAYS_REMEMBERED = 4;

const pastsByDays = perLearner(() => createCache<Pasts>({ entries: DAYS_REMEMBERED }));

/**
 * The evidence of topics at the start of some study days, for their present cards and items. Later reviews are left
 * out, so that it stays the same all day; a reset also removes the reviews before it from earlier days. Reads only the
 * logs of cards reviewed since the first of the days, in pieces, and each log once until its card is reviewed again.
 *
 * @returns the evidence of each topic, in the order of `days`.
 */
export async function evidenceAtStarts(
  desk: ReviewDesk,
  topicIds: readonly TopicId[],
  days: readonly StudyDay[],
): Promise<readonly (readonly TopicEvidence[])[]> {
  const startsMs = days.map((day) => studyDayStart(day, desk.learner));
  const calibrationError = await calibrationErrorToday(desk);
  const items = await itemsByTopic(desk.store);
  const roster = await rosterOf(desk.store, desk.learner.id);
  const pastOf = pastsAt(desk, startsMs);
  const all: (readonly TopicEvidence[])[] = [];
  for (const topicId of topicIds) {
    const cards = [...(roster.topics.get(topicId)?.cards.values() ?? [])].sort(byId);
    const pasts: (readonly RosterCard[])[] = [];
    for (const card of cards) pasts.push(await pastOf(card));
    const { weights } = desk.schedulerOf(topicId);
    const evidence = startsMs.map((asOfMs, index) => {
      const then = pasts.flatMap((past) => past[index] ?? []);
      return topicEvidence(then, items.get(topicId) ?? new Map(), { asOfMs, weights, calibrationError });
    });
    all.push(evidence);
  }
  return all;
}

/** A fixed order, so that sums are the same to the last digit, also after a restart. */
function byId(a: RosterCard, b: RosterCard): number {
  return a.id < b.id ? -1 : 1;
}

function pastsAt(desk: ReviewDesk, startsMs: readonly number[]) {
  const pasts = pastsByDays(desk).get(startsMs.join(), () => new Map());
  const earliestMs = Math.min(...startsMs);
  const pieces = yieldAfter(LOGS_A_PIECE);
  return async (card: RosterCard): Promise<readonly RosterCard[]> => {
    if (card.last_reviewed_at_ms === null || card.last_reviewed_at_ms < earliestMs) {
      return startsMs.map(() => card);
    }
    const { last_reviewed_at_ms, reps, stability, difficulty, trials_predicted } = card;
    const { weights } = desk.schedulerOf(card.topic_id);
    const ground = { last_reviewed_at_ms, reps, stability, difficulty, trials_predicted, weights };
    const past = pasts.get(card.id) ?? new Remembered();
    pasts.set(card.id, past);
    const isKnown = past.known(ground) !== undefined;
    const at = await past.value(ground, () => memoriesAt(desk, card, startsMs));
    if (!isKnown) await pieces();
    return at.map((memory) => ({ ...card, ...memory }));
  };
}

/** Folds the card's log once, and returns its memory at each start. */
async function memoriesAt(
  desk: ReviewDesk,
  { id, topic_id: topicId }: RosterCard,
  startsMs: readonly number[],
): Promise<readonly Partial<RosterCard>[]> {
  const scheduler = desk.schedulerOf(topicId);
  const at: CardPast[] = startsMs.map(() => NEVER_SEEN);
  const reviews = liveReviews(await logOf(desk.store.read, desk, id));
  for (const { review, memory, trials } of foldReviews(reviews, scheduler)) {
    for (const [index, startMs] of startsMs.entries()) {
      if (review.atMs < startMs) at[index] = { memory, trials };
    }
  }
  return at.map((past) => {
    const history = { ...past, due: null, lastReviewId: null, suspended: false, buriedDay: null };
    const row = memoryRow(desk.learner.id, id, history);
    const { stability, last_reviewed_at_ms, reps, trials, trials_passed } = row;
    const { trials_predicted, surprise, information } = row;
    const figures = { trials, trials_passed, trials_predicted, surprise, information };
    return { stability, last_reviewed_at_ms, reps, ...figures };
  });
}

type CardPast = Pick<CardHistory, 'memory' | 'trials'>;
const NEVER_SEEN: CardPast = { memory: NEW, trials: NO_TRIALS };
