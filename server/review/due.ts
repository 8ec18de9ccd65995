import { buildSession, type SessionCounts } from '../schedule/queue.ts';
import type { StudyDay } from '../schedule/types.ts';
import { prepare } from '../store/prepared.ts';
import type { ReviewDesk } from './desk.ts';
import { studyDayAt } from './desk.ts';
import { type PlanSession, sessionsToday } from './session.ts';

/** Which part of the learner's cards is asked about; without either, all. */
export interface Part {
  readonly planId?: string;
  readonly topicId?: string;
}

export interface Counts extends SessionCounts {
  readonly total: number;
}

export interface DueCounts extends Counts {
  readonly asOfMs: number;
  readonly studyDay: StudyDay;
  /** Cards that would be asked today were there no limits. */
  readonly backlog: number;
  /** The next moment at which there is more to ask; null where none is known. */
  readonly nextDueAtMs: number | null;
  /** Only those with cards left today; they sum to the totals. */
  readonly topics: readonly ({ readonly id: string; readonly title: string } & Counts)[];
}

/**
 * What is left of today, within limits. A topic's part is taken out of its plan's session: it has no limits of
 * its own.
 */
export async function dueCounts(desk: ReviewDesk, part: Part = {}): Promise<DueCounts> {
  const asOfMs = desk.clock();
  const sessions = await sessionsOf(desk, part);
  const { topicId } = part;
  const summaries = sessions.map((plan) =>
    topicId === undefined ? wholePlan(plan) : oneTopic(plan, topicId),
  );
  const counts = sum(summaries.flatMap(({ byTopic }) => byTopic.map(([, ofTopic]) => ofTopic)));
  return {
    asOfMs,
    studyDay: studyDayAt(desk, asOfMs),
    ...counts,
    backlog: summaries.reduce((total, { backlog }) => total + backlog, 0),
    nextDueAtMs: earliest(summaries.map(({ nextDueAtMs }) => nextDueAtMs)),
    topics: await withTitles(
      desk,
      summaries.flatMap(({ byTopic }) => byTopic),
    ),
  };
}

/** The sessions of the plans that a part touches. */
export async function sessionsOf(
  desk: ReviewDesk,
  { planId, topicId }: Part,
): Promise<readonly PlanSession[]> {
  const sessions = await sessionsToday(desk);
  return sessions.filter(
    (plan) =>
      (planId === undefined || plan.planId === planId) &&
      (topicId === undefined || topicId.startsWith(`${plan.planId}/`)),
  );
}

interface Summary {
  readonly byTopic: readonly (readonly [topicId: string, counts: SessionCounts])[];
  readonly backlog: number;
  readonly nextDueAtMs: number | null;
}

function wholePlan({ session }: PlanSession): Summary {
  return { byTopic: [...session.byTopic], backlog: session.backlog, nextDueAtMs: session.nextDueAtMs };
}

function oneTopic({ session, input }: PlanSession, topicId: string): Summary {
  const limits = { ...input.limits, newPerDay: Infinity, reviewsPerDay: Infinity };
  const unlimited = buildSession({ ...input, limits });
  const candidates = input.candidates.filter((card) => card.topicId === topicId);
  const counts = session.byTopic.get(topicId);
  const backlog = total(unlimited.byTopic.get(topicId)) - total(counts);
  const { nextDueAtMs } = buildSession({ ...input, candidates });
  return {
    byTopic: counts ? [[topicId, counts]] : [],
    backlog,
    nextDueAtMs: earliest([nextDueAtMs, backlog > 0 ? input.studyDayEndMs : null]),
  };
}

function total(counts: SessionCounts | undefined): number {
  return counts ? counts.new + counts.learning + counts.review : 0;
}

function sum(all: readonly SessionCounts[]): Counts {
  const counts = { total: 0, new: 0, learning: 0, review: 0 };
  for (const part of all) {
    counts.total += total(part);
    counts.new += part.new;
    counts.learning += part.learning;
    counts.review += part.review;
  }
  return counts;
}

function earliest(moments: readonly (number | null)[]): number | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length > 0 ? Math.min(...known) : null;
}

const topicTitles = prepare<Record<string, never>>()((db) =>
  db.selectFrom('topics').select(['id', 'title']).orderBy('plan_id').orderBy('position'),
);

/** In the order of the plans' roadmaps. */
async function withTitles(desk: ReviewDesk, byTopic: Summary['byTopic']): Promise<DueCounts['topics']> {
  const counts = new Map(byTopic);
  const topics = await topicTitles.all(desk.store.read, {});
  return topics.flatMap(({ id, title }) => {
    const ofTopic = counts.get(id);
    return ofTopic ? [{ id, title, total: total(ofTopic), ...ofTopic }] : [];
  });
}
