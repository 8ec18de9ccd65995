// Milestones of a plan: their days and topics.
import type { Milestone, Plan, RoadmapEntry } from '../plan/types.ts';
import type { StudyDay } from '../schedule/types.ts';
import type { ForecastTopic } from './topics.ts';

/**
 * The study day of a milestone. A plan counts its days from 1 and does not say when that was: `firstDay` does. Of
 * several days ("7-8") the last counts. null if the milestone states none.
 */
export function studyDayOfMilestone({ day }: Pick<Milestone, 'day'>, firstDay: StudyDay): StudyDay | null {
  const number = lastDay(day);
  return number === null ? null : firstDay + number - 1;
}

/**
 * The topics that a milestone stands for: those of the roadmap down to its last line whose day is not after the
 * milestone's, without the lines above it that state a later day. Lines without a day count with those around
 * them. The whole roadmap if the milestone or the roadmap states no day; all topics without a roadmap.
 */
export function topicsOfMilestone<T extends Pick<ForecastTopic, 'slug'>>(
  milestone: Pick<Milestone, 'day'>,
  plan: Pick<Plan, 'roadmap'>,
  topics: readonly T[],
): readonly T[] {
  if (plan.roadmap.length === 0) return topics;
  const slugs = new Set(entriesUpTo(lastDay(milestone.day), plan.roadmap).map(({ topic }) => topic));
  return topics.filter(({ slug }) => slug !== null && slugs.has(slug));
}

function entriesUpTo(day: number | null, roadmap: readonly RoadmapEntry[]): readonly RoadmapEntry[] {
  if (day === null || roadmap.every((entry) => lastDay(entry.day) === null)) return roadmap;
  const isBy = (entry: RoadmapEntry) => (lastDay(entry.day) ?? Number.POSITIVE_INFINITY) <= day;
  const last = roadmap.findLastIndex(isBy);
  return roadmap.slice(0, last + 1).filter((entry) => isBy(entry) || lastDay(entry.day) === null);
}

/** "5" and "4-5" are 5. */
function lastDay(day: string | null): number | null {
  const number = day?.match(/\d+$/)?.[0];
  return number === undefined ? null : Number(number);
}
