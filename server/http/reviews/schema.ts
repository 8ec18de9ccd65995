import { type Static, Type } from 'typebox';
import { QueueCard } from '../queue/schema.ts';
import { CardId, Instant, Nullable, Uuid } from '../schema.ts';

export const Rating = Type.Union([
  Type.Literal('again'),
  Type.Literal('hard'),
  Type.Literal('good'),
  Type.Literal('easy'),
]);
export type Rating = Static<typeof Rating>;

/** Practice, `cram`, is logged but changes neither memory nor due time. */
export const ReviewMode = Type.Enum(['review', 'cram'], { type: 'string' });

export const ReviewBody = Type.Object(
  {
    id: Uuid,
    cardId: CardId,
    rating: Rating,
    reviewedAt: Type.Optional(Instant),
    durationMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400_000 })),
    /** The last review of the card that the client knew of; null if it knew the card as new. */
    expectedLastReviewId: Type.Optional(Nullable(Type.String({ maxLength: 64 }))),
    points: Type.Optional(Type.Array(Type.Boolean(), { maxItems: 200 })),
    /** Absent: `review`. */
    mode: Type.Optional(ReviewMode),
  },
  { additionalProperties: false },
);
export type ReviewBody = Static<typeof ReviewBody>;

/** A queue entry with the figures of the card's memory; they are null while the card is new. */
export const CardNow = Type.Object({
  ...QueueCard.properties,
  stability: Nullable(Type.Number()),
  difficulty: Nullable(Type.Number()),
  dueAt: Nullable(Instant),
  reps: Type.Integer({ minimum: 0 }),
  lapses: Type.Integer({ minimum: 0 }),
  suspended: Type.Boolean(),
  buried: Type.Boolean(),
  setAside: Type.Boolean(),
});
export type CardNow = Static<typeof CardNow>;

export const ReviewResult = Type.Object({
  reviewId: Uuid,
  leech: Type.Boolean({
    description:
      'whether this lapse is reported as a leech: at the threshold, and at every half of it after that',
  }),
  card: CardNow,
});
export type ReviewResult = Static<typeof ReviewResult>;

export const UndoResult = Type.Object({
  reviewId: Uuid,
  undone: Type.Literal(true),
  card: Nullable(CardNow),
});
export type UndoResult = Static<typeof UndoResult>;

export const LoggedReview = Type.Object({
  id: Type.String(),
  cardId: CardId,
  rating: Rating,
  reviewedAt: Instant,
  studyDay: Type.String(),
  durationMs: Nullable(Type.Integer()),
  predictedRecall: Nullable(Type.Number()),
  intervalDays: Nullable(Type.Integer()),
  points: Nullable(Type.Array(Type.Boolean())),
  mode: ReviewMode,
  undone: Type.Boolean(),
});
export type LoggedReview = Static<typeof LoggedReview>;
export const ReviewsQuery = Type.Object(
  {
    cardId: Type.Optional(CardId),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
  },
  { additionalProperties: false },
);
