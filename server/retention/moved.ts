// How yesterday changed the retention of topics.
import { liveTopics } from '../library/catalogue.ts';
import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import { rosterOf, type TopicRoster } from '../log/roster.ts';
import { percentOf } from '../schedule/estimate.ts';
import type { TopicId } from '../schedule/ids.ts';
import type { StudyDay } from '../schedule/types.ts';
import { evidenceAtStarts } from './at-starts.ts';

/** How a study day changed the retention of a topic, for its present units. */
export interface Moved {
  readonly id: TopicId;
  readonly title: string;
  /** Retention in percent at the start and at the end of the day; null if the topic has no units. */
  readonly fromPercent: number | null;
  readonly toPercent: number | null;
}

/** The topics answered yesterday or today whose retention changed yesterday. */
export async function movedYesterday(
  desk: ReviewDesk,
): Promise<{ readonly studyDay: StudyDay; readonly topics: readonly Moved[] }> {
  const today = studyDayAt(desk, desk.clock());
  const yesterday = today - 1;
  const roster = await rosterOf(desk.store, desk.learner.id);
  const touched = (await liveTopics(desk.store)).filter(({ id }) =>
    wasAnswered(roster.topics.get(id), yesterday),
  );
  const ids = touched.map(({ id }) => id);
  const evidence = await evidenceAtStarts(desk, ids, [yesterday, today]);
  const topics = touched.flatMap(({ id, title }, index) => {
    const [before, after] = evidence[index] ?? [];
    if (!before || !after) return [];
    const fromPercent = percentOf(before.sumRecall, before.units);
    const toPercent = percentOf(after.sumRecall, after.units);
    return fromPercent === toPercent ? [] : { id, title, fromPercent, toPercent };
  });
  return { studyDay: yesterday, topics };
}

function wasAnswered(topic: TopicRoster | undefined, since: StudyDay): boolean {
  for (const { last_study_day: day } of topic?.cards.values() ?? []) {
    if (day !== null && day >= since) return true;
  }
  return false;
}
