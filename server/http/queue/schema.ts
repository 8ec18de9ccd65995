import { type Static, Type } from 'typebox';
import { CardId, Instant, NoteId, Nullable, PlanId, TopicId, TopicRef } from '../schema.ts';

const Count = Type.Integer({ minimum: 0 });
const StudyDay = Type.String({ examples: ['2026-11-23'] });

const HeldBack = Type.Object({
  cards: Count,
  days: Nullable(
    Type.Integer({
      minimum: 0,
      description: 'study days until no card is held back; null if it takes over a year',
    }),
  ),
});

export const Due = Type.Object({
  asOf: Instant,
  studyDay: StudyDay,
  /** Cards of today's session that are left. */
  total: Count,
  new: Count,
  /** Cards on a step that fall due before the study day ends. */
  learning: Count,
  review: Count,
  /** How many cards the day's limits hold back. */
  backlog: Count,
  /** The same by kind. */
  heldBack: Type.Object({ new: HeldBack, review: HeldBack }),
  /** When the next card falls due; null if none is known. */
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

/** A card's memory. With `state`, everything that its next grade depends on. */
export const CardMemory = Type.Object({
  step: Type.Integer({ minimum: 0, description: 'index of the current step' }),
  stability: Type.Number(),
  difficulty: Type.Number(),
  reps: Count,
  lapses: Count,
  firstStudyDay: StudyDay,
  lastStudyDay: StudyDay,
  lastReviewedAt: Instant,
  intervalDays: Type.Integer({
    minimum: 0,
    description: 'the interval that fuzz alone gave the last review, without regard to the load',
  }),
});

export const QueueCard = Type.Object({
  cardId: CardId,
  noteId: NoteId,
  kind: CardKind,
  state: CardState,
  topic: TopicRef,
  /** The text of the plan's item that it belongs to, or null. */
  item: Nullable(Type.String()),
  lang: Nullable(Type.String()),
  /** Safe HTML. */
  promptHtml: Type.String(),
  answerHtml: Type.String(),
  /** Safe HTML of the points to tick; `explain` cards only. */
  points: Type.Optional(Type.Array(Type.String())),
  lastReviewId: Nullable(Type.String()),
  leech: Type.Boolean({ description: 'forgotten as often as the leech threshold of its topic' }),
  memory: Nullable(CardMemory),
  intervalDays: Type.Integer({ minimum: 0, description: 'the current interval; 0 while new' }),
  schedulerId: Type.String({ description: 'the settings that decide its memory and intervals' }),
  previews: Previews,
});
export type QueueCard = Static<typeof QueueCard>;

/** Settings that decide memory and intervals. */
export const SchedulerValues = Type.Object({
  id: Type.String({ description: 'cards refer to it; equal only for equal settings' }),
  weights: Type.Array(Type.Number()),
  retention: Type.Number(),
  steps: Type.Object({
    learningMs: Type.Array(Type.Integer()),
    relearningMs: Type.Array(Type.Integer()),
  }),
  maximumIntervalDays: Count,
  loadBalance: Type.Boolean(),
});
export type SchedulerValues = Static<typeof SchedulerValues>;

/** What a client needs, besides the cards' memories, to decide as the server does. */
export const Scheduler = Type.Object({
  ...SchedulerValues.properties,
  others: Type.Array(SchedulerValues, {
    description: 'the settings of cards in this answer that have different ones',
  }),
  studyDay: StudyDay,
  zone: Type.String(),
  rollover: Type.Integer({ description: 'minutes after local midnight' }),
  easyDays: Type.Array(Type.Number(), { description: 'a weight for each weekday, Monday first' }),
  work: Nullable(
    Type.Object(
      {
        cards: Type.Array(Count, {
          description: 'the number of cards by days until they fall due, from 0 on; later days have none',
        }),
        toPlace: Type.Integer({
          minimum: 1,
          description: 'how many cards are likely to get new due days today',
        }),
      },
      {
        description:
          'the load at the start of the study day, which decides between the days that fuzz allows',
      },
    ),
  ),
});

export const QueueMode = Type.Enum(['due', 'ahead', 'cram'], {
  type: 'string',
  description: "due: today's session. ahead: reviews made early. cram: practice; grade it with mode cram",
});
export type QueueMode = Static<typeof QueueMode>;

/** The session whose first cards are returned. */
export const QueueSession = Type.Object({
  mode: QueueMode,
  /** The number of all its cards, also beyond `limit`. */
  cards: Count,
  /** How long they take at the learner's pace; one decimal. */
  minutes: Type.Number({ minimum: 0 }),
  /** The median time that a card takes on a study day; one decimal. */
  secondsPerCard: Type.Number({ minimum: 0 }),
  timedCards: Type.Integer({
    minimum: 0,
    description: 'how many cards the median rests on; below 20 it is 10 seconds',
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
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 1_440,
        description: 'limits the session to the cards that fit into this time',
      }),
    ),
    weak: Type.Optional(
      Type.Boolean({
        description: 'for mode cram: only items whose mean recall is below the desired retention',
      }),
    ),
    since: Type.Optional(
      Type.String({
        format: 'date-time',
        description:
          'for mode cram: leaves out cards practised and recalled since then, at most a day back; by default today',
      }),
    ),
  },
  { additionalProperties: false },
);
export type QueueQuery = Static<typeof QueueQuery>;
