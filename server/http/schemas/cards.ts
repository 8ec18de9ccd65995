import { type Static, Type } from 'typebox';
import { Instant, NoteId, Nullable, TopicId, TopicRef } from './common.ts';
import { CardKind, CardState } from './queue.ts';
import { CardNow, LoggedReview } from './reviews.ts';

export const CardSummary = Type.Object({
  cardId: Type.String(),
  noteId: NoteId,
  kind: CardKind,
  state: CardState,
  topic: TopicRef,
  item: Nullable(Type.String()),
  prompt: Type.String(),
  dueAt: Nullable(Instant),
  suspended: Type.Boolean(),
  setAside: Type.Boolean(),
});
export type CardSummary = Static<typeof CardSummary>;

export const CardsQuery = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 200 })),
    topic: Type.Optional(TopicId),
    state: Type.Optional(
      Type.Union([CardState, Type.Literal('suspended'), Type.Literal('buried'), Type.Literal('set-aside')]),
    ),
    cursor: Type.Optional(Type.String({ maxLength: 200 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  },
  { additionalProperties: false },
);
export const CardsPage = Type.Object({ cards: Type.Array(CardSummary), nextCursor: Nullable(Type.String()) });
export type CardsPage = Static<typeof CardsPage>;

export const CardDetail = Type.Object({
  ...CardNow.properties,
  path: Type.String({ description: 'deck file below decks/' }),
  line: Type.Integer(),
  history: Type.Array(LoggedReview),
});
export type CardDetail = Static<typeof CardDetail>;
