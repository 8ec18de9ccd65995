import { type Static, Type } from 'typebox';
import { Act } from '../acts/schema.ts';
import { CardKind, CardState } from '../queue/schema.ts';
import { CardNow, LoggedReview } from '../reviews/schema.ts';
import { CardId, Instant, NoteId, Nullable, Percent, PlanId, TopicId, TopicRef } from '../schema.ts';

export const CardSummary = Type.Object({
  cardId: CardId,
  noteId: NoteId,
  kind: CardKind,
  state: CardState,
  topic: TopicRef,
  item: Nullable(Type.String()),
  prompt: Type.String(),
  dueAt: Nullable(Instant),
  /** The probability that it is recalled now; null while the card is new. */
  recallPercent: Nullable(Percent),
  difficulty: Nullable(Type.Number()),
  lapses: Type.Integer({ minimum: 0 }),
  leech: Type.Boolean(),
  suspended: Type.Boolean(),
  buried: Type.Boolean(),
  setAside: Type.Boolean(),
});
export type CardSummary = Static<typeof CardSummary>;

const OrderName = Type.Union([
  Type.Literal('relevance'),
  Type.Literal('position'),
  Type.Literal('due'),
  Type.Literal('-due'),
  Type.Literal('recall'),
  Type.Literal('-recall'),
  Type.Literal('difficulty'),
  Type.Literal('-difficulty'),
  Type.Literal('lapses'),
  Type.Literal('-lapses'),
]);

export const CardsQuery = Type.Object(
  {
    q: Type.Optional(
      Type.String({
        maxLength: 200,
        description:
          'beginnings of words, "an exact phrase", tag:cni, is:due, topic:pod-networking, plan:eks; a minus negates any of them',
      }),
    ),
    plan: Type.Optional(PlanId),
    topic: Type.Optional(TopicId),
    state: Type.Optional(
      Type.Union([CardState, Type.Literal('suspended'), Type.Literal('buried'), Type.Literal('set-aside')]),
    ),
    tag: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    leech: Type.Optional(Type.Boolean()),
    due: Type.Optional(Type.Boolean({ description: 'seen, due by the end of the study day, not hidden' })),
    suspended: Type.Optional(Type.Boolean()),
    sort: Type.Optional(OrderName),
    cursor: Type.Optional(Type.String({ maxLength: 400 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  },
  { additionalProperties: false },
);
export type CardsQuery = Static<typeof CardsQuery>;
export const CardsPage = Type.Object({
  cards: Type.Array(CardSummary),
  /** The number of cards on all pages. */
  total: Type.Integer({ minimum: 0 }),
  nextCursor: Nullable(Type.String()),
});
export type CardsPage = Static<typeof CardsPage>;

export const Tags = Type.Object({
  tags: Type.Array(Type.Object({ tag: Type.String(), cards: Type.Integer() })),
});
export type Tags = Static<typeof Tags>;

/** A review of a card with its result, which is null if it was undone or practice. */
export const CardReview = Type.Object({
  ...LoggedReview.properties,
  stability: Nullable(Type.Number()),
  difficulty: Nullable(Type.Number()),
  /** Whether it counts for the present memory: live, not practice, and not before a reset. */
  counts: Type.Boolean(),
});
export type CardReview = Static<typeof CardReview>;

export const CardDetail = Type.Object({
  ...CardNow.properties,
  prompt: Type.String({ description: 'the heading of its note as a line of text' }),
  path: Type.String({ description: 'the deck file, relative to decks/' }),
  line: Type.Integer(),
  tags: Type.Array(Type.String()),
  recallPercent: Nullable(Percent),
  lastReviewedAt: Nullable(Instant),
  /** 0–1. The card falls due when its recall has fallen to this. */
  desiredRetention: Type.Number(),
  /** Of the forgetting curve R = (1 + factor · days ÷ stability)^−decay, with factor = 0.9^(−1 ÷ decay) − 1 (FSRS-6). */
  decay: Type.Number(),
  /** The note's other cards. */
  siblings: Type.Array(CardSummary),
  /** Latest first. */
  history: Type.Array(CardReview),
  /** Latest first. */
  acts: Type.Array(Type.Object({ id: Type.String(), act: Act, at: Instant, undone: Type.Boolean() })),
});
export type CardDetail = Static<typeof CardDetail>;
