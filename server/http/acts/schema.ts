import { type Static, Type } from 'typebox';
import { CardId, Uuid } from '../schema.ts';

export const Act = Type.Union([
  Type.Literal('suspend'),
  Type.Literal('unsuspend'),
  Type.Literal('bury'),
  Type.Literal('unbury'),
  Type.Literal('reset'),
]);
export type Act = Static<typeof Act>;

export const ActBody = Type.Object({ id: Uuid, act: Act }, { additionalProperties: false });
export type ActBody = Static<typeof ActBody>;

export const BulkActBody = Type.Object(
  { id: Uuid, act: Act, cardIds: Type.Array(CardId, { minItems: 1, maxItems: 1000 }) },
  { additionalProperties: false },
);
export type BulkActBody = Static<typeof BulkActBody>;

export const BulkActResult = Type.Object({
  id: Uuid,
  act: Act,
  /** `done` now, `repeated` if it was done before, or `unknown` if there never was such a card. */
  cards: Type.Array(
    Type.Object({
      cardId: CardId,
      outcome: Type.Union([Type.Literal('done'), Type.Literal('repeated'), Type.Literal('unknown')]),
    }),
  ),
});
export type BulkActResult = Static<typeof BulkActResult>;

export const ActUndone = Type.Object({ id: Uuid, cardIds: Type.Array(CardId) });
export type ActUndone = Static<typeof ActUndone>;
