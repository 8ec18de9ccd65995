import { type Static, Type } from 'typebox';
import { Nullable } from '../schema.ts';

const Count = Type.Integer({ minimum: 0 });

export const DoctorBody = Type.Object(
  {
    repair: Type.Optional(
      Type.Boolean({
        description: 'get back what can be computed from the log or read from the files again',
      }),
    ),
  },
  { additionalProperties: false },
);
export type DoctorBody = Static<typeof DoctorBody>;

const Finding = Type.Object({
  about: Type.Union([
    Type.Literal('database'),
    Type.Literal('library'),
    Type.Literal('log'),
    Type.Literal('memory'),
    Type.Literal('gap'),
    Type.Literal('statistics'),
    Type.Literal('settings'),
  ]),
  of: Nullable(
    Type.String({ description: 'the card, event, gap, study day or other row; null for the whole' }),
  ),
  message: Type.String({ description: 'what differs' }),
  repairable: Type.Boolean({ description: 'whether the log, the files or other rows still have it' }),
});

export const Examination = Type.Object({
  events: Type.Integer({ minimum: 0, description: 'events of the log that were checked' }),
  cards: Type.Integer({ minimum: 0, description: 'cards in the log' }),
  found: Count,
  repaired: Count,
  findings: Type.Array(Finding, { maxItems: 1_000, description: 'the first ones of those found' }),
});
export type Examination = Static<typeof Examination>;
