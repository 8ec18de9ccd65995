import { type Static, Type } from 'typebox';
import { type Patch, SettingRefused } from '../../settings/fields.ts';
import type { Scope } from '../../settings/rows.ts';
import { type Consequences, ownOf, type SettingsDesk } from '../../settings/settings.ts';
import { iso } from '../figures.ts';
import { ApiProblem } from '../problems.ts';
import {
  ChangedLearnerSettings,
  ChangedPlanSettings,
  LearnerPatch,
  LearnerSettings,
  PlanId,
  PlanPatch,
  PlanSettings,
  Problem,
  TopicId,
} from '../schemas.ts';
import type { App, Services } from '../services.ts';
import { refuseUnknownScope, unknownTopic } from '../unknown.ts';

const PlanParams = Type.Object({ plan: PlanId });
const TopicQuery = Type.Object({ topic: Type.Optional(TopicId) });

/** Settings of the learner, a plan, or a topic. */
export function settingsRoutes(app: App, { store }: Services): void {
  const learnerNow = (settings: SettingsDesk): LearnerSettings => {
    const book = settings.book();
    return {
      settings: book.learnerValues(),
      own: book.overrides.learner,
      inherited: book.learnerInherited(),
    };
  };

  const planNow = async (
    settings: SettingsDesk,
    planId: PlanId,
    topicId: TopicId | undefined,
  ): Promise<PlanSettings> => {
    const book = settings.book();
    const [scope, id] = topicId === undefined ? (['plan', planId] as const) : (['topic', topicId] as const);
    const changes = await settings.weightsChanges(scope, id);
    return {
      plan: planId,
      topic: topicId ?? null,
      settings: book.valuesOf(id),
      own: ownOf(book.overrides, scope, id),
      inherited: book.inheritedOf(id),
      weights: changes.map(({ atMs, cause, weights }) => ({
        at: iso(atMs),
        cause,
        weights: weights && [...weights],
      })),
    };
  };

  const change = async (
    settings: SettingsDesk,
    scope: Scope,
    id: string,
    body: Static<typeof PlanPatch | typeof LearnerPatch>,
  ) => {
    const { dryRun = false, spread = false, ...patch } = body;
    try {
      const replay = await settings.change([{ scope, id, patch: patch as Patch }], { dryRun, spread });
      return changed(!dryRun, replay);
    } catch (error) {
      if (error instanceof SettingRefused) throw refused(error.field, error.message, error.about);
      throw error;
    }
  };

  app.get(
    '/api/settings',
    { schema: { summary: "The learner's settings", response: { 200: LearnerSettings, default: Problem } } },
    async ({ settings }) => learnerNow(settings),
  );

  app.patch(
    '/api/settings',
    {
      schema: {
        summary: "Change the learner's settings; null resets one",
        body: LearnerPatch,
        response: { 200: ChangedLearnerSettings, default: Problem },
      },
    },
    async ({ settings, body }) => {
      const what = await change(settings, 'learner', '', body);
      return { ...learnerNow(settings), ...what };
    },
  );

  app.get(
    '/api/plans/:plan/settings',
    {
      schema: {
        summary: "A plan's settings, or those of one of its topics",
        params: PlanParams,
        querystring: TopicQuery,
        response: { 200: PlanSettings, default: Problem },
      },
    },
    async ({ settings, params: { plan }, query: { topic } }) => {
      await refuseOthers(plan, topic);
      return planNow(settings, plan, topic);
    },
  );

  app.patch(
    '/api/plans/:plan/settings',
    {
      schema: {
        summary: "Change a plan's settings, or those of one of its topics; null resets one",
        params: PlanParams,
        querystring: TopicQuery,
        body: PlanPatch,
        response: { 200: ChangedPlanSettings, default: Problem },
      },
    },
    async ({ settings, params: { plan }, query: { topic }, body }) => {
      await refuseOthers(plan, topic);
      const what = await (topic === undefined
        ? change(settings, 'plan', plan, body)
        : change(settings, 'topic', topic, body));
      return { ...(await planNow(settings, plan, topic)), ...what };
    },
  );

  const refuseOthers = async (planId: PlanId, topicId: TopicId | undefined) => {
    await refuseUnknownScope(store, { planId, ...(topicId !== undefined && { topicId }) });
    if (topicId !== undefined && !topicId.startsWith(`${planId}/`)) throw unknownTopic(topicId);
  };
}

function changed(applied: boolean, replay: Consequences) {
  return { applied, replay };
}

function refused(field: string, detail: string, about: object): ApiProblem {
  const errors = [{ at: `body/${field}`, message: detail.slice(field.length + 1), ...about }];
  return new ApiProblem(400, 'invalid-request', 'Invalid request', `body/${detail}.`, {
    errors,
  });
}
