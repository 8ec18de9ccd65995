import { type Static, Type } from 'typebox';
import { CardId, NoteId, Nullable, TopicId, TopicRef } from './common.ts';

export const GapStatus = Type.Union(
  [Type.Literal('open'), Type.Literal('carded'), Type.Literal('learning')],
  {
    description: 'open: no card yet; carded: has cards, none seen; learning: a card of it has been seen',
  },
);
export type GapStatus = Static<typeof GapStatus>;

export const Gap = Type.Object({
  topic: TopicRef,
  key: Type.String(),
  text: Type.String(),
  status: GapStatus,
  cards: Type.Object({ total: Type.Integer(), seen: Type.Integer() }),
  drafts: Type.Array(NoteId),
});
export type Gap = Static<typeof Gap>;

export const GapsQuery = Type.Object(
  {
    status: Type.Optional(GapStatus),
    plan: Type.Optional(Type.String()),
    topic: Type.Optional(TopicId),
  },
  { additionalProperties: false },
);

export const GapBody = Type.Object(
  {
    topicId: TopicId,
    text: Type.String({ minLength: 1, maxLength: 500 }),
    cards: Type.Optional(
      Type.Array(
        Type.Object(
          {
            id: Type.Optional(NoteId),
            prompt: Type.String({ minLength: 1, maxLength: 1000 }),
            answer: Type.String({ maxLength: 65_536 }),
          },
          { additionalProperties: false },
        ),
        { maxItems: 50 },
      ),
    ),
  },
  { additionalProperties: false },
);
export type GapBody = Static<typeof GapBody>;

export const GapResult = Type.Object({
  gap: Gap,
  /** Ids of the cards that this call added. */
  addedCards: Type.Array(CardId),
  planLine: Nullable(Type.Integer()),
});
export type GapResult = Static<typeof GapResult>;
