import { type Static, Type } from 'typebox';
import { Nullable, PlanId, TopicId } from '../schema.ts';
import { TopicStatus } from '../topics/schema.ts';

const Line = Type.Integer({ description: 'line in plan.md' });
const Fact = Type.Object({ label: Type.String(), value: Type.String(), line: Line });

export const Progress = Type.Object({
  topics: Type.Integer(),
  deepDives: Type.Integer(),
  surface: Type.Integer(),
  inProgress: Type.Integer(),
  notStarted: Type.Integer(),
});

export const PlanSummary = Type.Object({ id: PlanId, title: Type.String(), progress: Progress });
export type PlanSummary = Static<typeof PlanSummary>;

export const PlanDetail = Type.Object({
  ...PlanSummary.properties,
  roadmap: Type.Array(
    Type.Object({
      number: Type.Integer(),
      title: Type.String(),
      topicId: Nullable(TopicId),
      status: Nullable(TopicStatus),
      complexity: Nullable(Type.Integer()),
      minutes: Nullable(Type.Object({ from: Type.Number(), to: Type.Number() })),
      phase: Nullable(Type.String()),
      day: Nullable(Type.String()),
      done: Type.Boolean(),
      optional: Type.Boolean(),
      remark: Nullable(Type.String()),
      line: Line,
    }),
  ),
  milestones: Type.Array(
    Type.Object({
      title: Type.String(),
      day: Nullable(Type.String()),
      done: Type.Boolean(),
      points: Type.Array(Type.String()),
      line: Line,
    }),
  ),
  pace: Type.Array(Fact),
  assessment: Type.Array(Type.Object({ label: Type.String(), entries: Type.Array(Type.String()) })),
  exercises: Type.Array(Type.Object({ text: Type.String(), line: Line })),
  strategy: Type.Array(Fact),
  bands: Type.Array(
    Type.Object({
      name: Type.String(),
      from: Type.Number(),
      to: Type.Number(),
      meaning: Type.String(),
      line: Line,
    }),
  ),
  unread: Type.Array(Type.Object({ line: Line, text: Type.String() })),
});
export type PlanDetail = Static<typeof PlanDetail>;
