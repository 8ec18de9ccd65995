// Writes notes into a deck.

import type { ItemKind } from '../plan/types.ts';
import type { NoteId } from '../schedule/ids.ts';
import { lfCopy, trimBlankLines } from './blocks.ts';
import { readNoteComment, writeNoteComment } from './comment.ts';
import { finishLast, isBlank, lineEndOf, splitLines, toLines } from './lines.ts';
import type { Deck, NoteDraft, Section } from './types.ts';
import { DeckEditError, keepingOthers, readForEdit, readOneNote } from './verify.ts';

/** The item under whose H2 notes go. */
export interface SectionOfItem {
  readonly kind: ItemKind;
  readonly text: string;
  /** Whether an H2 with this text is the item's, aliases included; by default the text must be equal. */
  readonly isSame?: (sectionText: string) => boolean;
}

export interface NewNotes {
  /** H1 of the deck where it is new. */
  readonly title: string;
  /** null: the notes belong to no item and stand above the first H2. */
  readonly section: SectionOfItem | null;
  readonly notes: readonly NoteDraft[];
}

/**
 * A note as Markdown, without a final line end. Reading it gives back what was written: the prompt trimmed,
 * the body with `\n` line ends and without blank lines at both ends.
 * @throws DeckEditError where the prompt is not one line, an id, tag or heading would break the format, or the
 * body would not stay the body of one note.
 */
export function writeNote(draft: NoteDraft): string {
  const body = bodyOf(draft);
  const comment = writeNoteComment(draft);
  const markdown = [headingLine('###', draft.prompt), comment, ...(body === '' ? [] : ['', body])].join('\n');
  const said = readNoteComment(comment);
  if (said?.id !== draft.id || String(said.tags) !== String(draft.tags ?? []) || said.faults.length > 0)
    throw new DeckEditError(
      `The id “${draft.id}” or the tags “${(draft.tags ?? []).join(', ')}” cannot stand in a comment. Use a–z, 0–9 and - in ids, and no commas, semicolons, colons, brackets or line ends in tags.`,
      { kind: 'malformed-comment', id: draft.id, tags: (draft.tags ?? []).join(', ') },
    );
  const note = readOneNote(markdown);
  if (note.prompt !== draft.prompt.trim() || note.body !== body || note.id !== draft.id)
    throw new DeckEditError(
      `The note “${draft.prompt}” would not be read as it is written. Simplify its prompt.`,
      { kind: 'not-as-written' },
    );
  return markdown;
}

/**
 * Appends notes under the H2 of their item, which is added at the end of the file if it is missing, and
 * changes nothing else. A note that is there already (the same id, or the same prompt under the
 * same H2) is not added again.
 * @param text the deck's text with any line ends, or null if there is no deck yet
 * @returns the new text and the ids of the notes added
 * @throws DeckEditError where the deck is unreadable, an id is another note's, or a note cannot be written
 */
export function addNotes(
  text: string | null,
  { title, section, notes }: NewNotes,
): { readonly text: string; readonly added: readonly NoteId[] } {
  const old = text ?? newDeck(title);
  const deck = readForEdit(old);
  const place = section && sectionOf(deck, section);
  const missing = notes.filter((note) => !isThere(deck, note, section, place));
  if (missing.length === 0) return { text: old, added: [] };
  const added = missing.map((note) => note.id);
  if (new Set(added).size < added.length)
    throw new DeckEditError(`Two of the new notes have one id: ${added.join(', ')}.`, {
      kind: 'ids-twice',
      ids: added.join(', '),
    });
  const written = missing.map((note) => ({ id: note.id, markdown: writeNote(note) }));
  return { text: putUnder(old, deck, section, written), added };
}

/** A deck that holds nothing yet. */
export function newDeck(title: string): string {
  return `${headingLine('#', title)}\n`;
}

/** The H2 of an item in a deck; undefined if the deck has none. */
export function sectionOf(deck: Deck, item: SectionOfItem): Section | undefined {
  return deck.sections.find(
    (section) => section.text === item.text.trim() || item.isSame?.(section.text) === true,
  );
}

/**
 * Puts notes, as they are written, at the end of their item's section, which is added at the end of the file if it
 * is missing.
 * @param deck what `readForEdit` made of this very text
 * @param section null: above the first H2
 */
export function putUnder(
  text: string,
  deck: Deck,
  section: SectionOfItem | null,
  notes: readonly { readonly id: string; readonly markdown: string }[],
): string {
  const place = section && sectionOf(deck, section);
  const heading = section && !place ? [sectionHeading(section, deck)] : [];
  const markdown = [...heading, ...notes.map((note) => note.markdown)].join('\n\n');
  const lines = splitLines(text);
  const at = insertionPoint(deck, lines, section, place);
  return keepingOthers(
    deck,
    insertAt(lines, at, markdown, lineEndOf(text)),
    new Set(notes.map((note) => note.id)),
  );
}

function isThere(
  deck: Deck,
  draft: NoteDraft,
  item: SectionOfItem | null,
  place: Section | null | undefined,
): boolean {
  const prompt = draft.prompt.trim();
  const owner = deck.notes.find((note) => note.id === draft.id);
  if (owner && owner.prompt !== prompt)
    throw new DeckEditError(`The id “${draft.id}” already belongs to “${owner.prompt}”. Choose another id.`, {
      kind: 'id-owned',
      id: draft.id,
      prompt: owner.prompt,
    });
  if (owner) return true;
  const inPlace = item
    ? place && deck.notes.filter((note) => note.section === place)
    : deck.notes.filter((note) => !note.section);
  return inPlace?.some((note) => note.prompt === prompt) === true;
}

/** How many lines come before the new ones: up to the last line of the item's section that is not blank. */
function insertionPoint(
  deck: Deck,
  lines: readonly string[],
  item: SectionOfItem | null,
  place: Section | null | undefined,
): number {
  const next =
    item && !place ? undefined : deck.sections.find((section) => section.line > (place?.line ?? 0));
  let at = next ? next.line - 1 : lines.length;
  while (at > 0 && isBlank(lines[at - 1] ?? '')) at--;
  return at;
}

function insertAt(lines: readonly string[], at: number, markdown: string, lineEnd: string): string {
  const below = lines.slice(at);
  const blankLine = below[0] !== undefined && !isBlank(below[0]) ? [lineEnd] : [];
  return [
    ...finishLast(lines.slice(0, at), lineEnd),
    lineEnd,
    ...toLines(markdown, lineEnd),
    ...blankLine,
    ...below,
  ].join('');
}

/** In the deck's own style: if its headings have no `Covered:` or `Gap:`, the new one has none either. */
function sectionHeading({ kind, text }: SectionOfItem, { sections }: Deck): string {
  const isPlain = sections.length > 0 && sections.every(({ advice }) => advice === null);
  const advice = isPlain ? '' : kind === 'gap' ? 'Gap: ' : 'Covered: ';
  return headingLine('##', `${advice}${text.trim()}`);
}

/** Closing hashes are dropped by readers, so a text that ends in some gets one more. */
function headingLine(hashes: string, text: string): string {
  const trimmed = text.trim();
  if (trimmed === '' || /[\n\r\u2028\u2029]/.test(trimmed))
    throw new DeckEditError(
      `“${trimmed}” cannot be a heading. Write one line of text; details belong in the answer.`,
      { kind: 'no-heading', text: trimmed },
    );
  return `${hashes} ${trimmed}${/(?:^|[ \t])#+$/.test(trimmed) ? ' #' : ''}`;
}

function bodyOf(draft: NoteDraft): string {
  return trimBlankLines(lfCopy(draft.body)).text;
}
