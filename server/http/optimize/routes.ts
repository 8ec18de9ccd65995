import { plansOf } from '../../library/catalogue.ts';
import type { ReviewDesk } from '../../log/desk.ts';
import type { OptimizeJob as Job } from '../../optimize/job.ts';
import type { PlanId } from '../../schedule/ids.ts';
import type { SettingsDesk } from '../../settings/settings.ts';
import { setsOf, type WeightsSets } from '../../settings/weights-sets.ts';
import { iso } from '../figures.ts';
import { ApiProblem } from '../problems.ts';
import {
  ChooseWeights,
  ChosenWeights,
  OptimizeBody,
  OptimizeJob,
  OptimizeState,
  type PlanWeights,
  Problem,
} from '../schemas.ts';
import type { App, Services } from '../services.ts';
import { refuseUnknownScope } from '../unknown.ts';

/** Trains FSRS weights on the learner's own reviews, one job at a time. */
export function optimizeRoutes(app: App, { store }: Services): void {
  app.post(
    '/api/optimize',
    {
      schema: {
        summary:
          'Start training weights for a plan, or for all plans; they are adopted if they predict better',
        body: OptimizeBody,
        response: { 202: OptimizeJob, default: Problem },
      },
    },
    async ({ desk, optimizer, body: { planId, force = false } }, reply) => {
      if (planId !== undefined) await refuseUnknownScope(store, { planId });
      const planIds = planId === undefined ? [...(await plansOf(store)).keys()] : [planId];
      refuseSeveral(desk, planIds);
      if (optimizer.job()?.status === 'running') throw running();
      reply.code(202);
      return presentJob(optimizer.start(planIds, { force }));
    },
  );

  app.get(
    '/api/optimize',
    {
      schema: {
        summary:
          'Progress of the training, or the result of the last one, and every set of weights of each plan',
        response: { 200: OptimizeState, default: Problem },
      },
    },
    async ({ optimizer, settings }) => {
      const weights: PlanWeights[] = [];
      for (const planId of (await plansOf(store)).keys())
        weights.push(presentSets(planId, await setsOfPlan(settings, planId)));
      return { ...presentJob(optimizer.job()), weights };
    },
  );

  app.post(
    '/api/optimize/weights',
    {
      schema: {
        summary: 'Use a former set of weights again',
        body: ChooseWeights,
        response: { 200: ChosenWeights, default: Problem },
      },
    },
    async ({ settings, body: { planId, set, dryRun = false, spread = false } }) => {
      await refuseUnknownScope(store, { planId });
      const { sets } = await setsOfPlan(settings, planId);
      const chosen = sets.find(({ id }) => id === set);
      if (!chosen) throw unknownSet(set);
      const patch = { weights: chosen.weights && [...chosen.weights] };
      const replay = await settings.change([{ scope: 'plan', id: planId, patch }], {
        dryRun,
        spread,
        cause: 'chosen again',
      });
      return { ...presentSets(planId, await setsOfPlan(settings, planId)), applied: !dryRun, replay };
    },
  );

  app.delete(
    '/api/optimize',
    {
      schema: { summary: 'Cancel the running training', response: { 200: OptimizeJob, default: Problem } },
    },
    async ({ optimizer }) => presentJob(await optimizer.cancel()),
  );
}

async function setsOfPlan(settings: SettingsDesk, planId: PlanId): Promise<WeightsSets> {
  return setsOf(await settings.weightsChanges('plan', planId));
}

/** Trained weights are compared with those in use, so the plans must all use one set. */
function refuseSeveral(desk: ReviewDesk, planIds: readonly PlanId[]): void {
  if (planIds.length === 0) {
    throw new ApiProblem(404, 'unknown-plan', 'Plan not found', 'There is no plan to train weights for.');
  }
  const sets = new Set(planIds.map((id) => desk.schedulerOf(id).weights));
  if (sets.size === 1) return;
  throw new ApiProblem(
    409,
    'several-weights',
    'Your plans have different weights',
    `Name one of them as planId (tenax optimize --plan): ${planIds.join(', ')}.`,
    { planIds },
  );
}

function unknownSet(id: string): ApiProblem {
  return new ApiProblem(
    404,
    'unknown-weights',
    'These weights were never in use for this plan',
    `The plan never used the weights "${id}". GET /api/optimize (tenax optimize --list) lists those that it used.`,
  );
}

function running(): ApiProblem {
  return new ApiProblem(
    409,
    'optimizing',
    'Training is already running',
    'GET /api/optimize shows its progress; DELETE /api/optimize cancels it.',
  );
}

function presentJob(job: Job | null): OptimizeJob {
  const { status = 'none', planIds = [], done = 0, total = 0, result = null, error = null } = job ?? {};
  return {
    status,
    plans: [...planIds],
    progress: { done, total },
    result: result && presentResult(result),
    error,
  };
}

function presentResult(result: NonNullable<Job['result']>): NonNullable<OptimizeJob['result']> {
  if (!result.trained) return { ...result, adopted: false };
  const { adopted, reviews, weights, splits } = result;
  return { trained: true, adopted, reviews, weights: [...weights], ...splits };
}

function presentSets(planId: PlanId, { sets, inUse, before }: WeightsSets): PlanWeights {
  return {
    plan: planId,
    before,
    sets: sets.map(({ id, sinceMs, cause, score, weights }) => ({
      id,
      since: sinceMs === null ? null : iso(sinceMs),
      source: cause,
      inUse: id === inUse,
      logLoss: score?.logLoss ?? null,
      rmseBins: score?.rmseBins ?? null,
      reviews: score?.reviews ?? null,
      weights: weights && [...weights],
    })),
  };
}
