import { type Static, Type } from 'typebox';
import { GapCards, GapText } from '../gaps/schema.ts';
import { CardId, Instant, TopicId, TopicRef, Uuid } from '../schema.ts';

/** An item whose cards lapsed three times within 14 days: perhaps an unknown gap. */
export const GapProposal = Type.Object({
  /** The review that made it a proposal. */
  id: Uuid,
  topic: TopicRef,
  item: Type.Object({ key: Type.String(), text: Type.String() }),
  /** The proposed text of the gap. */
  text: Type.String(),
  /** Its lapses, oldest first. */
  lapses: Type.Array(
    Type.Object({
      cardId: CardId,
      /** The card's prompt as plain text. */
      prompt: Type.String(),
      at: Instant,
      reviewId: Uuid,
    }),
  ),
});
export type GapProposal = Static<typeof GapProposal>;

export const ProposalsQuery = Type.Object(
  { plan: Type.Optional(Type.String()), topic: Type.Optional(TopicId) },
  { additionalProperties: false },
);

export const ProposalParams = Type.Object({ id: Uuid });

export const AcceptBody = Type.Object(
  { text: Type.Optional(GapText), cards: Type.Optional(GapCards) },
  { additionalProperties: false },
);
export type AcceptBody = Static<typeof AcceptBody>;

export const Dismissed = Type.Object({ id: Uuid, at: Instant });
export type Dismissed = Static<typeof Dismissed>;
