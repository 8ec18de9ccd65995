import { type Static, Type } from 'typebox';
import { CardId, Instant, Nullable, Percent, PlanId, TopicId, TopicRef } from '../schema.ts';

const Count = Type.Integer({ minimum: 0 });
const Minutes = Type.Number({ minimum: 0, description: 'one decimal' });
const Day = Type.String({ format: 'date', examples: ['2026-11-23'], description: 'a study day' });
const Span = { from: Day, to: Day };

export const SpanQuery = Type.Object({
  /** By default the year that ends on `to`. */
  from: Type.Optional(Day),
  /** By default today. */
  to: Type.Optional(Day),
});
export const PartQuery = Type.Object({ plan: Type.Optional(PlanId), topic: Type.Optional(TopicId) });

const Activity = {
  reviews: Count,
  cards: Type.Integer({ minimum: 0, description: 'different cards' }),
  newCards: Count,
  minutes: Minutes,
  crammed: Type.Object(
    { reviews: Count, minutes: Minutes },
    { description: 'practice, which is not counted elsewhere' },
  ),
};
const Tested = Type.Object({
  reviews: Type.Integer({ minimum: 0, description: 'reviews behind the percentage' }),
  passed: Count,
  percent: Nullable(Percent),
});
const Retention = { young: Tested, mature: Tested, all: Tested };
const Answers = Type.Object({ again: Count, hard: Count, good: Count, easy: Count });

export const TodayStats = Type.Object({
  asOf: Instant,
  studyDay: Day,
  ...Activity,
  secondsPerReview: Nullable(Type.Number()),
  answers: Answers,
  retention: Type.Object(Retention),
  left: Type.Integer({ minimum: 0, description: "cards of today's session still to answer" }),
});
export type TodayStats = Static<typeof TodayStats>;

export const DaysStats = Type.Object({
  ...Span,
  days: Type.Array(Type.Object({ studyDay: Day, ...Activity }), {
    description: 'the active days, oldest first',
  }),
  total: Type.Object({ days: Count, reviews: Count, newCards: Count, minutes: Minutes }),
});
export type DaysStats = Static<typeof DaysStats>;

export const ForecastQuery = Type.Object({
  ...PartQuery.properties,
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650, default: 30 })),
});
export const ForecastStats = Type.Object({
  studyDay: Day,
  overdue: Count,
  days: Type.Array(Type.Object({ studyDay: Day, due: Count })),
  later: Count,
  unseen: Count,
});
export type ForecastStats = Static<typeof ForecastStats>;

export const RetentionQuery = Type.Object({
  ...SpanQuery.properties,
  by: Type.Optional(
    Type.Union([Type.Literal('day'), Type.Literal('week'), Type.Literal('month')], { default: 'day' }),
  ),
});
export const RetentionStats = Type.Object({
  ...Span,
  periods: Type.Array(Type.Object({ start: Day, ...Retention })),
  total: Type.Object(Retention),
});
export type RetentionStats = Static<typeof RetentionStats>;

export const CalibrationStats = Type.Object({
  ...Span,
  reviews: Count,
  predictedPercent: Nullable(Percent),
  measuredPercent: Nullable(Percent),
  logLoss: Nullable(Type.Number()),
  rmseBins: Nullable(Type.Number()),
  bins: Type.Array(
    Type.Object({
      fromPercent: Percent,
      toPercent: Percent,
      reviews: Count,
      predictedPercent: Nullable(Percent),
      measuredPercent: Nullable(Percent),
    }),
  ),
});
export type CalibrationStats = Static<typeof CalibrationStats>;

const Distribution = Type.Object({
  buckets: Type.Array(Type.Object({ from: Type.Number(), to: Nullable(Type.Number()), cards: Count })),
  median: Nullable(Type.Number()),
  mean: Nullable(Type.Number()),
});
export const DistributionStats = Type.Object({
  asOf: Instant,
  seen: Count,
  unseen: Count,
  stabilityDays: Distribution,
  difficulty: Distribution,
  recallPercent: Distribution,
});
export type DistributionStats = Static<typeof DistributionStats>;

export const AnswerStats = Type.Object({
  ...Span,
  learning: Answers,
  young: Answers,
  mature: Answers,
  all: Answers,
});
export type AnswerStats = Static<typeof AnswerStats>;

export const HourStats = Type.Object({
  ...Span,
  hours: Type.Array(
    Type.Object({ hour: Type.Integer({ minimum: 0, maximum: 23 }), reviews: Count, retention: Tested }),
  ),
});
export type HourStats = Static<typeof HourStats>;

export const HardestQuery = Type.Object({
  ...PartQuery.properties,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 20 })),
});
export const HardestStats = Type.Object({
  asOf: Instant,
  cards: Type.Array(
    Type.Object({
      cardId: CardId,
      topic: TopicRef,
      /** The prompt as plain text. */
      prompt: Type.String(),
      difficulty: Type.Number(),
      lapses: Count,
      reviews: Count,
      stabilityDays: Type.Number(),
      recallPercent: Percent,
    }),
  ),
});
export type HardestStats = Static<typeof HardestStats>;

const Run = Type.Object({ ...Span, days: Count });
export const StreakStats = Type.Object({
  studyDay: Day,
  current: Nullable(Run),
  longest: Nullable(Run),
  isTodayDone: Type.Boolean(),
  days: Type.Integer({ minimum: 0, description: 'study days with an answer' }),
  since: Type.Union([Day, Type.Null()], { description: 'the first of these days' }),
  rule: Type.String({ description: 'when a study day counts, in words' }),
});
export type StreakStats = Static<typeof StreakStats>;

export const MovedStats = Type.Object({
  studyDay: Day,
  topics: Type.Array(
    Type.Object({
      id: TopicId,
      title: Type.String(),
      fromPercent: Nullable(Percent),
      toPercent: Nullable(Percent),
    }),
    {
      description:
        'topics answered since that day began whose retention changed on it, in the order of the roadmaps',
    },
  ),
});
export type MovedStats = Static<typeof MovedStats>;
