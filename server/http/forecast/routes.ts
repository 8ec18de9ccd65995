import { forecastGoal } from '../../forecast/goal.ts';
import { forecastLoad } from '../../forecast/load.ts';
import { forecastRetention } from '../../forecast/retention.ts';
import { HORIZON_DAYS } from '../../forecast/scenario.ts';
import { forecastWorkload } from '../../forecast/workload.ts';
import { type ReviewDesk, studyDayAt } from '../../log/desk.ts';
import { asPlanId, type PlanId, type TopicId } from '../../schedule/ids.ts';
import { formatStudyDay, parseStudyDay } from '../../schedule/study-day.ts';
import type { StudyDay } from '../../schedule/types.ts';
import { ApiProblem } from '../problems.ts';
import {
  GoalForecast,
  GoalForecastQuery,
  LoadForecast,
  LoadForecastQuery,
  Problem,
  RetentionForecast,
  RetentionForecastQuery,
  WorkloadForecast,
  WorkloadForecastQuery,
} from '../schemas.ts';
import { scopeOf } from '../scope.ts';
import type { App, Services } from '../services.ts';
import { refuseUnknownScope } from '../unknown.ts';
import {
  presentGoalForecast,
  presentLoadForecast,
  presentRetentionForecast,
  presentWorkloadForecast,
} from './present.ts';

/** Forecasts by simulation; see `docs/forecast.md`. */
export function forecastRoutes(app: App, { store }: Services): void {
  app.get(
    '/api/forecast',
    {
      schema: {
        summary: 'The retention of each topic and milestone on a date',
        querystring: RetentionForecastQuery,
        response: { 200: RetentionForecast, default: Problem },
      },
    },
    async ({ desk, query: { plan, topic, date, start } }) => {
      const scope = scopeOf({ plan, topic });
      await refuseUnknownScope(store, scope);
      const question = {
        scope,
        ...(date !== undefined && { day: dayAhead(desk, date) }),
        ...(start !== undefined && { firstDay: parseStudyDay(start) }),
      };
      return presentRetentionForecast(await forecastRetention(desk, question));
    },
  );

  app.get(
    '/api/forecast/goal',
    {
      schema: {
        summary: 'The new cards a day with which a topic, milestone or plan reaches a retention by a date',
        querystring: GoalForecastQuery,
        response: { 200: GoalForecast, default: Problem },
      },
    },
    async ({ desk, query: { plan, topic, milestone, retention, date } }) => {
      await refuseUnknownScope(store, scopeOf({ plan, topic }));
      const goal = await forecastGoal(desk, {
        ...aboutOne(plan, topic, milestone),
        retention,
        day: dayAhead(desk, date),
      });
      if (!goal) throw unknownMilestone(milestone ?? '', plan ?? '');
      return presentGoalForecast(goal);
    },
  );

  app.get(
    '/api/forecast/load',
    {
      schema: {
        summary:
          'Reviews, new cards and minutes on each of the coming study days, with the effect of coming answers',
        querystring: LoadForecastQuery,
        response: { 200: LoadForecast, default: Problem },
      },
    },
    async ({ desk, query: { plan, days } }) => {
      if (plan !== undefined) await refuseUnknownScope(store, { planId: plan });
      return presentLoadForecast(await forecastLoad(desk, days ?? 30, plan));
    },
  );

  app.get(
    '/api/forecast/workload',
    {
      schema: {
        summary: 'Minutes a day and knowledge kept for desired retentions from 0.70 to 0.97',
        querystring: WorkloadForecastQuery,
        response: { 200: WorkloadForecast, default: Problem },
      },
    },
    async ({ desk, query: { plan, days, desiredRetention } }) => {
      if (plan !== undefined) await refuseUnknownScope(store, { planId: plan });
      const question = {
        days: days ?? HORIZON_DAYS,
        ...(plan !== undefined && { planId: plan }),
        ...(desiredRetention !== undefined && { desiredRetention }),
      };
      return presentWorkloadForecast(await forecastWorkload(desk, question));
    },
  );
}

/** A study day from today to the horizon. @throws ApiProblem 400. */
function dayAhead(desk: ReviewDesk, date: string): StudyDay {
  const today = studyDayAt(desk, desk.clock());
  const day = parseStudyDay(date);
  const last = today + HORIZON_DAYS - 1;
  if (day >= today && day <= last) return day;
  throw invalid(
    `query/date ${date} cannot be forecast. Ask for a study day from ${formatStudyDay(today)}, which is today, to ${formatStudyDay(last)}.`,
  );
}

/** The subject of a goal: a plan, one of its topics, or one of its milestones. @throws ApiProblem 400. */
function aboutOne(plan: PlanId | undefined, topic: TopicId | undefined, milestone: string | undefined) {
  if (topic !== undefined && plan === undefined && milestone === undefined) {
    return { planId: asPlanId(topic.slice(0, topic.indexOf('/'))), topicId: topic };
  }
  if (topic === undefined && plan !== undefined) {
    return { planId: plan, ...(milestone !== undefined && { milestone }) };
  }
  throw invalid(
    'A goal needs one subject: send query/topic, or query/plan, or query/plan with query/milestone.',
  );
}

function invalid(detail: string): ApiProblem {
  return new ApiProblem(400, 'invalid-request', 'Invalid request', detail);
}

function unknownMilestone(milestone: string, plan: string): ApiProblem {
  return new ApiProblem(
    404,
    'unknown-milestone',
    'Milestone not found',
    `The plan "${plan}" has no milestone "${milestone}". GET /api/plans/${encodeURIComponent(plan)} lists their titles.`,
  );
}
