// The kept history of topics: one row per study day on which a topic was reviewed.
import type { Kysely } from 'kysely';
import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import type { LearnerId, TopicId } from '../schedule/ids.ts';
import { CHANGES_REVIEWS } from '../schedule/live-reviews.ts';
import { weightsId } from '../schedule/settings.ts';
import type { StudyDay } from '../schedule/types.ts';
import type { Tables } from '../store/tables.ts';

/** One study day of a topic on which it was reviewed. */
export interface HistoryDay {
  readonly studyDay: StudyDay;
  readonly reviews: number;
  /** Reviews not answered "again". */
  readonly passed: number;
  /** At the day's end (for today: now), over the units that the topic had when the snapshot was taken. */
  readonly retentionPercent: number | null;
  /** The interval of the retention, with the calibration error known when the snapshot was taken. */
  readonly lowPercent: number | null;
  readonly highPercent: number | null;
}

const DAYS_A_STATEMENT = 400;

/** Every day: there are no snapshots, or no valid ones. */
const ALL = Number.NEGATIVE_INFINITY;

/** The kept days of a topic before a study day, oldest first. */
export async function keptDays(
  desk: ReviewDesk,
  topicId: TopicId,
  before: StudyDay,
): Promise<readonly HistoryDay[]> {
  const rows = await desk.store.read
    .selectFrom('retention_snapshots')
    .selectAll()
    .where('learner_id', '=', desk.learner.id)
    .where('topic_id', '=', topicId)
    .where('study_day', '<', before)
    .orderBy('study_day')
    .execute();
  return rows.map((row) => ({
    studyDay: row.study_day,
    reviews: row.reviews,
    passed: row.passed,
    retentionPercent: row.retention_percent,
    lowPercent: row.low_percent,
    highPercent: row.high_percent,
  }));
}

/**
 * The first study day whose snapshot of a topic is missing or no longer valid; null if all are valid up to yesterday.
 * A late review invalidates its day and those after it; an undo, a reset and new weights invalidate all.
 */
export async function firstDayToKeep(desk: ReviewDesk, topicId: TopicId): Promise<StudyDay | null> {
  const mark = await desk.store.read
    .selectFrom('snapshot_marks')
    .select(['arrival', 'weights_id'])
    .where('learner_id', '=', desk.learner.id)
    .where('topic_id', '=', topicId)
    .executeTakeFirst();
  if (mark?.weights_id !== weightsId(desk.schedulerOf(topicId).weights)) return ALL;
  const since = await desk.store.read
    .selectFrom('events')
    .innerJoin('cards as c', 'c.id', 'events.card_id')
    .select(['events.type', 'events.study_day'])
    .distinct()
    .where('events.learner_id', '=', desk.learner.id)
    .where('events.arrival', '>', mark.arrival)
    .where('c.topic_id', '=', topicId)
    .where('events.type', 'in', [...CHANGES_REVIEWS])
    .execute();
  if (since.some(({ type }) => type !== 'reviewed')) return ALL;
  const first = Math.min(...since.map((event) => event.study_day));
  return first < studyDayAt(desk, desk.clock()) ? first : null;
}

/**
 * Replaces a topic's snapshots from a study day on.
 *
 * @param upTo the arrival of the last event that the days include.
 */
export async function keepDays(
  desk: ReviewDesk,
  topicId: TopicId,
  from: StudyDay,
  days: readonly HistoryDay[],
  upTo: number,
): Promise<void> {
  const key = { learner_id: desk.learner.id, topic_id: topicId };
  const rows = days.map(({ studyDay, reviews, passed, retentionPercent, lowPercent, highPercent }) => ({
    ...key,
    study_day: studyDay,
    reviews,
    passed,
    retention_percent: retentionPercent,
    low_percent: lowPercent,
    high_percent: highPercent,
  }));
  const mark = { arrival: upTo, weights_id: weightsId(desk.schedulerOf(topicId).weights) };
  await desk.store.write(
    async (tx) => {
      let old = tx.deleteFrom('retention_snapshots').where('learner_id', '=', key.learner_id);
      old = old.where('topic_id', '=', topicId);
      await (from === ALL ? old : old.where('study_day', '>=', from)).execute();
      for (let at = 0; at < rows.length; at += DAYS_A_STATEMENT) {
        const some = rows.slice(at, at + DAYS_A_STATEMENT);
        await tx.insertInto('retention_snapshots').values(some).execute();
      }
      await tx
        .insertInto('snapshot_marks')
        .values({ ...key, ...mark })
        .onConflict((conflict) => conflict.columns(['learner_id', 'topic_id']).doUpdateSet(mark))
        .execute();
    },
    { touches: 'no card' },
  );
}

/**
 * Gives the snapshots of topics that have new ids now to these ids, all at once. Those of an id to which others come are
 * replaced: they can be computed again.
 */
export async function renameSnapshots(
  tx: Kysely<Tables>,
  learnerId: LearnerId,
  renames: readonly { readonly from: TopicId; readonly to: TopicId }[],
): Promise<void> {
  for (const table of ['retention_snapshots', 'snapshot_marks'] as const) {
    // A sign that no id has, in front, keeps two topics apart that exchange their ids.
    for (const { from, to } of renames) {
      await tx
        .updateTable(table)
        .set({ topic_id: `\n${to}` as TopicId })
        .where('learner_id', '=', learnerId)
        .where('topic_id', '=', from)
        .execute();
    }
    for (const { to } of renames) {
      const moving = `\n${to}` as TopicId;
      const ofLearner = (topicId: TopicId) =>
        tx
          .selectFrom(table)
          .select('topic_id')
          .where('learner_id', '=', learnerId)
          .where('topic_id', '=', topicId);
      if (!(await ofLearner(moving).limit(1).executeTakeFirst())) continue;
      await tx.deleteFrom(table).where('learner_id', '=', learnerId).where('topic_id', '=', to).execute();
      await tx
        .updateTable(table)
        .set({ topic_id: to })
        .where('learner_id', '=', learnerId)
        .where('topic_id', '=', moving)
        .execute();
    }
  }
}
