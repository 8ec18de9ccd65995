// Moves notes between decks and sections.
import type { NoteId } from '../schedule/ids.ts';
import { readBlocks, walk } from './blocks.ts';
import { noteMarkdown, removeNote } from './edit.ts';
import { destinationsIn, resolveLink } from './links.ts';
import type { Deck, Note } from './types.ts';
import { DeckEditError, noNote, readForEdit } from './verify.ts';
import { newDeck, putUnder, type SectionOfItem, sectionOf } from './write.ts';

/** A note that is being moved, with its lines as they are in the deck that it leaves. */
export interface MovingNote {
  readonly id: NoteId;
  readonly markdown: string;
  /** The link definitions of that deck, as Markdown. */
  readonly links: string;
}

/** The notes of a deck with these ids, ready to move. @throws DeckEditError if one is missing. */
export function movingNotes(text: string, ids: readonly NoteId[]): readonly MovingNote[] {
  const deck = readForEdit(text);
  return ids.map((id) => ({
    id,
    markdown: noteMarkdown(text, noteIn(deck, id)),
    links: deck.linkDefinitions,
  }));
}

/**
 * Puts notes of other decks into one, as they are written, with the link definitions that they use. A note that is
 * there already stays as it is: a move was interrupted before the note was removed from its old deck.
 *
 * @param text of the deck, or null for a new one
 * @throws DeckEditError where the deck holds the id with another text, or means something else by a link's name
 */
export function moveIn(
  text: string | null,
  title: string,
  section: SectionOfItem | null,
  notes: readonly MovingNote[],
): string {
  const old = text ?? newDeck(title);
  const deck = readForEdit(old);
  const missing = notes.filter((note) => !isThere(old, deck, note));
  if (missing.length === 0) return old;
  const known = definitionsIn(deck.linkDefinitions);
  const coming = missing.map((note) => ({ id: note.id, markdown: withDefinitions(note, known) }));
  return putUnder(old, deck, section, coming);
}

/** Removes notes that another deck has by now. @throws DeckEditError if one was changed since it was read. */
export function moveOut(text: string, notes: readonly MovingNote[]): string {
  const deck = readForEdit(text);
  for (const { id, markdown } of notes) {
    if (noteMarkdown(text, noteIn(deck, id)) !== markdown)
      throw new DeckEditError(`The note “${id}” was changed while it was moved. Move it again.`, {
        kind: 'note-moved',
        id,
      });
  }
  return notes.reduce((left, { id }) => removeNote(left, id), text);
}

/** Moves notes of a deck under another of its H2s; those already there stay. */
export function moveWithin(text: string, section: SectionOfItem | null, ids: readonly NoteId[]): string {
  const deck = readForEdit(text);
  const place = section ? sectionOf(deck, section) : null;
  const away = ids.filter((id) => noteIn(deck, id).section !== place);
  if (away.length === 0) return text;
  const notes = movingNotes(text, away);
  const left = moveOut(text, notes);
  return putUnder(left, readForEdit(left), section, notes);
}

/**
 * Refuses relative links: in another folder they would lead elsewhere.
 * @throws DeckEditError that names the link
 */
export function refuseRelativeLinks({ id, markdown }: MovingNote, fromPath: string): void {
  const relative = destinationsIn(markdown).find((link) => resolveLink(fromPath, link) !== 'elsewhere');
  if (relative === undefined) return;
  throw new DeckEditError(
    `The note “${id}” links to “${relative}”, which lies in its plan's folder. Move it by hand, with what it links to, or remove the link first.`,
    { kind: 'relative-link', id, link: relative },
  );
}

function noteIn(deck: Deck, id: NoteId): Note {
  const note = deck.notes.find((candidate) => candidate.id === id);
  if (note) return note;
  throw noNote(id);
}

function isThere(text: string, deck: Deck, { id, markdown }: MovingNote): boolean {
  const there = deck.notes.find((note) => note.id === id);
  if (!there) return false;
  const held = noteMarkdown(text, there);
  const more = held.startsWith(markdown) ? held.slice(markdown.length).trim() : null;
  if (more !== null && [...definitionsIn(more).values()].join('\n') === more) return true;
  throw new DeckEditError(
    `Both decks hold a note “${id}”, with different texts. Keep one of them and delete the other in its file, then try again.`,
    { kind: 'two-texts', id },
  );
}

function withDefinitions({ id, markdown, links }: MovingNote, known: ReadonlyMap<string, string>): string {
  const own = definitionsIn(markdown);
  const text = markdown.toLowerCase();
  const used = [...definitionsIn(links)].filter(([name]) => own.has(name) || text.includes(`[${name}]`));
  for (const [name, definition] of used) {
    if ((known.get(name) ?? definition) !== definition)
      throw new DeckEditError(
        `The note “${id}” uses the link “[${name}]”, which means something else in the other deck. Give the link another name first.`,
        { kind: 'other-link', id, link: name },
      );
  }
  const missing = used.flatMap(([name, definition]) =>
    own.has(name) || known.has(name) ? [] : [definition],
  );
  return missing.length === 0 ? markdown : `${markdown}\n\n${missing.join('\n')}`;
}

/** Link definitions by name, in lower case. */
function definitionsIn(markdown: string): ReadonlyMap<string, string> {
  const definitions = new Map<string, string>();
  if (!markdown.includes(']:')) return definitions;
  for (const { token } of walk(readBlocks(markdown).map((block) => block.token))) {
    if (token.type === 'def' && !definitions.has(token.tag)) definitions.set(token.tag, token.raw.trim());
  }
  return definitions;
}
