import { type Static, Type } from 'typebox';
import { Instant, Nullable, PlanId } from '../schema.ts';
import { Changed, How } from '../settings/schema.ts';

export const OptimizeBody = Type.Object(
  {
    planId: Type.Optional(PlanId),
    force: Type.Optional(Type.Boolean({ description: 'adopt the weights even if they predict worse' })),
  },
  { additionalProperties: false },
);
export type OptimizeBody = Static<typeof OptimizeBody>;

const Score = Type.Object({
  logLoss: Type.Number({ description: 'mean of −ln of the probability predicted for the actual answer' }),
  rmseBins: Type.Number({
    description:
      'root mean square error of predicted against measured recall, over the bins of srs-benchmark',
  }),
});

const Result = Type.Object({
  trained: Type.Boolean(),
  reason: Type.Optional(Type.String({ description: 'why nothing was trained' })),
  shortage: Type.Optional(
    Type.Object(
      {
        of: Type.Union([Type.Literal('reviews'), Type.Literal('later-reviews')]),
        reviews: Type.Integer({ description: 'the number of reviews there are' }),
      },
      { description: 'the same as data: which reviews are too few' },
    ),
  ),
  adopted: Type.Boolean(),
  reviews: Type.Optional(Type.Integer()),
  weights: Type.Optional(Type.Array(Type.Number())),
  before: Type.Optional(Score),
  after: Type.Optional(Score),
});

export const WeightsSet = Type.Object({
  id: Type.String({ description: '"default" for those of a wider scope' }),
  since: Nullable(Instant),
  source: Type.String({ description: 'where the weights come from' }),
  inUse: Type.Boolean(),
  /** null if they were not trained. */
  logLoss: Nullable(Type.Number({ description: 'measured on reviews that the weights were not trained on' })),
  rmseBins: Nullable(Type.Number()),
  reviews: Nullable(Type.Integer({ description: 'how many reviews the weights were trained on' })),
  weights: Nullable(Type.Array(Type.Number())),
});
export type WeightsSet = Static<typeof WeightsSet>;

export const PlanWeights = Type.Object({
  plan: PlanId,
  before: Nullable(Type.String({ description: 'the set that going back returns to' })),
  sets: Type.Array(WeightsSet, { description: 'each set once, by its first use, latest first' }),
});
export type PlanWeights = Static<typeof PlanWeights>;

export const OptimizeJob = Type.Object({
  status: Type.Union([
    Type.Literal('none'),
    Type.Literal('running'),
    Type.Literal('done'),
    Type.Literal('cancelled'),
    Type.Literal('failed'),
  ]),
  plans: Type.Array(PlanId, { description: 'the plans whose weights are trained' }),
  progress: Type.Object({
    done: Type.Integer({ minimum: 0 }),
    total: Type.Integer({ minimum: 0, description: '0 until the reviews were read' }),
  }),
  /** Measured on five periods, each predicted from everything before it. */
  result: Nullable(Result),
  error: Nullable(Type.String()),
});
export type OptimizeJob = Static<typeof OptimizeJob>;

export const OptimizeState = Type.Object({
  ...OptimizeJob.properties,
  weights: Type.Array(PlanWeights, { description: 'every set that was ever in use, by plan' }),
});
export type OptimizeState = Static<typeof OptimizeState>;

export const ChooseWeights = Type.Object(
  {
    planId: PlanId,
    set: Type.String({ description: 'the id of a set that was in use before' }),
    ...How,
  },
  { additionalProperties: false },
);
export type ChooseWeights = Static<typeof ChooseWeights>;

export const ChosenWeights = Type.Object({ ...PlanWeights.properties, ...Changed });
export type ChosenWeights = Static<typeof ChosenWeights>;
