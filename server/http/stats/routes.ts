import type { ReviewDesk } from '../../log/desk.ts';
import { movedYesterday } from '../../retention/moved.ts';
import { formatStudyDay } from '../../schedule/study-day.ts';
import type { CardScope } from '../../session/card-scope.ts';
import { answers } from '../../stats/answers.ts';
import { calibration } from '../../stats/calibration.ts';
import { activityByDay } from '../../stats/days.ts';
import { distributions } from '../../stats/distributions.ts';
import { dueForecast } from '../../stats/forecast.ts';
import { hardestCards } from '../../stats/hardest.ts';
import { hours } from '../../stats/hours.ts';
import { trueRetention } from '../../stats/retention.ts';
import { STREAK_RULE, streak } from '../../stats/streak.ts';
import { today } from '../../stats/today.ts';
import { iso } from '../figures.ts';
import {
  AnswerStats,
  CalibrationStats,
  DaysStats,
  DistributionStats,
  ForecastQuery,
  ForecastStats,
  HardestQuery,
  HardestStats,
  HourStats,
  MovedStats,
  PartQuery,
  Problem,
  RetentionQuery,
  RetentionStats,
  SpanQuery,
  StreakStats,
  TodayStats,
} from '../schemas.ts';
import { scopeOf } from '../scope.ts';
import type { App, Services } from '../services.ts';
import { refuseUnknownScope } from '../unknown.ts';
import {
  presentCalibration,
  presentDays,
  presentDistributions,
  presentHardCard,
  presentHour,
  presentRetention,
  presentRun,
  presentToday,
} from './present.ts';
import { presentSpan, readSpan } from './span.ts';

/** Statistics; `docs/statistics.md` defines every figure. */
export function statsRoutes(app: App, { renderer }: Services): void {
  app.get(
    '/api/stats/today',
    { schema: { summary: 'The study day so far', response: { 200: TodayStats, default: Problem } } },
    async ({ desk }) => presentToday(await today(desk), desk.clock()),
  );

  app.get(
    '/api/stats/moved',
    {
      schema: {
        summary: 'How the last study day changed the retention of topics',
        response: { 200: MovedStats, default: Problem },
      },
    },
    async ({ desk }) => {
      const { studyDay, topics } = await movedYesterday(desk);
      return { studyDay: formatStudyDay(studyDay), topics: [...topics] };
    },
  );

  app.get(
    '/api/stats/days',
    {
      schema: {
        summary: 'Reviews and minutes by study day, for a heat map',
        querystring: SpanQuery,
        response: { 200: DaysStats, default: Problem },
      },
    },
    async ({ desk, query }) => {
      const span = readSpan(desk, query);
      return { ...presentSpan(span), ...presentDays(await activityByDay(desk, span)) };
    },
  );

  app.get(
    '/api/stats/forecast',
    {
      schema: {
        summary: 'The cards that fall due on each of the coming study days, as scheduled now',
        querystring: ForecastQuery,
        response: { 200: ForecastStats, default: Problem },
      },
    },
    async ({ desk, query }) => {
      const forecast = await dueForecast(desk, await knownScope(desk, query), query.days ?? 30);
      return {
        ...forecast,
        studyDay: formatStudyDay(forecast.studyDay),
        days: forecast.days.map(({ studyDay, due }) => ({ studyDay: formatStudyDay(studyDay), due })),
      };
    },
  );

  app.get(
    '/api/stats/retention',
    {
      schema: {
        summary: 'True retention of young and mature cards by day, week or month',
        querystring: RetentionQuery,
        response: { 200: RetentionStats, default: Problem },
      },
    },
    async ({ desk, query }) => {
      const span = readSpan(desk, query);
      const { periods, total } = await trueRetention(desk, span, query.by ?? 'day');
      return {
        ...presentSpan(span),
        periods: periods.map(({ start, ...retention }) => ({
          start: formatStudyDay(start),
          ...presentRetention(retention),
        })),
        total: presentRetention(total),
      };
    },
  );

  app.get(
    '/api/stats/calibration',
    {
      schema: {
        summary: 'The recall predicted before each review against the outcome',
        querystring: SpanQuery,
        response: { 200: CalibrationStats, default: Problem },
      },
    },
    async ({ desk, query }) => {
      const span = readSpan(desk, query);
      return { ...presentSpan(span), ...presentCalibration(await calibration(desk, span)) };
    },
  );

  app.get(
    '/api/stats/distributions',
    {
      schema: {
        summary: 'Stability, difficulty and recall of the seen cards now',
        querystring: PartQuery,
        response: { 200: DistributionStats, default: Problem },
      },
    },
    async ({ desk, query }) =>
      presentDistributions(await distributions(desk, await knownScope(desk, query)), desk.clock()),
  );

  app.get(
    '/api/stats/answers',
    {
      schema: {
        summary: 'Answer buttons by kind of card',
        querystring: SpanQuery,
        response: { 200: AnswerStats, default: Problem },
      },
    },
    async ({ desk, query }) => {
      const span = readSpan(desk, query);
      return { ...presentSpan(span), ...(await answers(desk, span)) };
    },
  );

  app.get(
    '/api/stats/hours',
    {
      schema: {
        summary: 'Reviews and true retention by hour of the day',
        querystring: SpanQuery,
        response: { 200: HourStats, default: Problem },
      },
    },
    async ({ desk, query }) => {
      const span = readSpan(desk, query);
      return { ...presentSpan(span), hours: (await hours(desk, span)).map(presentHour) };
    },
  );

  app.get(
    '/api/stats/hardest',
    {
      schema: {
        summary: 'The cards that are hardest to remember',
        querystring: HardestQuery,
        response: { 200: HardestStats, default: Problem },
      },
    },
    async ({ desk, query }) => {
      const cards = await hardestCards(desk, await knownScope(desk, query), query.limit ?? 20);
      return {
        asOf: iso(desk.clock()),
        cards: await Promise.all(
          cards.map(async (card) => presentHardCard(card, await renderer.plainText(card.prompt))),
        ),
      };
    },
  );

  app.get(
    '/api/stats/streak',
    {
      schema: {
        summary: 'Study days in a row on which something was answered',
        response: { 200: StreakStats, default: Problem },
      },
    },
    async ({ desk }) => {
      const { studyDay, current, longest, isTodayDone, days, since } = await streak(desk);
      return {
        studyDay: formatStudyDay(studyDay),
        current: presentRun(current),
        longest: presentRun(longest),
        isTodayDone,
        days,
        since: since === null ? null : formatStudyDay(since),
        rule: STREAK_RULE,
      };
    },
  );
}

async function knownScope(
  desk: ReviewDesk,
  { plan, topic }: { readonly plan?: string; readonly topic?: string },
): Promise<CardScope> {
  const scope = scopeOf({ plan, topic });
  await refuseUnknownScope(desk.store, scope);
  return scope;
}
