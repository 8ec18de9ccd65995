import { Type } from 'typebox';
import { plansOf } from '../../library/catalogue.ts';
import type { Plan } from '../../plan/types.ts';
import type { TopicRow } from '../../store/tables.ts';
import { PlanDetail, PlanId, type PlanSummary, Problem, PlanSummary as Summary } from '../schemas.ts';
import type { App, Services } from '../services.ts';
import { unknownPlan } from '../unknown.ts';

type TopicPlace = Pick<TopicRow, 'id' | 'plan_slug' | 'status'>;

/** The learning plans as their authors wrote them. */
export function planRoutes(app: App, { store }: Services): void {
  const topicsOf = (planId: PlanId): Promise<TopicPlace[]> =>
    store.read
      .selectFrom('topics')
      .select(['id', 'plan_slug', 'status'])
      .where('plan_id', '=', planId)
      .where('live', '=', 1)
      .execute();

  app.get(
    '/api/plans',
    { schema: { summary: 'The plans', response: { 200: Type.Array(Summary), default: Problem } } },
    async () => {
      const plans = await plansOf(store);
      return Promise.all([...plans].map(async ([id, plan]) => presentSummary(id, plan, await topicsOf(id))));
    },
  );

  app.get(
    '/api/plans/:plan',
    {
      schema: {
        summary: 'One plan with its roadmap, milestones, pace, progress and exercises',
        params: Type.Object({ plan: PlanId }),
        response: { 200: PlanDetail, default: Problem },
      },
    },
    async ({ params }) => {
      const plan = (await plansOf(store)).get(params.plan);
      if (!plan) throw unknownPlan(params.plan);
      return presentPlan(params.plan, plan, await topicsOf(params.plan));
    },
  );
}

function presentSummary(id: PlanId, plan: Plan, topics: readonly TopicPlace[]): PlanSummary {
  const count = (status: string) => topics.filter((topic) => topic.status === status).length;
  return {
    id,
    title: plan.title || id,
    progress: {
      topics: topics.length,
      deepDives: count('deep-dive'),
      surface: count('surface'),
      inProgress: count('in-progress'),
      notStarted: count('not-started'),
    },
  };
}

function presentPlan(id: PlanId, plan: Plan, topics: readonly TopicPlace[]): PlanDetail {
  const bySlug = new Map(topics.map((topic) => [topic.plan_slug, topic]));
  return {
    ...presentSummary(id, plan, topics),
    roadmap: plan.roadmap.map((entry) => ({
      number: entry.number,
      title: entry.title,
      topicId: bySlug.get(entry.topic)?.id ?? null,
      status: (bySlug.get(entry.topic)?.status ?? null) as PlanDetail['roadmap'][number]['status'],
      complexity: entry.complexity,
      minutes: entry.minutes,
      phase: entry.phase,
      day: entry.day,
      done: entry.done,
      optional: entry.optional,
      remark: entry.remark,
      line: entry.line,
    })),
    milestones: plan.milestones.map((milestone) => ({ ...milestone, points: [...milestone.points] })),
    pace: [...plan.pace],
    assessment: plan.assessment.map(({ label, entries }) => ({
      label,
      entries: entries.map(({ text }) => text),
    })),
    exercises: [...plan.exercises],
    strategy: [...plan.strategy],
    bands: [...plan.bands],
    unread: [...plan.unread],
  };
}
