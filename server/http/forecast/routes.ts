import { forecastGoal } from '../../forecast/goal.ts';
import { forecastLoad } from '../../forecast/load.ts';
import { forecastRetention } from '../../forecast/retention.ts';
import { HORIZON_DAYS } from '../../forecast/scenario.ts';
import { forecastWorkload } from '../../forecast/workload.ts';
import { type ReviewDesk, studyDayAt } from '../../log/desk.ts';
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
import type { App, Services } from '../services.ts';
import { refuseUnknownPart } from '../unknown.ts';
import {
  presentGoalForecast,
  presentLoadForecast,
  presentRetentionForecast,
  presentWorkloadForecast,
} from './present.ts';

/** What studying comes to, by simulating it. `docs/forecast.md` says how. */
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
      const part = {
        ...(plan !== undefined && { planId: plan }),
        ...(topic !== undefined && { topicId: topic }),
      };
      await refuseUnknownPart(store, part);
      const question = {
        part,
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
      await refuseUnknownPart(store, {
        ...(plan !== undefined && { planId: plan }),
        ...(topic !== undefined && { topicId: topic }),
      });
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
        summary: 'Reviews, new cards and minutes on each of the coming study days, answers to come included',
        querystring: LoadForecastQuery,
        response: { 200: LoadForecast, default: Problem },
      },
    },
    async ({ desk, query: { plan, days } }) => {
      if (plan !== undefined) await refuseUnknownPart(store, { planId: plan });
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
      if (plan !== undefined) await refuseUnknownPart(store, { planId: plan });
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

/** What a goal is about: a plan, one of its topics, or one of its milestones. @throws ApiProblem 400. */
function aboutOne(plan: string | undefined, topic: string | undefined, milestone: string | undefined) {
  if (topic !== undefined && plan === undefined && milestone === undefined) {
    return { planId: topic.slice(0, topic.indexOf('/')), topicId: topic };
  }
  if (topic === undefined && plan !== undefined) {
    return { planId: plan, ...(milestone !== undefined && { milestone }) };
  }
  throw invalid(
    'A goal is about one thing: send query/topic, or query/plan, or query/plan with query/milestone.',
  );
}

function invalid(detail: string): ApiProblem {
  return new ApiProblem(400, 'invalid-request', 'The request is not as it should be', detail);
}

function unknownMilestone(milestone: string, plan: string): ApiProblem {
  return new ApiProblem(
    404,
    'unknown-milestone',
    'Unknown milestone',
    `The plan "${plan}" has no milestone "${milestone}". GET /api/plans/${encodeURIComponent(plan)} lists their titles.`,
  );
}
