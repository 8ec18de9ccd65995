import { type Static, Type } from 'typebox';
import { CardKind, CardState } from '../queue/schema.ts';
import { CardId, Instant, NoteId, Nullable, Percent, PlanId, TopicId } from '../schema.ts';

export const TopicStatus = Type.Union([
  Type.Literal('deep-dive'),
  Type.Literal('surface'),
  Type.Literal('in-progress'),
  Type.Literal('not-started'),
]);

/** `strong`, `good`, `fair`, `needs-review`, `unmeasured`, or a band's name as the plan states it. */
export const Band = Type.String();

export const PlanScore = Type.Object({
  percent: Type.Number(),
  date: Nullable(Type.String()),
  source: Type.String({ description: 'the heading of the score in plan.md' }),
});

/** Reviews on a later study day than the card's one before: they show whether predictions hold. */
export const Trials = Type.Object({
  count: Type.Integer(),
  /** Share of them that passed, and the mean recall predicted just before; null without any. */
  measuredPercent: Nullable(Percent),
  predictedPercent: Nullable(Percent),
});

export const Topic = Type.Object({
  id: TopicId,
  planId: PlanId,
  title: Type.String(),
  status: TopicStatus,
  complexity: Nullable(Type.Integer()),
  /** Share of the topic that would be answered correctly right now; null without units. */
  retentionPercent: Nullable(Percent),
  lowPercent: Nullable(Percent),
  highPercent: Nullable(Percent),
  /** Mean recall of the seen cards; null while none is seen. */
  recallPercent: Nullable(Percent),
  coveragePercent: Nullable(Percent),
  band: Band,
  /** Reviews that the figures rest on. */
  reviews: Type.Integer(),
  trials: Trials,
  /** The moment of the figures: up to a minute ago if nothing of the topic was reviewed since. */
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
  /** Of the item's cards; an item without cards is one unit that isn't known. */
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

/** An `explain` card that was reviewed, with the share of its points explained each time, oldest first. */
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
  /** Path of the deck file below `decks/`, or null while there is none. */
  deckPath: Nullable(Type.String()),
  itemList: Type.Array(TopicItem),
  /** Cards and drafts that belong to no item of the plan. */
  otherCards: Type.Array(TopicCard),
  otherDrafts: Type.Array(Type.Object({ noteId: NoteId, prompt: Type.String() })),
  /** The plan's own. */
  scores: Type.Array(FullScore),
  /** Ours: exercises in the deck's order; practice counts, what was undone doesn't. */
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
