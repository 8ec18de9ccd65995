import { type Static, Type } from 'typebox';
import { GapChange, GapStatus } from '../gaps/schema.ts';
import { Instant, Nullable, Percent, PlanId, TopicId, TopicRef } from '../schema.ts';
import { Band } from '../topics/schema.ts';

const Day = Type.String({ format: 'date', examples: ['2026-11-23'], description: 'a study day' });
const Points = Nullable(Type.Number({ description: 'percentage points, one decimal; above 0 if it rose' }));
const Count = Type.Integer({ minimum: 0 });

/** The report of a plan, as of the start of the study day. */
export const Report = Type.Object({
  planId: PlanId,
  studyDay: Day,
  asOf: Instant,
  /** The topics with units, in the order of the roadmap. */
  topics: Type.Array(
    Type.Object({
      id: TopicId,
      title: Type.String(),
      band: Band,
      retentionPercent: Nullable(Percent),
      lowPercent: Nullable(Percent),
      highPercent: Nullable(Percent),
      coveragePercent: Nullable(Percent),
      reviews: Count,
      /** The change of retention over 7 and 30 days, for the present units. */
      trend7Points: Points,
      trend30Points: Points,
    }),
  ),
  gaps: Type.Object({
    open: Count,
    carded: Count,
    learning: Count,
    closed: Count,
    reopened: Count,
    /** The gaps that ever changed, and those found in the last 30 days. */
    told: Type.Array(
      Type.Object({
        topic: TopicRef,
        key: Type.String(),
        text: Type.String(),
        status: GapStatus,
        changes: Type.Array(Type.Object({ status: GapChange.properties.status, studyDay: Day })),
      }),
    ),
  }),
  /** What to study next, the most pressing first. */
  next: Type.Array(
    Type.Object({
      reason: Type.Union(
        [Type.Literal('reopened'), Type.Literal('weak'), Type.Literal('uncarded'), Type.Literal('roadmap')],
        {
          description:
            'reopened: a gap that was closed; weak: a topic recalled below its desired retention; uncarded: gaps without a card; roadmap: its next topic',
        },
      ),
      topicId: Nullable(TopicId),
      what: Type.String(),
      why: Type.String({ description: 'the reason in English' }),
    }),
  ),
  /** null if the plan has none. */
  roadmap: Nullable(
    Type.Object({
      done: Count,
      total: Count,
      next: Nullable(
        Type.Object({
          number: Type.Integer(),
          title: Type.String(),
          complexity: Nullable(Type.Integer()),
          topicId: Nullable(TopicId),
        }),
      ),
    }),
  ),
  pace: Type.Object({
    /** The pace that the plan states. */
    stated: Type.Array(Type.Object({ label: Type.String(), value: Type.String() })),
    /** The number of days before the present one that the counts are over. */
    days: Count,
    topicsBegun: Count,
    cardsBegun: Count,
  }),
  milestones: Type.Array(
    Type.Object({
      title: Type.String(),
      day: Nullable(Type.String()),
      done: Type.Boolean(),
      topics: Count,
      topicsDone: Count,
      retentionPercent: Nullable(Percent),
    }),
  ),
});
export type Report = Static<typeof Report>;

export const ReportQuery = Type.Object(
  { format: Type.Optional(Type.Union([Type.Literal('json'), Type.Literal('markdown')])) },
  { additionalProperties: false },
);

/** The result of writing the report into plan.md, between Tenax's own markers. */
export const ReportWritten = Type.Object({
  path: Type.String({ description: 'the plan file, relative to decks/' }),
  written: Type.Boolean({ description: 'false if the file had it already' }),
  lines: Type.Array(Type.String()),
});
export type ReportWritten = Static<typeof ReportWritten>;
