// A topic's retention by study day.
import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import { cardEvent } from '../log/rows.ts';
import { retentionEstimate } from '../schedule/estimate.ts';
import { type FoldedReview, foldReviews } from '../schedule/fold.ts';
import type { CardId, TopicId } from '../schedule/ids.ts';
import { liveReviews } from '../schedule/live-reviews.ts';
import { sumRecalls, topicOffset } from '../schedule/offset.ts';
import { recall } from '../schedule/recall.ts';
import { studyDayStart } from '../schedule/study-day.ts';
import { addTrials, NO_TRIALS } from '../schedule/trials.ts';
import type { CardEvent, StudyDay } from '../schedule/types.ts';
import { lastArrival } from '../store/arrival.ts';
import { keepIfPossible } from '../store/keep.ts';
import { calibrationErrorToday } from './calibration.ts';
import { firstDayToKeep, type HistoryDay, keepDays, keptDays } from './snapshots.ts';
import type { TopicNow } from './topics.ts';

/**
 * A topic's history by study day, oldest first, from its live reviews. Days that have ended are kept as snapshots when
 * they are first asked for, and computed again if the log has changed for them since.
 */
export async function topicHistory(desk: ReviewDesk, topic: TopicNow): Promise<readonly HistoryDay[]> {
  const today = studyDayAt(desk, desk.clock());
  const from = await firstDayToKeep(desk, topic.id);
  if (from !== null) {
    const upTo = await lastArrival(desk.store.read, desk.learner.id);
    const days = await daysByLog(desk, topic);
    const ended = days.filter(({ studyDay }) => studyDay >= from && studyDay < today);
    const isKept = await keepIfPossible(() => keepDays(desk, topic.id, from, ended, upTo));
    if (!isKept) {
      return [...(await keptDays(desk, topic.id, from)), ...ended, ...(await daysSince(desk, topic, today))];
    }
  }
  return [...(await keptDays(desk, topic.id, today)), ...(await daysSince(desk, topic, today))];
}

/** Today, if the topic was reviewed today, with its present retention. */
async function daysSince(desk: ReviewDesk, topic: TopicNow, today: StudyDay): Promise<readonly HistoryDay[]> {
  const answers = (await gradedCards(desk, topic.id, today)).flat();
  const { retentionPercent, lowPercent, highPercent } = topic;
  return [...countByDay(answers)]
    .filter(([studyDay]) => studyDay >= today)
    .sort(([a], [b]) => a - b)
    .map(([studyDay, counts]) => ({ studyDay, ...counts, retentionPercent, lowPercent, highPercent }));
}

/** The whole history, computed from the log with the present units. */
async function daysByLog(desk: ReviewDesk, topic: TopicNow): Promise<readonly HistoryDay[]> {
  const cards = await gradedCards(desk, topic.id);
  const calibrationError = await calibrationErrorToday(desk);
  const seenSoFar = cards.map(() => 0);
  const days = [...countByDay(cards.flat())].sort(([a], [b]) => a - b);
  return days.map(([studyDay, counts]) => {
    const known = cards.flatMap((card, index) => {
      let seen = seenSoFar[index] ?? 0;
      while ((card[seen]?.review.studyDay ?? Infinity) <= studyDay) seen++;
      seenSoFar[index] = seen;
      return card[seen - 1] ?? [];
    });
    const atMs = studyDayStart(studyDay + 1, desk.learner);
    const recalled = recalledAt(known, atMs, desk.schedulerOf(topic.id).weights);
    const { units } = topic.evidence;
    const { retentionPercent, lowPercent, highPercent } = retentionEstimate({
      ...recalled,
      calibrationError,
      units,
      reviews: known.length,
    });
    return { studyDay, ...counts, retentionPercent, lowPercent, highPercent };
  });
}

function recalledAt(known: readonly FoldedReview[], atMs: number, weights: readonly number[]) {
  const sum = { ...NO_TRIALS };
  for (const { memory, trials } of known) addTrials(sum, trials, atMs - memory.lastReviewedAtMs);
  const recalls = known.map(({ memory }) => recall(memory, atMs, weights));
  return sumRecalls(recalls, topicOffset(sum));
}

function countByDay(answers: readonly FoldedReview[]) {
  const days = new Map<StudyDay, { reviews: number; passed: number }>();
  for (const { review } of answers) {
    const { rating, studyDay } = review;
    const day = days.get(studyDay) ?? { reviews: 0, passed: 0 };
    day.reviews++;
    if (rating !== 'again') day.passed++;
    days.set(studyDay, day);
  }
  return days;
}

/**
 * The live reviews of each of a topic's cards, in the order of the log.
 *
 * @param since leaves out cards that were last reviewed before that study day.
 */
async function gradedCards(
  desk: ReviewDesk,
  topicId: TopicId,
  since?: StudyDay,
): Promise<readonly (readonly FoldedReview[])[]> {
  let events = desk.store.read
    .selectFrom('events as e')
    .innerJoin('cards as c', 'c.id', 'e.card_id')
    .selectAll('e')
    .where('e.learner_id', '=', desk.learner.id)
    .where('c.topic_id', '=', topicId)
    .where('c.live', '=', 1)
    .$narrowType<{ card_id: CardId }>();
  if (since !== undefined) {
    events = events.where('e.card_id', 'in', (eb) =>
      eb
        .selectFrom('memories as m')
        .innerJoin('cards as of', 'of.id', 'm.card_id')
        .select('m.card_id')
        .where('of.topic_id', '=', topicId)
        .where('m.learner_id', '=', desk.learner.id)
        .where('m.last_study_day', '>=', since),
    );
  }
  const byCard = new Map<string, CardEvent[]>();
  for (const row of await events.execute()) {
    const log = byCard.get(row.card_id);
    if (log) log.push(cardEvent(row));
    else byCard.set(row.card_id, [cardEvent(row)]);
  }
  return [...byCard.values()].map((log) => foldReviews(liveReviews(log), desk.schedulerOf(topicId)));
}
