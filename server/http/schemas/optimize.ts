import { type Static, Type } from 'typebox';
import { Nullable, PlanId } from './common.ts';

export const OptimizeBody = Type.Object(
  {
    planId: Type.Optional(PlanId),
    force: Type.Optional(Type.Boolean({ description: 'adopt the weights even where they predict worse' })),
  },
  { additionalProperties: false },
);
export type OptimizeBody = Static<typeof OptimizeBody>;

const Score = Type.Object({
  logLoss: Type.Number({ description: 'mean of −ln of the probability given to what happened' }),
  rmseBins: Type.Number({ description: 'of predicted and measured recall, in the bins of srs-benchmark' }),
});

const Result = Type.Object({
  trained: Type.Boolean(),
  reason: Type.Optional(Type.String({ description: 'why nothing was trained' })),
  adopted: Type.Boolean(),
  reviews: Type.Optional(Type.Integer()),
  weights: Type.Optional(Type.Array(Type.Number())),
  before: Type.Optional(Score),
  after: Type.Optional(Score),
});

export const OptimizeJob = Type.Object({
  status: Type.Union([
    Type.Literal('none'),
    Type.Literal('running'),
    Type.Literal('done'),
    Type.Literal('cancelled'),
    Type.Literal('failed'),
  ]),
  plans: Type.Array(PlanId, { description: 'whose weights' }),
  progress: Type.Object({
    done: Type.Integer({ minimum: 0 }),
    total: Type.Integer({ minimum: 0, description: '0 until the reviews are read' }),
  }),
  /** On five stretches of time, each predicted from all that came before it. */
  result: Nullable(Result),
  error: Nullable(Type.String()),
});
export type OptimizeJob = Static<typeof OptimizeJob>;
