import { type Static, Type } from 'typebox';
import { CardId, Instant, NoteId, Nullable, PlanId, TopicId, TopicRef } from './common.ts';

const Count = Type.Integer({ minimum: 0 });

const HeldBack = Type.Object({
  cards: Count,
  days: Nullable(
    Type.Integer({
      minimum: 0,
      description: 'study days until none are held back: 0 where none are, null where it takes over a year',
    }),
  ),
});

export const Due = Type.Object({
  asOf: Instant,
  studyDay: Type.String({ examples: ['2026-11-23'] }),
  /** Cards of today's session that are left. */
  total: Count,
  new: Count,
  /** Cards in steps that fall due before the study day ends. */
  learning: Count,
  review: Count,
  /** What the day's limits hold back. */
  backlog: Count,
  /** The same by kind. */
  heldBack: Type.Object({ new: HeldBack, review: HeldBack }),
  /** When something that isn't due now falls due; null where nothing is known to come. */
  nextDueAt: Nullable(Instant),
  topics: Type.Array(
    Type.Object({
      id: TopicId,
      title: Type.String(),
      total: Count,
      new: Count,
      learning: Count,
      review: Count,
    }),
  ),
});
export type Due = Static<typeof Due>;

export const DueQuery = Type.Object(
  {
    plan: Type.Optional(PlanId),
    topic: Type.Optional(TopicId),
    format: Type.Optional(Type.Union([Type.Literal('json'), Type.Literal('text')])),
  },
  { additionalProperties: false },
);

export const CardKind = Type.Union([
  Type.Literal('basic'),
  Type.Literal('cloze'),
  Type.Literal('reverse'),
  Type.Literal('explain'),
]);
export const CardState = Type.Union([
  Type.Literal('new'),
  Type.Literal('learning'),
  Type.Literal('review'),
  Type.Literal('relearning'),
]);

export const Preview = Type.Object({ dueAt: Instant, intervalDays: Count });
export const Previews = Type.Object({ again: Preview, hard: Preview, good: Preview, easy: Preview });
export type Previews = Static<typeof Previews>;

export const QueueCard = Type.Object({
  cardId: CardId,
  noteId: NoteId,
  kind: CardKind,
  state: CardState,
  topic: TopicRef,
  /** Text of the plan's item that it belongs to, or null. */
  item: Nullable(Type.String()),
  lang: Nullable(Type.String()),
  /** Safe HTML. */
  promptHtml: Type.String(),
  answerHtml: Type.String(),
  /** Safe HTML of the points to tick; `explain` cards only. */
  points: Type.Optional(Type.Array(Type.String())),
  lastReviewId: Nullable(Type.String()),
  leech: Type.Boolean({ description: 'forgotten as often as the leech threshold of its topic' }),
  previews: Previews,
});
export type QueueCard = Static<typeof QueueCard>;

export const Scheduler = Type.Object({
  weights: Type.Array(Type.Number()),
  retention: Type.Number(),
  steps: Type.Object({
    learningMs: Type.Array(Type.Integer()),
    relearningMs: Type.Array(Type.Integer()),
  }),
  studyDay: Type.String(),
  zone: Type.String(),
  rollover: Type.Integer({ description: 'minutes after local midnight' }),
});

export const QueueMode = Type.Enum(['due', 'ahead', 'cram'], {
  type: 'string',
  description: "due: today's session. ahead: reviews made early. cram: practice; grade it with mode cram",
});
export type QueueMode = Static<typeof QueueMode>;

/** What the cards are the first of. */
export const QueueSession = Type.Object({
  mode: QueueMode,
  /** All that it holds, also beyond `limit`. */
  cards: Count,
  /** What they take at the learner's pace; one decimal. */
  minutes: Type.Number({ minimum: 0 }),
  /** Median time a card takes on a study day; one decimal. */
  secondsPerCard: Type.Number({ minimum: 0 }),
  timedCards: Type.Integer({
    minimum: 0,
    description: 'what the median rests on; below 20 it is 10 seconds',
  }),
});
export type QueueSession = Static<typeof QueueSession>;

export const Queue = Type.Object({
  session: QueueSession,
  cards: Type.Array(QueueCard),
  due: Due,
  scheduler: Scheduler,
});
export type Queue = Static<typeof Queue>;

export const QueueQuery = Type.Object(
  {
    plan: Type.Optional(PlanId),
    topic: Type.Optional(TopicId),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 20 })),
    mode: Type.Optional(QueueMode),
    minutes: Type.Optional(
      Type.Number({ exclusiveMinimum: 0, maximum: 1_440, description: 'the session holds what fits in' }),
    ),
    weak: Type.Optional(
      Type.Boolean({
        description: 'of mode cram: only items recalled, on average, below the desired retention',
      }),
    ),
    since: Type.Optional(
      Type.String({
        format: 'date-time',
        description:
          'of mode cram: what was practised and recalled since then, at most a day back, is left out; absent: today',
      }),
    ),
  },
  { additionalProperties: false },
);
export type QueueQuery = Static<typeof QueueQuery>;
