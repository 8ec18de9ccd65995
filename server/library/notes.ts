// Reads, adds, changes and deletes notes.
import { lfCopy, trimBlankLines } from '../deck/blocks.ts';
import { noteMarkdown, removeNote, replaceNote } from '../deck/edit.ts';
import { readDeck } from '../deck/read.ts';
import type { Note } from '../deck/types.ts';
import type { CardId, NoteId, TopicId } from '../schedule/ids.ts';
import type { Store } from '../store/store.ts';
import { LibraryError } from './errors.ts';
import { hashOf } from './folder.ts';
import type { Library } from './library.ts';
import { addToDeck, itemNamed, type NewNote, refusing, topicFiles, withIds } from './topic-files.ts';

/** A note as it is in its file now. */
export interface NoteText {
  readonly id: NoteId;
  readonly topic: { readonly id: TopicId; readonly title: string };
  readonly path: string;
  readonly line: number;
  /** Heading, comment and body, `\n` line ends. */
  readonly markdown: string;
  /** Changes with the Markdown. */
  readonly etag: string;
  readonly draft: boolean;
  readonly cards: readonly CardId[];
}

/** Reads a note from its file. @throws LibraryError `unknown` if the decks have no such note now. */
export async function readNote(store: Store, library: Library, id: NoteId): Promise<NoteText> {
  const row = await noteRow(store, id);
  const found = findNote(row.path, await library.text(row.path), id);
  return {
    id,
    topic: { id: row.topic_id, title: row.title },
    path: row.path,
    line: found.note.line,
    markdown: found.markdown,
    etag: etagOf(found.markdown),
    draft: found.note.draft,
    cards: found.note.cards.map((card) => card.id),
  };
}

/**
 * Replaces a note's Markdown. If the file has the new Markdown already, the change was made before.
 *
 * @param etag of the Markdown that the change was made from; if the note has changed since, nothing is written.
 * @throws LibraryError `changed`, `refused` if the Markdown isn't one note with the same id, `unknown`.
 */
export async function changeNote(
  store: Store,
  library: Library,
  id: NoteId,
  markdown: string,
  etag: string,
): Promise<NoteText> {
  const wanted = trimBlankLines(lfCopy(markdown)).text;
  await editNote(store, library, id, etag, (text, present) =>
    present === wanted ? null : replaceNote(text, id, markdown),
  );
  return readNote(store, library, id);
}

/** Removes a note from its file. Its cards are set aside and keep their history. @throws as `changeNote`. */
export async function deleteNote(store: Store, library: Library, id: NoteId, etag: string): Promise<void> {
  await editNote(store, library, id, etag, (text) => removeNote(text, id));
}

async function editNote(
  store: Store,
  library: Library,
  id: NoteId,
  etag: string,
  /** Returns null if there is nothing to do, whatever the etag. */
  change: (text: string, present: string) => string | null,
): Promise<void> {
  await library.change(async (editor) => {
    const { path } = await noteRow(store, id);
    await editor.edit(path, (text) => {
      const { markdown } = findNote(path, text, id);
      const changed = refusing(() => change(text ?? '', markdown));
      if (changed === null) return text ?? '';
      if (etagOf(markdown) !== etag) {
        throw new LibraryError(
          'changed',
          `The note "${id}" was changed in ${path} meanwhile. Nothing was overwritten. Load it again and make your change in what is there now.`,
          { path },
        );
      }
      return changed;
    });
  });
}

/**
 * Adds a note to a topic's deck, under the item's H2 if an item is named. Adding the same note again does nothing.
 *
 * @throws LibraryError `unknown` topic or item, `taken` id, `refused` text.
 */
export async function addNote(
  store: Store,
  library: Library,
  given: NewNote & { readonly topicId: TopicId; readonly item?: string },
): Promise<{ readonly id: NoteId; readonly added: boolean }> {
  return library.change(async (editor) => {
    const files = await topicFiles(store, given.topicId);
    const item = given.item === undefined ? null : itemNamed(files, given.item);
    const [draft] = await withIds(store, files.deckPath, [given]);
    if (!draft) throw new LibraryError('refused', 'A note needs a prompt.', { fault: { kind: 'no-prompt' } });
    let added = false;
    await editor.edit(files.deckPath, (text) => {
      const deck = addToDeck(text, files.topic, item, [draft]);
      added = deck.added.length > 0;
      return deck.text;
    });
    return { id: draft.id, added };
  });
}

/** The row of a note. @throws LibraryError `unknown`. */
export async function noteRow(store: Store, id: NoteId) {
  const row = await store.read
    .selectFrom('notes')
    .innerJoin('topics', 'topics.id', 'notes.topic_id')
    .select(['notes.id', 'notes.path', 'notes.topic_id', 'notes.live', 'topics.title'])
    .where('notes.id', '=', id)
    .executeTakeFirst();
  if (!row) throw new LibraryError('unknown', `There is no note "${id}".`);
  return row;
}

function findNote(path: string, text: string | null, id: NoteId): { note: Note; markdown: string } {
  const deck = text === null ? null : readDeck(path, text);
  if (deck && 'unreadable' in deck) {
    const { line, message, fault } = deck.unreadable;
    throw new LibraryError('unreadable', `${path}:${line} ${message}`, {
      path,
      fault,
      place: { of: 'deck', line },
    });
  }
  const note = deck?.notes.find((candidate) => candidate.id === id);
  if (!note || text === null) {
    throw new LibraryError('unknown', `${path} has no note "${id}" now. It may have been moved or removed.`);
  }
  return { note, markdown: noteMarkdown(text, note) };
}

function etagOf(markdown: string): string {
  return `"${hashOf(markdown).slice(0, 32)}"`;
}
