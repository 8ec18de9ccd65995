import { Type } from 'typebox';
import { deriveNotes } from '../../library/derive.ts';
import { listDrafts } from '../../library/drafts.ts';
import { LibraryError } from '../../library/errors.ts';
import { moveNotes } from '../../library/move.ts';
import { addNote, changeNote, deleteNote, type NoteText, readNote } from '../../library/notes.ts';
import { topicFiles } from '../../library/topic-files.ts';
import type { ReviewDesk } from '../../log/desk.ts';
import { seenAmong } from '../../log/history.ts';
import type { Renderer } from '../../render/renderer.ts';
import { actOnAll } from '../../review/bulk.ts';
import { asEventId } from '../../schedule/ids.ts';
import { otherContent, sameForm } from '../client-ids.ts';
import { ApiProblem } from '../problems.ts';
import {
  DeriveBody,
  Derived,
  DraftNote,
  Note,
  NoteBody,
  NoteId,
  NotePatch,
  NotesMove,
  NotesMoved,
  Problem,
  RenderBody,
  Rendered,
} from '../schemas.ts';
import type { App, Services } from '../services.ts';

const NoteParams = Type.Object({ id: NoteId });
const IfMatch = Type.Object({ 'if-match': Type.Optional(Type.String()) });

/** Notes as Markdown: reading, changing, adding, previewing. */
export function noteRoutes(app: App, { store, library, renderer }: Services): void {
  const presentNote = async (desk: ReviewDesk, { cards, ...note }: NoteText): Promise<Note> => ({
    ...note,
    cards: [...cards],
    seen: await seenAmong(desk, cards),
  });

  app.get(
    '/api/drafts',
    {
      schema: {
        summary: 'Notes without an answer yet',
        response: { 200: Type.Array(DraftNote), default: Problem },
      },
    },
    async () => [...(await listDrafts(store))],
  );

  app.get(
    '/api/notes/:id',
    {
      schema: { summary: "A note's Markdown", params: NoteParams, response: { 200: Note, default: Problem } },
    },
    async ({ desk, params }, reply) => {
      const note = await readNote(store, library, params.id);
      reply.header('etag', note.etag);
      return presentNote(desk, note);
    },
  );

  app.patch(
    '/api/notes/:id',
    {
      schema: {
        summary:
          'Replace the Markdown of a note; If-Match has the ETag of the version it was made from, and 412 returns the present one',
        params: NoteParams,
        headers: IfMatch,
        body: NotePatch,
        response: { 200: Note, default: Problem },
      },
    },
    async ({ desk, params, headers, body: { markdown, meaning = 'same', id } }, reply) => {
      const etag = required(headers['if-match']);
      if (meaning === 'new' && id === undefined) throw withoutId();
      const note = await changeNote(store, library, params.id, markdown, etag).catch(async (error) => {
        const isChanged = error instanceof LibraryError && error.failure === 'changed';
        throw isChanged
          ? changedMeanwhile(error, await presentNote(desk, await readNote(store, library, params.id)))
          : error;
      });
      if (id !== undefined && meaning === 'new' && note.cards.length > 0) {
        const done = await actOnAll(desk, { id: sameForm(asEventId(id)), act: 'reset', cardIds: note.cards });
        if (done.outcome === 'conflict') throw otherContent(id);
      }
      reply.header('etag', note.etag);
      return presentNote(desk, note);
    },
  );

  app.delete(
    '/api/notes/:id',
    {
      schema: {
        summary: 'Remove a note from its deck; its cards keep their history',
        params: NoteParams,
        headers: IfMatch,
        response: { 204: Type.Null(), default: Problem },
      },
    },
    async ({ params, headers }, reply) => {
      await deleteNote(store, library, params.id, required(headers['if-match']));
      return reply.code(204).send(null);
    },
  );

  app.post(
    '/api/notes',
    {
      schema: {
        summary: "Add a note to a topic's deck",
        body: NoteBody,
        response: { 200: Note, 201: Note, default: Problem },
      },
    },
    async ({ desk, body }, reply) => {
      const { id, added } = await addNote(store, library, body);
      const note = await readNote(store, library, id);
      reply.code(added ? 201 : 200).header('etag', note.etag);
      return presentNote(desk, note);
    },
  );

  app.post(
    '/api/notes/move',
    {
      schema: {
        summary: 'Move notes to a topic, under one of its items; they keep their history',
        body: NotesMove,
        response: { 200: NotesMoved, default: Problem },
      },
    },
    async ({ body }) => ({ notes: [...(await moveNotes(store, library, body))] }),
  );

  app.post(
    '/api/render',
    {
      schema: {
        summary: "How a note's Markdown would look; nothing is saved",
        body: RenderBody,
        response: { 200: Rendered, default: Problem },
      },
    },
    async ({ body: { markdown, topicId } }) => {
      const path = topicId === undefined ? 'preview/note.md' : (await topicFiles(store, topicId)).deckPath;
      return preview(markdown, path, renderer);
    },
  );

  app.post(
    '/api/derive',
    {
      schema: {
        summary: 'Write a first note for every item without a card',
        body: DeriveBody,
        response: { 200: Derived, default: Problem },
      },
    },
    async ({ body: { planId, dryRun = false } }) => {
      const { files, added, failed } = await deriveNotes(store, library, {
        ...(planId !== undefined && { planId }),
        dryRun,
      });
      return { files: [...files], added: [...added], ...(failed && { failed: [...failed] }) };
    },
  );
}

function changedMeanwhile(error: LibraryError, note: Note): ApiProblem {
  const members = { ...error.about, note };
  return new ApiProblem(412, 'file-changed', 'The file has changed', error.message, members, {
    cause: error,
  });
}

function withoutId(): ApiProblem {
  return new ApiProblem(
    400,
    'invalid-request',
    'Invalid request',
    'body must have "id" for a new meaning: a UUID, the same if this change is sent again, so that the cards start over only once.',
  );
}

/** Without it, two editors could overwrite each other's changes unnoticed. */
function required(ifMatch: string | undefined): string {
  if (ifMatch !== undefined) return ifMatch;
  throw new ApiProblem(
    428,
    'if-match-missing',
    'If-Match is missing',
    'Send the ETag of the version that you changed as If-Match. GET the note for its ETag.',
  );
}

async function preview(markdown: string, path: string, renderer: Renderer): Promise<Rendered> {
  const read = await renderer.preview(markdown, path);
  if (!read) return { kind: 'unreadable', cards: [], problems: [TAKES_TOO_LONG] };
  const cards = await Promise.all(
    read.cards.map(async ({ kind, sides }) => {
      const { points, ...html } = await renderer.renderSides(sides, { path, links: read.links });
      return { kind, ...html, ...(points && { points: [...points] }) };
    }),
  );
  return { kind: read.kind, cards, problems: [...read.problems] };
}

const TAKES_TOO_LONG: Rendered['problems'][number] = {
  line: 1,
  message: 'The note takes too long to read. Break up very long lines, and flatten lists and quotes.',
  fault: { kind: 'takes-too-long' },
};
