import type { Plan, Score, TopicStatus } from '../plan/types.ts';
import type { ReviewDesk } from '../review/desk.ts';
import { dueCounts } from '../review/due.ts';
import { type Band, type RetentionEstimate, retentionEstimate } from '../schedule/estimate.ts';
import type { TopicRow } from '../store/tables.ts';
import { evidenceByTopic, type TopicEvidence } from './evidence.ts';

/** A topic with its figures as of `asOfMs`. */
export interface TopicNow extends RetentionEstimate {
  readonly id: string;
  readonly planId: string;
  readonly title: string;
  readonly status: TopicStatus;
  readonly complexity: number | null;
  readonly deckPath: string | null;
  readonly asOfMs: number;
  /** The plan's own bands; empty where it states none. */
  readonly ownBands: readonly Band[];
  readonly evidence: TopicEvidence;
  /** Cards of today's session that are left. */
  readonly due: number;
  /** The scores that the plan's author gave, oldest first. History: they enter no figure. */
  readonly scores: readonly Score[];
}

/** The topics of all plans, or of one, along their roadmaps. */
export async function listTopics(desk: ReviewDesk, planId?: string): Promise<readonly TopicNow[]> {
  const db = desk.store.read;
  let topics = db.selectFrom('topics').selectAll().where('live', '=', 1);
  if (planId !== undefined) topics = topics.where('plan_id', '=', planId);
  const rows = await topics.orderBy('plan_id').orderBy('position').execute();
  const plans = await plansOf(desk);
  const asOfMs = desk.clock();
  const evidenceOf = await evidenceByTopic(desk, asOfMs);
  const due = new Map((await dueCounts(desk)).topics.map((topic) => [topic.id, topic.total]));
  return rows.map((row) =>
    topicNow(row, plans.get(row.plan_id) ?? null, asOfMs, evidenceOf(row.id), due.get(row.id) ?? 0),
  );
}

function topicNow(
  row: TopicRow,
  plan: Plan | null,
  asOfMs: number,
  evidence: TopicEvidence,
  due: number,
): TopicNow {
  const ownBands = plan?.bands ?? [];
  return {
    id: row.id,
    planId: row.plan_id,
    title: row.title,
    status: row.status as TopicStatus,
    complexity: row.complexity,
    deckPath: row.deck_path,
    ...retentionEstimate(evidence, ownBands),
    asOfMs,
    ownBands,
    evidence,
    due,
    scores: scoresOf(plan, row.plan_slug),
  };
}

function scoresOf(plan: Plan | null, slug: string | null): readonly Score[] {
  if (!plan || slug === null) return [];
  return plan.scores
    .filter(({ topic }) => topic === slug)
    .sort((a, b) => (a.date ?? '').localeCompare(b.date ?? '') || a.line - b.line);
}

/** The parsed plans by id. */
export async function plansOf(desk: ReviewDesk): Promise<ReadonlyMap<string, Plan>> {
  const rows = await desk.store.read
    .selectFrom('plans')
    .select(['id', 'body'])
    .where('live', '=', 1)
    .execute();
  return new Map(
    rows.flatMap(({ id, body }) => {
      const plan = parsedPlan(body);
      return plan ? [[id, plan] as const] : [];
    }),
  );
}

const parsed = new Map<string, Plan | null>();
const PLANS_REMEMBERED = 50;

function parsedPlan(body: string): Plan | null {
  const known = parsed.get(body);
  if (known !== undefined) return known;
  if (parsed.size >= PLANS_REMEMBERED) parsed.clear();
  const plan = JSON.parse(body) as Plan | null;
  parsed.set(body, plan);
  return plan;
}
