// Topics with their figures.
import { liveTopics, plansOf } from '../library/catalogue.ts';
import type { ReviewDesk } from '../log/desk.ts';
import type { Plan, Score, TopicStatus } from '../plan/types.ts';
import { type Band, type RetentionEstimate, retentionEstimate } from '../schedule/estimate.ts';
import type { PlanId, TopicId } from '../schedule/ids.ts';
import { dueCounts } from '../session/due.ts';
import type { TopicRow } from '../store/tables.ts';
import { evidenceOf, withEvidence } from './evidence.ts';
import type { TopicEvidence } from './topic-evidence.ts';

/** A topic with its figures as of `asOfMs`. */
export interface TopicNow extends RetentionEstimate {
  readonly id: TopicId;
  readonly planId: PlanId;
  readonly title: string;
  readonly status: TopicStatus;
  readonly complexity: number | null;
  readonly deckPath: string | null;
  readonly asOfMs: number;
  /** The plan's own bands; empty if it states none. */
  readonly ownBands: readonly Band[];
  readonly evidence: TopicEvidence;
  /** How many cards of today's session are left. */
  readonly due: number;
  /** The scores that the plan's author gave, oldest first. They are history and do not affect any figure. */
  readonly scores: readonly Score[];
}

/** The topics of all plans or of one, in the order of their roadmaps, with figures that may be up to a minute old. */
export async function listTopics(desk: ReviewDesk, planId?: PlanId): Promise<readonly TopicNow[]> {
  const rows = (await liveTopics(desk.store)).filter((row) => planId === undefined || row.plan_id === planId);
  const plans = await plansOf(desk.store);
  const topics = await withEvidence(desk, rows);
  const due = await dueByTopic(desk);
  return topics.map(([row, evidence]) => topicNow(row, plans.get(row.plan_id), evidence, due.get(row.id)));
}

/** One topic with its present figures; null if there is no such topic. */
export async function topicNowOf(desk: ReviewDesk, topicId: TopicId): Promise<TopicNow | null> {
  const row = (await liveTopics(desk.store)).find(({ id }) => id === topicId);
  if (!row) return null;
  const plans = await plansOf(desk.store);
  const evidence = await evidenceOf(desk, topicId);
  return topicNow(row, plans.get(row.plan_id), evidence, (await dueByTopic(desk)).get(topicId));
}

async function dueByTopic(desk: ReviewDesk): Promise<ReadonlyMap<TopicId, number>> {
  return new Map((await dueCounts(desk)).topics.map(({ id, total }) => [id, total]));
}

function topicNow(row: TopicRow, plan: Plan | undefined, evidence: TopicEvidence, due = 0): TopicNow {
  const ownBands = plan?.bands ?? [];
  return {
    id: row.id,
    planId: row.plan_id,
    title: row.title,
    status: row.status as TopicStatus,
    complexity: row.complexity,
    deckPath: row.deck_path,
    ...retentionEstimate(evidence, ownBands),
    asOfMs: evidence.asOfMs,
    ownBands,
    evidence,
    due,
    scores: scoresOf(plan, row.plan_slug),
  };
}

function scoresOf(plan: Plan | undefined, slug: string | null): readonly Score[] {
  if (!plan || slug === null) return [];
  return plan.scores
    .filter(({ topic }) => topic === slug)
    .sort((a, b) => (a.date ?? '').localeCompare(b.date ?? '') || a.line - b.line);
}
