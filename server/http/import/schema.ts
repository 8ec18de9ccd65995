import { type Static, Type } from 'typebox';
import { Rating } from '../reviews/schema.ts';
import { CardId, Instant, Uuid } from '../schema.ts';

export const ImportBody = Type.Object(
  {
    reviews: Type.Array(
      Type.Object(
        {
          id: Type.Optional(Uuid),
          cardId: CardId,
          rating: Rating,
          reviewedAt: Instant,
          durationMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400_000 })),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 5_000 },
    ),
  },
  { additionalProperties: false },
);
export type ImportBody = Static<typeof ImportBody>;

export const ImportResult = Type.Object({
  added: Type.Integer({ minimum: 0, description: 'new reviews' }),
  known: Type.Integer({ minimum: 0, description: 'reviews that were imported before' }),
  withoutCard: Type.Array(CardId, {
    description: 'cards that were never in a file; their history is kept for them',
  }),
});
export type ImportResult = Static<typeof ImportResult>;
