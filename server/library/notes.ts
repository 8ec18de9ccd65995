// Reads, adds, changes and deletes notes.
import { lfCopy, trimBlankLines } from '../deck/blocks.ts';
import type { NoteId, TopicId } from '../schedule/ids.ts';
import type { Store } from '../store/store.ts';
import { LibraryError } from './errors.ts';
import type { Library } from './library.ts';
import { itemNamed, type NewNote, topicFiles, withIds } from './topic-files.ts';
import type { NoteInFile } from './work.ts';

/** A note as it is in its file now. */
export interface NoteText extends NoteInFile {
  readonly id: NoteId;
  readonly topic: { readonly id: TopicId; readonly title: string };
  readonly path: string;
}

/** Reads a note from its file. @throws LibraryError `unknown` if the decks have no such note now. */
export async function readNote(store: Store, library: Library, id: NoteId): Promise<NoteText> {
  const row = await noteRow(store, id);
  const found = await library.texts.run('note', row.path, await library.text(row.path), id);
  return { id, topic: { id: row.topic_id, title: row.title }, path: row.path, ...found };
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
  await editNote(store, library, id, etag, wanted);
  return readNote(store, library, id);
}

/** Removes a note from its file. Its cards are set aside and keep their history. @throws as `changeNote`. */
export async function deleteNote(store: Store, library: Library, id: NoteId, etag: string): Promise<void> {
  await editNote(store, library, id, etag, null);
}

async function editNote(
  store: Store,
  library: Library,
  id: NoteId,
  etag: string,
  markdown: string | null,
): Promise<void> {
  await library.change(async (editor) => {
    const { path } = await noteRow(store, id);
    await editor.edit(path, (text) => library.texts.run('changeNote', path, text, id, etag, markdown));
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
    await editor.edit(files.deckPath, async (text) => {
      const deck = await library.texts.run('addNotes', files.deckPath, text, files.topic, item, [draft]);
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
