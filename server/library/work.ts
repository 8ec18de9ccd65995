// What is worked out of the texts of files: pure, and as slow as a text wants it to be.
import { derive } from '../deck/derive.ts';
import { noteMarkdown, removeNote, replaceNote, writeIds } from '../deck/edit.ts';
import { slugOf } from '../deck/ids.ts';
import { rehearse } from '../deck/lint.ts';
import {
  type MovingNote,
  moveIn,
  moveOut,
  moveWithin,
  movingNotes,
  refuseRelativeLinks,
} from '../deck/move.ts';
import { readDeck } from '../deck/read.ts';
import type { Note, NoteDraft } from '../deck/types.ts';
import { addGap } from '../plan/edit.ts';
import { writeRetentionBlock } from '../plan/retention-block.ts';
import type { Item } from '../plan/types.ts';
import type { CardId, NoteId } from '../schedule/ids.ts';
import type { TopicRow } from '../store/tables.ts';
import { LibraryError } from './errors.ts';
import { hashOf } from './folder.ts';
import { idsFor, type MissingIds } from './lost.ts';
import { parseFile } from './parsed.ts';
import { addToDeck, type ItemOfSection, refusing, sectionOfItem } from './topic-files.ts';

/** What is read of a note in its file. */
export interface NoteInFile {
  readonly line: number;
  readonly markdown: string;
  /** Changes with the Markdown. */
  readonly etag: string;
  readonly draft: boolean;
  readonly cards: readonly CardId[];
}

/**
 * Functions of the text of a file, which is null where there is no file. The path comes first, the text second; the text
 * that they return is that of the file afterwards. @throws LibraryError
 */
export const work = {
  /** @param size of the file, of which at most the limit was read, in bytes */
  parse: (path: string, bytes: Uint8Array, isPlan: boolean, size: number) =>
    parseFile({ path, isPlan }, bytes, size),

  note(path: string, text: string | null, id: NoteId): NoteInFile {
    const { note, markdown } = findNote(path, text, id);
    const { line, draft, cards } = note;
    return { line, markdown, etag: etagOf(markdown), draft, cards: cards.map((card) => card.id) };
  },

  /** Takes as long as the check of a note. */
  rehearse: (path: string, note: Note, lang: string | null, linkDefinitions: string) =>
    rehearse({ path, lang, linkDefinitions }, note),

  /** @param markdown of the note, or null to remove it; @param etag of the note that the change was made from */
  changeNote(path: string, text: string | null, id: NoteId, etag: string, markdown: string | null): string {
    const { markdown: present } = findNote(path, text, id);
    const file = text ?? '';
    const changed = refusing(() => {
      if (markdown === null) return removeNote(file, id);
      return present === markdown ? null : replaceNote(file, id, markdown);
    });
    if (changed === null) return file;
    if (etagOf(present) === etag) return changed;
    throw new LibraryError(
      'changed',
      `The note "${id}" was changed in ${path} meanwhile. Nothing was overwritten. Load it again and make your change in what is there now.`,
      { path },
    );
  },

  /** Adds notes under an item's H2; returns the ids of the notes that were not there yet, too. */
  addNotes: (
    _path: string,
    text: string | null,
    topic: Pick<TopicRow, 'title'>,
    item: ItemOfSection | null,
    notes: readonly NoteDraft[],
  ) => addToDeck(text, topic, item, notes),

  /** The note that an item suggests, and the slug of its prompt. */
  derive(_path: string, item: Pick<Item, 'kind' | 'text' | 'detail'>, topicTitle: string) {
    const draft = derive(item, topicTitle);
    return { draft, slug: slugOf(draft.prompt) };
  },

  /** Gives the notes of a deck that may have one their former id, or one that is not taken. */
  writeIds(path: string, text: string, taken: readonly NoteId[], missing: MissingIds) {
    const deck = readDeck(path, text);
    if ('unreadable' in deck) return { text, assigned: [] };
    const ids = new Set(taken);
    return writeIds(text, deck, (id) => ids.has(id), idsFor(deck, missing));
  },

  /** Notes that can be moved to another deck. */
  notesToMove(path: string, text: string, ids: readonly NoteId[], to: string): readonly MovingNote[] {
    return refusing(() => {
      const notes = movingNotes(text, ids);
      if (folderOf(path) !== folderOf(to)) for (const note of notes) refuseRelativeLinks(note, path);
      moveOut(text, notes);
      return notes;
    });
  },

  /** Puts notes of other decks under an item, and those of this deck that are `staying`. */
  moveIn(
    path: string,
    text: string | null,
    title: string,
    item: ItemOfSection | null,
    coming: readonly MovingNote[],
    staying: readonly NoteId[],
  ): string {
    const section = item && sectionOfItem(item);
    return refusing(() =>
      moveWithin(
        coming.length > 0 ? moveIn(text, title, section, coming) : held(path, text),
        section,
        staying,
      ),
    );
  },

  moveOut: (path: string, text: string | null, notes: readonly MovingNote[]): string =>
    refusing(() => moveOut(held(path, text), notes)),

  addGap: (_path: string, text: string, topicTitle: string, gap: string) =>
    refusing(() => addGap(text, { title: topicTitle }, gap)),

  writeReport: (_path: string, text: string, lines: readonly string[]): string =>
    refusing(() => writeRetentionBlock(text, lines)),
};

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

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** The text of a deck whose notes move. @throws LibraryError if it is gone. */
export function held(path: string, text: string | null): string {
  if (text !== null) return text;
  throw new LibraryError('missing', `${path} is gone. Bring it back, then move the notes again.`, { path });
}
