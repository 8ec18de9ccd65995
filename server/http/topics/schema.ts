import { type Static, Type } from 'typebox';
import { CardKind, CardState } from '../queue/schema.ts';
import { CardId, Instant, NoteId, Nullable, Percent, PlanId, TopicId } from '../schema.ts';

export const TopicStatus = Type.Union([
  Type.Literal('deep-dive'),
  Type.Literal('surface'),
  Type.Literal('in-progress'),
  Type.Literal('not-started'),
]);

/** `strong`, `good`, `fair`, `needs-review`, `unmeasured`, or the name of one of the plan's own bands. */
export const Band = Type.String();

export const PlanScore = Type.Object({
  percent: Type.Number(),
  date: Nullable(Type.String()),
  source: Type.String({ description: 'the heading of the score in plan.md' }),
});

/** Reviews on a later study day than the card's review before. They show whether predictions are right. */
export const Trials = Type.Object({
  count: Type.Integer(),
  /** The share of them that passed, and the mean recall predicted just before them; null without trials. */
  measuredPercent: Nullable(Percent),
  predictedPercent: Nullable(Percent),
});

export const Topic = Type.Object({
  id: TopicId,
  planId: PlanId,
  title: Type.String(),
  status: TopicStatus,
  complexity: Nullable(Type.Integer()),
  /** The share of the topic that would be answered correctly now; null without units. */
  retentionPercent: Nullable(Percent),
  lowPercent: Nullable(Percent),
  highPercent: Nullable(Percent),
  /** The mean recall of the seen cards; null without seen cards. */
  recallPercent: Nullable(Percent),
  coveragePercent: Nullable(Percent),
  band: Band,
  /** How many reviews the figures rest on. */
  reviews: Type.Integer(),
  trials: Trials,
  /** The time of the figures, up to a minute ago if nothing of the topic was reviewed since. */
  asOf: Instant,
  cards: Type.Object({ total: Type.Integer(), seen: Type.Integer(), due: Type.Integer() }),
  items: Type.Object({ covered: Type.Integer(), gaps: Type.Integer(), uncarded: Type.Integer() }),
  lastScore: Nullable(PlanScore),
});
export type Topic = Static<typeof Topic>;

export const TopicCard = Type.Object({
  cardId: CardId,
  noteId: NoteId,
  kind: CardKind,
  state: CardState,
  /** The prompt as plain text. */
  prompt: Type.String(),
  recallPercent: Nullable(Percent),
  dueAt: Nullable(Instant),
  suspended: Type.Boolean(),
});

export const TopicItem = Type.Object({
  key: Type.String(),
  kind: Type.Union([Type.Literal('covered'), Type.Literal('gap')]),
  text: Type.String(),
  detail: Type.Array(Type.String()),
  /** The retention of the item's cards. An item without cards counts as one unknown unit. */
  retentionPercent: Nullable(Percent),
  lowPercent: Nullable(Percent),
  highPercent: Nullable(Percent),
  recallPercent: Nullable(Percent),
  coveragePercent: Nullable(Percent),
  band: Band,
  seen: Type.Integer(),
  reviews: Type.Integer(),
  cards: Type.Array(TopicCard),
  /** Notes without an answer yet. */
  drafts: Type.Array(Type.Object({ noteId: NoteId, prompt: Type.String() })),
});

export const FullScore = Type.Object({
  title: Type.String(),
  percent: Type.Number(),
  band: Nullable(Type.String()),
  date: Nullable(Type.String()),
  journey: Type.Array(
    Type.Object({
      label: Type.String(),
      firstPercent: Nullable(Type.Number()),
      finalPercent: Nullable(Type.Number()),
      remark: Nullable(Type.String()),
    }),
  ),
  lists: Type.Array(
    Type.Object({ kind: Type.String(), label: Type.String(), entries: Type.Array(Type.String()) }),
  ),
});

/** An `explain` card that was reviewed, with the share of its points named each time, oldest first. */
export const ExplainedCard = Type.Object({
  cardId: CardId,
  prompt: Type.String({ description: 'as plain text' }),
  scores: Type.Array(Type.Object({ at: Instant, percent: Percent, points: Type.Array(Type.Boolean()) }), {
    minItems: 1,
  }),
});
export type ExplainedCard = Static<typeof ExplainedCard>;

export const TopicDetail = Type.Object({
  ...Topic.properties,
  /** The path of the deck file relative to `decks/`; null if there is none. */
  deckPath: Nullable(Type.String()),
  itemList: Type.Array(TopicItem),
  /** Cards and drafts that belong to no item of the plan. */
  otherCards: Type.Array(TopicCard),
  otherDrafts: Type.Array(Type.Object({ noteId: NoteId, prompt: Type.String() })),
  /** The scores in the plan. */
  scores: Type.Array(FullScore),
  /** Tenax's own scores: exercises in the deck's order, with practice, without undone reviews. */
  explained: Type.Array(ExplainedCard),
  history: Type.Array(
    Type.Object({
      studyDay: Type.String(),
      reviews: Type.Integer(),
      passed: Type.Integer(),
      retentionPercent: Nullable(Percent),
      lowPercent: Nullable(Percent),
      highPercent: Nullable(Percent),
    }),
  ),
});
export type TopicDetail = Static<typeof TopicDetail>;

export const TopicsQuery = Type.Object({ plan: Type.Optional(PlanId) }, { additionalProperties: false });
export const TopicParams = Type.Object({
  plan: Type.String({ maxLength: 100 }),
  topic: Type.String({ maxLength: 150 }),
});
