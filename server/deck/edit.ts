// Edits a deck: writes ids, replaces and removes notes.
import type { NoteId } from '../schedule/ids.ts';
import { lfCopy, readBlocks, trimBlankLines } from './blocks.ts';
import { readNoteComment } from './comment.ts';
import { freeId, slugOf } from './ids.ts';
import { finishLast, isBlank, lineEndOf, splitLines, toLines } from './lines.ts';
import type { Deck, Note } from './types.ts';
import { DeckEditError, keepingOthers, noNote, readForEdit, readOneNote } from './verify.ts';

/** A note's Markdown as in the file, with heading and comment, and with `\n` line ends. */
export function noteMarkdown(text: string, note: Note): string {
  return lfCopy(text)
    .split('\n')
    .slice(note.line - 1, note.endLine)
    .join('\n');
}

/**
 * Gives every note without an id one: the slug of its prompt, into its comment or into a new line under its
 * heading. For each note one line is added or altered; everything else stays, byte for byte. A note that does not
 * await one is left to its author.
 * @param deck what `readDeck` made of this very text
 * @param isTaken whether an id was ever known in the library; the deck's own ids need not be included
 * @param given the ids of some notes by the lines of their headings; null: the note gets none
 * @returns the text, and the ids with the lines of their headings in the text handed in
 */
export function writeIds(
  text: string,
  deck: Deck,
  isTaken: (id: NoteId) => boolean,
  given: ReadonlyMap<number, NoteId | null> = new Map(),
): { readonly text: string; readonly assigned: readonly { readonly line: number; readonly id: NoteId }[] } {
  const lines = splitLines(text);
  const lineEnd = lineEndOf(text);
  const taken = new Set([...deck.notes.map((note) => note.id), ...given.values()]);
  const assigned: { note: Note; id: NoteId }[] = [];
  for (const note of deck.notes) {
    if (!note.awaitsId) continue;
    const own = given.get(note.line);
    if (own === null) continue;
    const id = own ?? freeId(slugOf(note.prompt), (candidate) => taken.has(candidate) || isTaken(candidate));
    taken.add(id);
    assigned.push({ note, id });
  }
  for (const { note, id } of assigned.toReversed()) writeId(lines, note, id, lineEnd);
  return { text: lines.join(''), assigned: assigned.map(({ note, id }) => ({ line: note.line, id })) };
}

/**
 * Puts new Markdown in the place of a note.
 * @throws DeckEditError where the note is not there, or the Markdown is not exactly one note with the same id
 */
export function replaceNote(text: string, noteId: NoteId, markdown: string): string {
  const deck = readForEdit(text);
  const note = noteOf(deck, noteId);
  const { text: next } = trimBlankLines(lfCopy(markdown));
  const { id } = readOneNote(next);
  if (id !== noteId)
    throw new DeckEditError(
      `The note's id was “${noteId}” and would become ${id === null ? 'none' : `“${id}”`}. Ids never change: keep <!-- id: ${noteId} --> under the heading.`,
      { kind: 'id-changed', id: noteId },
    );
  const lines = splitLines(text);
  const below = lines.slice(note.endLine);
  const written = toLines(next, lineEndOf(text));
  if (below.length === 0 && !/[\r\n]$/.test(lines.at(-1) ?? ''))
    written.push((written.pop() ?? '').replace(/[\r\n]+$/, ''));
  if (!isBlank(below[0] ?? '') && runsOn(next)) written.push(lineEndOf(text));
  return keepingOthers(
    deck,
    [...lines.slice(0, note.line - 1), ...written, ...below].join(''),
    new Set([noteId]),
  );
}

/** Whether a note would swallow a heading in the next line: an HTML block goes on until an empty line. */
function runsOn(markdown: string): boolean {
  return readForEdit(`# Deck\n${markdown}\n### Next\n`).notes.length === 1;
}

/**
 * Removes a note. Its link definitions stay, since they serve the whole file.
 * @throws DeckEditError where the note is not there
 */
export function removeNote(text: string, noteId: NoteId): string {
  const deck = readForEdit(text);
  const note = noteOf(deck, noteId);
  const lines = splitLines(text);
  const lineEnd = lineEndOf(text);
  const definitions = definitionsIn(noteMarkdown(text, note));
  // The empty line keeps them from continuing a paragraph above.
  const kept = definitions === '' ? [] : toLines(`\n${definitions}`, lineEnd);
  let above = note.line - 1;
  let below = note.endLine;
  if (kept.length === 0) {
    while (below < lines.length && isBlank(lines[below] ?? '')) below++;
    if (below === lines.length) while (above > 0 && isBlank(lines[above - 1] ?? '')) above--;
  }
  const next = [...finishLast(lines.slice(0, above), lineEnd), ...kept, ...lines.slice(below)].join('');
  return keepingOthers(deck, next, new Set([noteId]));
}

function definitionsIn(markdown: string): string {
  return readBlocks(markdown)
    .filter(({ token }) => token.type === 'def')
    .map(({ token }) => token.raw.trim())
    .join('\n');
}

function noteOf(deck: Deck, noteId: NoteId): Note {
  const notes = deck.notes.filter((note) => note.id === noteId);
  const [note] = notes;
  if (!note) throw noNote(noteId);
  if (notes.length > 1)
    throw new DeckEditError(
      `The deck has two notes “${noteId}”, in lines ${notes.map(({ line }) => line).join(' and ')}. Give one of them another id first.`,
      { kind: 'note-twice', id: noteId, lines: notes.map(({ line }) => line).join(', ') },
    );
  return note;
}

/** The comment under a note's heading, and the line where it begins. */
function commentUnder(lines: readonly string[], note: Note) {
  let at = note.line;
  while (at < note.endLine && isBlank(lines[at] ?? '')) at++;
  const first = lines[at] ?? '';
  if (!/^ {0,3}<!--/.test(first)) return null;
  const comment = readNoteComment(lfCopy(lines.slice(at, note.endLine).join('')));
  return comment && { ...comment, line: at + 1 };
}

function writeId(lines: string[], note: Note, id: NoteId, lineEnd: string): void {
  const comment = commentUnder(lines, note);
  if (comment) {
    const before = lfCopy(lines.slice(comment.line - 1, note.endLine).join(''))
      .slice(0, comment.keysAt)
      .split('\n');
    const at = comment.line - 2 + before.length;
    const column = before.at(-1)?.length ?? 0;
    const line = lines[at] ?? '';
    lines[at] = `${line.slice(0, column)}id: ${id}; ${line.slice(column)}`;
    return;
  }
  const heading = lines[note.line - 1] ?? '';
  const end = /[\r\n]+$/.exec(heading)?.[0] ?? '';
  if (end === '') lines[note.line - 1] = `${heading}${lineEnd}<!-- id: ${id} -->`;
  else lines.splice(note.line, 0, `<!-- id: ${id} -->${end}`);
}
