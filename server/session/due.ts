// Counts of the cards due today.
import { topicTitles } from '../library/catalogue.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { studyDayAt } from '../log/desk.ts';
import type { TopicId } from '../schedule/ids.ts';
import type { SessionCounts } from '../schedule/queue/types.ts';
import type { StudyDay } from '../schedule/types.ts';
import { type HeldBackByKind, heldBack } from './backlog.ts';
import type { CardScope } from './card-scope.ts';
import { type PlanSession, sessionsToday, topicSession } from './session.ts';

export interface Counts extends SessionCounts {
  readonly total: number;
}

export interface DueCounts extends Counts {
  readonly asOfMs: number;
  readonly studyDay: StudyDay;
  /** The number of cards that only the limits keep from being asked today. */
  readonly backlog: number;
  /** The backlog by kind, with the days until it is gone. */
  readonly heldBack: HeldBackByKind;
  /** The next time at which there are more cards to ask; null if unknown. */
  readonly nextDueAtMs: number | null;
  /** The topics with cards left today. They sum to the totals. */
  readonly topics: readonly ({ readonly id: TopicId; readonly title: string } & Counts)[];
}

/** Counts the cards left to ask today, within limits. */
export async function dueCounts(desk: ReviewDesk, scope: CardScope = {}): Promise<DueCounts> {
  const asOfMs = desk.clock();
  const plans = await sessionsOf(desk, scope);
  const sessions = plans.map(({ session }) => session);
  const held = await heldBack(desk, plans, scope);
  const byTopic = sessions.flatMap((session) => [...session.byTopic]);
  return {
    asOfMs,
    studyDay: studyDayAt(desk, asOfMs),
    ...sum(byTopic.map(([, counts]) => counts)),
    backlog: held.new.cards + held.review.cards,
    heldBack: held,
    nextDueAtMs: earliest(sessions.map(({ nextDueAtMs }) => nextDueAtMs)),
    topics: await withTitles(desk, byTopic),
  };
}

/** Returns the sessions of the plans in scope, or for a single topic, the session of that topic. */
export async function sessionsOf(
  desk: ReviewDesk,
  { planId, topicId }: CardScope,
): Promise<readonly PlanSession[]> {
  const sessions = (await sessionsToday(desk)).filter(
    (plan) => planId === undefined || plan.planId === planId,
  );
  if (topicId === undefined) return sessions;
  return sessions
    .filter((plan) => topicId.startsWith(`${plan.planId}/`))
    .map((plan) => topicSession(desk, plan, topicId));
}

function total(counts: SessionCounts | undefined): number {
  return counts ? counts.new + counts.learning + counts.review : 0;
}

function sum(all: readonly SessionCounts[]): Counts {
  const counts = { total: 0, new: 0, learning: 0, review: 0 };
  for (const each of all) {
    counts.total += total(each);
    counts.new += each.new;
    counts.learning += each.learning;
    counts.review += each.review;
  }
  return counts;
}

function earliest(moments: readonly (number | null)[]): number | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length > 0 ? Math.min(...known) : null;
}

/** In the order of the plans' roadmaps. */
async function withTitles(
  desk: ReviewDesk,
  byTopic: readonly (readonly [topicId: TopicId, counts: SessionCounts])[],
): Promise<DueCounts['topics']> {
  const counts = new Map(byTopic);
  const topics = await topicTitles(desk.store);
  return topics.flatMap(({ id, title }) => {
    const ofTopic = counts.get(id);
    return ofTopic ? [{ id, title, total: total(ofTopic), ...ofTopic }] : [];
  });
}
