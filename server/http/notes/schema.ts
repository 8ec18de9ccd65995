import { type Static, Type } from 'typebox';
import { Fault, NoteId, Nullable, PlanId, TopicId, TopicRef } from '../schema.ts';

export const Note = Type.Object({
  id: NoteId,
  topic: TopicRef,
  path: Type.String({ description: 'the deck file, relative to decks/' }),
  line: Type.Integer(),
  /** The note's lines in the file: heading, id comment, body. */
  markdown: Type.String(),
  etag: Type.String(),
  draft: Type.Boolean(),
  cards: Type.Array(Type.String()),
  /** How many of its cards have a memory, which a new meaning would reset. */
  seen: Type.Integer({ minimum: 0 }),
});
export type Note = Static<typeof Note>;

export const DraftNote = Type.Object({
  noteId: NoteId,
  prompt: Type.String(),
  topic: TopicRef,
  /** Text of the plan's item that it belongs to, or null. */
  item: Nullable(Type.String()),
});
export type DraftNote = Static<typeof DraftNote>;

export const NoteBody = Type.Object(
  {
    topicId: TopicId,
    /** The item of the plan that it belongs to (its text), if any. */
    item: Type.Optional(Type.String({ maxLength: 500 })),
    id: Type.Optional(NoteId),
    prompt: Type.String({ minLength: 1, maxLength: 1000 }),
    answer: Type.String({ maxLength: 65_536 }),
  },
  { additionalProperties: false },
);
export type NoteBody = Static<typeof NoteBody>;

export const NotePatch = Type.Object(
  {
    markdown: Type.String({ minLength: 1, maxLength: 70_000 }),
    meaning: Type.Optional(
      Type.Union([Type.Literal('same'), Type.Literal('new')], {
        description:
          'new: its cards ask something different and start over; same, the default: they keep their memory',
      }),
    ),
    id: Type.Optional(
      Type.String({ format: 'uuid', description: 'the id of the reset; required for a new meaning' }),
    ),
  },
  { additionalProperties: false },
);
export type NotePatch = Static<typeof NotePatch>;

export const NotesMove = Type.Object(
  {
    noteIds: Type.Array(NoteId, { minItems: 1, maxItems: 200 }),
    topicId: TopicId,
    /** Text of the topic's item to move them under; absent: under none. */
    item: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
);
export type NotesMove = Static<typeof NotesMove>;

export const NotesMoved = Type.Object({
  notes: Type.Array(
    Type.Object({
      id: NoteId,
      /** The deck files, relative to decks/. */
      from: Type.String(),
      path: Type.String(),
    }),
  ),
});
export type NotesMoved = Static<typeof NotesMoved>;

export const RenderBody = Type.Object(
  {
    /** A note's Markdown: heading, perhaps an id comment, body. */
    markdown: Type.String({ maxLength: 70_000 }),
    topicId: Type.Optional(TopicId),
  },
  { additionalProperties: false },
);
export type RenderBody = Static<typeof RenderBody>;

export const Rendered = Type.Object({
  kind: Type.String(),
  cards: Type.Array(
    Type.Object({
      kind: Type.String(),
      promptHtml: Type.String(),
      answerHtml: Type.String(),
      points: Type.Optional(Type.Array(Type.String())),
    }),
  ),
  problems: Type.Array(Type.Object({ line: Type.Integer(), message: Type.String(), fault: Fault })),
});
export type Rendered = Static<typeof Rendered>;

export const DeriveBody = Type.Object(
  { planId: Type.Optional(PlanId), dryRun: Type.Optional(Type.Boolean()) },
  { additionalProperties: false },
);
export const Derived = Type.Object({
  files: Type.Array(Type.Object({ path: Type.String(), added: Type.Integer(), drafts: Type.Integer() })),
  added: Type.Array(
    Type.Object({ noteId: NoteId, topicId: TopicId, prompt: Type.String(), draft: Type.Boolean() }),
  ),
  /** The decks that could not take their notes; absent if all could. */
  failed: Type.Optional(
    Type.Array(
      Type.Object({ path: Type.String(), message: Type.String({ description: 'with what to do' }) }),
    ),
  ),
});
export type Derived = Static<typeof Derived>;
