import { type Static, type TProperties, Type } from 'typebox';
import { LearnerOwn, LearnerValues, PlanOwn, PlanValues } from '../../settings/fields.ts';
import { Instant, Nullable, TopicId } from '../schema.ts';

const Count = Type.Integer({ minimum: 0 });

export const How = {
  dryRun: Type.Optional(Type.Boolean({ description: 'only return what would change' })),
  spread: Type.Optional(
    Type.Boolean({ description: 'spread the cards that would become due today over the following days' }),
  ),
};

/** The body of a PATCH: the fields, each of which null resets, and options. */
function patchOf<Fields extends TProperties>(fields: Fields) {
  const nullable = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, Type.Optional(Nullable(field))]),
  );
  return Type.Object({ ...nullable, ...How }, { additionalProperties: false });
}

export const LearnerPatch = patchOf(LearnerOwn.properties);
export const PlanPatch = patchOf(PlanOwn.properties);

/** What a change does to cards; null if it moves no due time. */
const Replay = Nullable(
  Type.Object({
    cards: Type.Integer({ minimum: 0, description: 'seen cards that the change concerns' }),
    moved: Type.Integer({ minimum: 0, description: 'those of them whose due time moves' }),
    dueToday: Type.Integer({
      minimum: 0,
      description: 'those of them due today after the change, without limits',
    }),
    dueTodayBefore: Count,
  }),
);

export const LearnerSettings = Type.Object({
  /** The values in effect. */
  settings: LearnerValues,
  /** The values that were set. */
  own: LearnerOwn,
  /** What would apply if nothing were set. */
  inherited: LearnerValues,
});
export type LearnerSettings = Static<typeof LearnerSettings>;

export const PlanSettings = Type.Object({
  plan: Type.String(),
  topic: Nullable(TopicId),
  /** The values in effect. */
  settings: PlanValues,
  /** The values that were set here, not for a wider scope. */
  own: PlanOwn,
  /** What would apply if nothing were set here: each field's default. */
  inherited: PlanValues,
  /** The changes of weights here, latest first; null means those of the next wider scope. */
  weights: Type.Array(
    Type.Object({ at: Instant, cause: Type.String(), weights: Nullable(Type.Array(Type.Number())) }),
  ),
});
export type PlanSettings = Static<typeof PlanSettings>;

export const Changed = {
  applied: Type.Boolean({ description: 'false for a dryRun' }),
  replay: Replay,
};
export const ChangedLearnerSettings = Type.Object({ ...LearnerSettings.properties, ...Changed });
export type ChangedLearnerSettings = Static<typeof ChangedLearnerSettings>;
export const ChangedPlanSettings = Type.Object({ ...PlanSettings.properties, ...Changed });
export type ChangedPlanSettings = Static<typeof ChangedPlanSettings>;
