import type { MovingNote } from '../deck/move.ts';
import type { NoteId, TopicId } from '../schedule/ids.ts';
import type { Store } from '../store/store.ts';
import { LibraryError } from './errors.ts';
import type { Library } from './library.ts';
import { noteRow } from './notes.ts';
import { itemNamed, topicFiles } from './topic-files.ts';
import { held } from './work.ts';

export interface NoteMove {
  readonly noteIds: readonly NoteId[];
  readonly topicId: TopicId;
  /** The text of the topic's item to move them under; absent: above the first H2. */
  readonly item?: string;
}

/** A moved note with its place before and after. */
export interface NoteMoved {
  readonly id: NoteId;
  readonly from: string;
  readonly path: string;
}

/**
 * Moves notes to a topic, under one of its items. They keep their ids, and so their history. They are written to the
 * new place before they are removed from the old one. So nothing is lost if the move is interrupted, and repeating it
 * completes it.
 *
 * @throws LibraryError `unknown` topic, item or note; `refused` if a deck can't take the change; `changed`.
 */
export async function moveNotes(
  store: Store,
  library: Library,
  { noteIds, topicId, item: itemText }: NoteMove,
): Promise<readonly NoteMoved[]> {
  return library.change(async (editor) => {
    const target = await topicFiles(store, topicId);
    const item = itemText === undefined ? null : itemNamed(target, itemText);
    const path = target.deckPath;
    const rows = await Promise.all([...new Set(noteIds)].map((id) => liveNote(store, id)));
    const staying = rows.filter((row) => row.path === path).map(({ id }) => id);
    const leaving = new Map<string, readonly MovingNote[]>();
    for (const from of new Set(rows.map((row) => row.path))) {
      if (from === path) continue;
      const ids = rows.filter((row) => row.path === from).map(({ id }) => id);
      leaving.set(from, await notesToMove(library, from, ids, path));
    }
    const coming = [...leaving.values()].flat();
    const arrive = (text: string | null) =>
      library.texts.run('moveIn', path, text, target.topic.title, item, coming, staying);
    // Whether any of the decks refuses must be known before one of them is written.
    await arrive(await library.textToChange(path));

    await editor.edit(path, arrive);
    for (const [from, notes] of leaving) {
      await editor.edit(from, (text) => library.texts.run('moveOut', from, text, notes));
    }
    return rows.map((row) => ({ id: row.id, from: row.path, path }));
  });
}

async function liveNote(store: Store, id: NoteId) {
  const row = await noteRow(store, id);
  if (row.live === 1) return row;
  throw new LibraryError('unknown', `The decks have no note "${id}" now. It may have been removed.`);
}

async function notesToMove(
  library: Library,
  from: string,
  ids: readonly NoteId[],
  to: string,
): Promise<readonly MovingNote[]> {
  const text = held(from, await library.textToChange(from));
  return library.texts.run('notesToMove', from, text, ids, to);
}
