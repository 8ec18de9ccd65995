import { type Static, Type } from 'typebox';
import { Instant, Nullable, Percent, PlanId, TopicId } from '../schema.ts';

const Day = Type.String({ format: 'date', examples: ['2026-11-23'], description: 'a study day' });
const Count = Type.Integer({ minimum: 0 });
/** An average over simulations, with one decimal. */
const Mean = Type.Number({ minimum: 0 });

/** What every forecast is based on. */
const Basis = {
  asOf: Instant,
  studyDay: Day,
  runs: Type.Integer({ minimum: 0, description: 'the least number of simulations behind any figure' }),
  assumptions: Type.Array(Type.String(), { description: 'what the simulations assume' }),
  assumed: Type.Array(Type.Object({ kind: Type.String() }, { additionalProperties: true }), {
    description: 'the same assumptions as data',
    examples: [[{ kind: 'limits', plan: 'eks', newPerDay: 20, reviewsPerDay: 200 }]],
  }),
};
const Work = {
  newCards: Mean,
  reviews: Mean,
  answers: Type.Number({ minimum: 0, description: 'answers, including those on steps' }),
  minutes: Mean,
};
const Figures = {
  retentionPercent: Nullable(Percent),
  lowPercent: Nullable(Percent),
  highPercent: Nullable(Percent),
  coveragePercent: Nullable(Percent),
  units: Count,
  uncarded: Type.Integer({ minimum: 0, description: 'items without a card, which studying does not cover' }),
};
const Outlook = {
  ...Figures,
  withoutStudyPercent: Type.Union([Percent, Type.Null()], {
    description: 'the retention if nothing is studied until then',
  }),
};

export const RetentionForecastQuery = Type.Object({
  plan: Type.Optional(PlanId),
  topic: Type.Optional(TopicId),
  /** For topics and milestones; by default the last of 30 days from today on, and each milestone's own day. */
  date: Type.Optional(Day),
  /** Day 1 of the plan, from which the days of milestones count; by default today. */
  start: Type.Optional(Day),
});
export const RetentionForecast = Type.Object({
  ...Basis,
  date: Day,
  start: Day,
  topics: Type.Array(Type.Object({ id: TopicId, planId: PlanId, title: Type.String(), ...Outlook })),
  milestones: Type.Array(
    Type.Object({
      planId: PlanId,
      title: Type.String(),
      day: Nullable(Type.String({ description: 'as stated in the plan' })),
      date: Day,
      topicIds: Type.Array(TopicId),
      outlook: Type.Union([Type.Object({ asOfDay: Day, ...Outlook }), Type.Null()], {
        description: 'the figures of today if the date has passed; null if it is too far ahead',
      }),
    }),
  ),
});
export type RetentionForecast = Static<typeof RetentionForecast>;

export const GoalForecastQuery = Type.Object({
  plan: Type.Optional(PlanId),
  topic: Type.Optional(TopicId),
  /** The title of one of the plan's milestones. */
  milestone: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  retention: Type.Number({ minimum: 0.01, maximum: 1, examples: [0.8], description: '0.8 for 80 percent' }),
  date: Day,
});
const Pace = Type.Object({ newPerDay: Count, ...Figures, perDay: Type.Object(Work) });
export const GoalForecast = Type.Object({
  ...Basis,
  date: Day,
  goalPercent: Percent,
  topicIds: Type.Array(TopicId),
  reachable: Type.Boolean(),
  needed: Type.Union([Pace, Type.Null()], { description: 'the fewest new cards a day that suffice' }),
  best: Type.Object(Pace.properties, {
    description: 'the pace with the highest retention among those tried',
  }),
  present: Type.Object(Pace.properties, { description: 'the pace of the present limit' }),
});
export type GoalForecast = Static<typeof GoalForecast>;

export const LoadForecastQuery = Type.Object({
  plan: Type.Optional(PlanId),
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365, default: 30 })),
});
export const LoadForecast = Type.Object({
  ...Basis,
  days: Type.Array(
    Type.Object({
      studyDay: Day,
      ...Work,
      backlog: Type.Number({ minimum: 0, description: 'due reviews that the limits hold back' }),
    }),
    { description: "the next study days, from what is left of today's on" },
  ),
  total: Type.Object(Work),
});
export type LoadForecast = Static<typeof LoadForecast>;

export const WorkloadForecastQuery = Type.Object({
  plan: Type.Optional(PlanId),
  desiredRetention: Type.Optional(
    Type.Number({
      minimum: 0.7,
      maximum: 0.97,
      description: 'return only the row of this retention, to show progress row by row',
    }),
  ),
  days: Type.Optional(Type.Integer({ minimum: 1, maximum: 365, default: 365 })),
});
export const WorkloadForecast = Type.Object({
  ...Basis,
  days: Count,
  plans: Type.Array(
    Type.Object({
      planId: PlanId,
      desiredRetention: Type.Number({ description: 'the present desired retention' }),
      rows: Type.Array(
        Type.Object({
          desiredRetention: Type.Number(),
          perDay: Type.Object(Work),
          ...Figures,
          knownUnits: Type.Number({ minimum: 0, description: 'units that would be recalled at the end' }),
          backlog: Type.Number({ minimum: 0, description: 'reviews held back at the end' }),
        }),
      ),
    }),
  ),
});
export type WorkloadForecast = Static<typeof WorkloadForecast>;
