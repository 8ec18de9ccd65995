// Finds the ids that a deck lost because its comments were removed, and the notes that they belong to.
import type { Deck, Note, Problem } from '../deck/types.ts';
import { normaliseText } from '../plan/text.ts';
import type { NoteId } from '../schedule/ids.ts';
import type { FileFault } from './faults.ts';

/** A note that was in a deck and is in no file now. */
export interface GoneNote {
  readonly id: NoteId;
  readonly prompt: string;
  /** Whether it went since its deck was read last, or before that and the deck waits for it since. */
  readonly justLost: boolean;
}

/** What becomes of the notes of a deck that have no id, by their lines. */
export interface MissingIds {
  /** Notes that get an id back. */
  readonly back: ReadonlyMap<number, NoteId>;
  /** Notes that get none: each may be one that lost its id. */
  readonly held: ReadonlySet<number>;
  /** The lost ids that belong to none of `back`. */
  readonly lost: readonly NoteId[];
}

const NAMED = 5;
const WRONG_IDS: readonly string[] = ['misplaced-id', 'malformed-id'];

/**
 * Gives ids back to notes without one. An id goes back to the only note that has the prompt of the only gone note with
 * this prompt. While other ids that were just lost are left, no other note gets a new id: it would lose its history.
 */
export function missingIds(deck: Deck, gone: readonly GoneNote[]): MissingIds {
  const waiting = notesWithoutId(deck);
  const notesOf = byPrompt(waiting);
  const allOf = byPrompt(gone);
  const justOf = byPrompt(gone.filter(({ justLost }) => justLost));
  const back = new Map<number, NoteId>();
  for (const [prompt, notes] of notesOf) {
    const [note, another] = notes;
    const [lost, second] = justOf.get(prompt) ?? allOf.get(prompt) ?? [];
    if (note && !another && lost && !second) back.set(note.line, lost.id);
  }
  const given = new Set(back.values());
  const lost = gone.filter(({ id, justLost }) => justLost && !given.has(id)).map(({ id }) => id);
  const held = lost.length === 0 ? [] : waiting.filter(({ line }) => !back.has(line)).map(({ line }) => line);
  return { back, held: new Set(held), lost: held.length === 0 ? [] : lost };
}

/** The notes that wait for an id. One whose id is in the wrong place or form is left to its author. */
export function notesWithoutId({ notes, problems }: Deck): readonly Note[] {
  const wrong = problems.filter(({ rule }) => WRONG_IDS.includes(rule)).map(({ line }) => line);
  return notes.filter(
    (note) => note.id === null && !wrong.some((line) => note.line <= line && line <= note.endLine),
  );
}

/** The ids that notes of a deck get, by their lines: null for none, absent for a new one. */
export function idsFor(deck: Deck, { back, held }: MissingIds): ReadonlyMap<number, NoteId | null> {
  const waiting = new Set(notesWithoutId(deck));
  const none = deck.notes.filter((note) => note.id === null && (held.has(note.line) || !waiting.has(note)));
  return new Map<number, NoteId | null>([...back, ...none.map(({ line }) => [line, null] as const)]);
}

/** A problem for each note that gets no id. */
export function lostProblems({ path }: Deck, { held, lost }: MissingIds): readonly Problem[] {
  const ids = `${lost.slice(0, NAMED).join(', ')}${lost.length > NAMED ? ', …' : ''}`;
  const fault: FileFault = { kind: 'id-lost', ids, lost };
  return [...held].map((line) => ({
    severity: 'error',
    rule: 'id-lost',
    path,
    line,
    message: `The note has no id, and its deck just lost these: ${ids}. A new id would cut a note off from its history, so it gets none by itself. Write its id back under the heading, <!-- id: … -->; if the note is new, write an id of your own.`,
    fault,
  }));
}

/** The lost ids that stored problems name. */
export function lostIn(problems: readonly Problem[]): readonly NoteId[] {
  return problems.flatMap(({ fault }) => (isLost(fault) ? fault.lost : []));
}

function isLost(fault: Problem['fault']): fault is Extract<FileFault, { kind: 'id-lost' }> {
  return fault?.kind === 'id-lost';
}

function byPrompt<T extends { readonly prompt: string }>(
  notes: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const note of notes) {
    const prompt = normaliseText(note.prompt);
    const alike = found.get(prompt);
    if (alike) alike.push(note);
    else found.set(prompt, [note]);
  }
  return found;
}
