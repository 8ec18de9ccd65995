import { type Static, Type } from 'typebox';
import { CardId, Instant, NoteId, Nullable, Percent, TopicId, TopicRef } from '../schema.ts';

export const GapStatus = Type.Union(
  [
    Type.Literal('open'),
    Type.Literal('carded'),
    Type.Literal('learning'),
    Type.Literal('closed'),
    Type.Literal('reopened'),
  ],
  {
    description:
      'open: no card yet; carded: has cards, none seen; learning: some card seen; closed: all cards seen, mean recall at least the desired retention, stability of each at least 21 days; reopened: a card lapsed since',
  },
);
export type GapStatus = Static<typeof GapStatus>;

export const GapChange = Type.Object({
  status: Type.Union([GapStatus, Type.Literal('covered'), Type.Literal('gone')], {
    description: 'covered: plan.md had it as covered for a while; gone: plan.md did not have it',
  }),
  at: Instant,
  /** The card whose review caused it; null if the files did. */
  cardId: Nullable(CardId),
});
export type GapChange = Static<typeof GapChange>;

export const Gap = Type.Object({
  topic: TopicRef,
  key: Type.String(),
  text: Type.String(),
  status: GapStatus,
  /** When it got its present status. */
  since: Instant,
  /** All its changes, oldest first. The last one is its present status. */
  changes: Type.Array(GapChange),
  cards: Type.Object({ total: Type.Integer(), seen: Type.Integer() }),
  /** The mean recall of its seen cards now, and the stability of the weakest. Both decide when it closes. */
  recallPercent: Nullable(Percent),
  stabilityDays: Nullable(Type.Number()),
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

export const GapText = Type.String({ minLength: 1, maxLength: 500 });
export const GapCards = Type.Array(
  Type.Object(
    {
      id: Type.Optional(NoteId),
      prompt: Type.String({ minLength: 1, maxLength: 1000 }),
      answer: Type.String({ maxLength: 65_536 }),
    },
    { additionalProperties: false },
  ),
  { maxItems: 50 },
);

export const GapBody = Type.Object(
  { topicId: TopicId, text: GapText, cards: Type.Optional(GapCards) },
  { additionalProperties: false },
);
export type GapBody = Static<typeof GapBody>;

export const GapResult = Type.Object({
  gap: Gap,
  /** The ids of the cards that this request added. */
  addedCards: Type.Array(CardId),
  planLine: Nullable(Type.Integer()),
});
export type GapResult = Static<typeof GapResult>;
