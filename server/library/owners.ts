// Decides which note an id belongs to, and which decks are only copies of others.
import type { Deck, Note, Problem } from '../deck/types.ts';
import { sameSubject } from '../plan/spelling.ts';
import { normaliseText } from '../plan/text.ts';
import type { CopyFault, FileFault } from './faults.ts';
import { folderOf, nameOf, originalOf, originalsFirst } from './names.ts';

/** The file that a note's id belongs to, as last stored. */
export interface Owner {
  readonly path: string;
  readonly live: boolean;
}

/** What was stored of the files when they were read last. */
export interface OwnersBefore {
  /** The owners of the ids that changed files claim. A file that did not change owns what it claims. */
  readonly owners: ReadonlyMap<string, Owner>;
  readonly isUnchanged: (path: string) => boolean;
  /** Whether a file that is not among the decks still has its ids. */
  readonly isKept: (path: string) => boolean;
  /** Whether notes of a file were ever stored. */
  readonly wasDeck: (path: string) => boolean;
  /** The files that were copies, each with the file that it was a copy of. */
  readonly copyOf: ReadonlyMap<string, string>;
  /** The level-1 heading of a deck that can't be read now, as far as it is known. */
  readonly titleOf: (path: string) => string | undefined;
}

export const NO_OWNERS_BEFORE: OwnersBefore = {
  owners: new Map(),
  isUnchanged: () => false,
  isKept: () => false,
  wasDeck: () => false,
  copyOf: new Map(),
  titleOf: () => undefined,
};

export interface Ownership {
  /** The decks without copies, and without the notes whose id another note owns. */
  readonly decks: readonly Deck[];
  /** The copies, each with the file that it is a copy of. */
  readonly copies: ReadonlyMap<string, string>;
  /** A problem for each note whose id another owns, one for the owner, one for each copy and what only it has. */
  readonly problems: readonly Problem[];
}

/**
 * Decides which note an id belongs to. The file that already owned it keeps it as long as it has it, else the first
 * claim gets it: names that look like a copy's come last, then by path and line. Every clash is reported on both sides.
 * A deck of the same topic most of whose notes another deck owns is a copy of that one: it owns nothing.
 */
export function settleOwners(all: readonly Deck[], before: OwnersBefore): Ownership {
  const wereCopies = (path: string) => Number(before.copyOf.has(path));
  let decks = all.toSorted(
    (a, b) => wereCopies(a.path) - wereCopies(b.path) || originalsFirst(a.path, b.path),
  );
  const copies = new Map<string, Copy>();
  for (;;) {
    const settled = settle(decks, before);
    const found = copiesAmong(decks, settled, before);
    if (found.length === 0) {
      return {
        decks: settled.decks.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
        copies: new Map([...copies].map(([path, { of }]) => [path, of])),
        problems: [...settled.problems, ...[...copies.values()].flatMap(copyProblems)],
      };
    }
    // A copy of a copy may be one of the original, so it is looked at again.
    const among = new Set(found.map(({ deck }) => deck.path));
    const sure = found.filter(({ of }) => !among.has(of));
    for (const copy of sure.length > 0 ? sure : found.slice(0, 1)) copies.set(copy.deck.path, copy);
    decks = decks.filter(({ path }) => !copies.has(path));
  }
}

/** The file that a stored problem says its file is a copy of; null if it says nothing of the kind. */
export function copiedFrom(fault: Problem['fault']): string | null {
  return isOfCopy(fault) ? fault.of : null;
}

function isOfCopy(fault: Problem['fault']): fault is CopyFault {
  return fault?.kind === 'deck-copy' || fault?.kind === 'deck-copy-alone';
}

interface Settled {
  readonly decks: readonly Deck[];
  readonly problems: readonly Problem[];
  /** The file that owns the id of a note that lost it, by the note's place. */
  readonly lost: ReadonlyMap<string, string>;
}

function settle(decks: readonly Deck[], { owners, isKept, copyOf }: OwnersBefore): Settled {
  const problems: Problem[] = [];
  const lost = new Map<string, string>();
  for (const [id, claimants] of claimsOf(decks)) {
    const owner = owners.get(id);
    const original = owner && copyOf.get(owner.path);
    const winner =
      claimants.find(({ path }) => path === original) ?? claimants.find(({ path }) => path === owner?.path);
    const elsewhere = !winner && owner?.live && isKept(owner.path) ? owner.path : null;
    const kept = elsewhere === null ? (winner ?? claimants[0]) : undefined;
    for (const claim of claimants) {
      if (claim === kept) continue;
      lost.set(placeOf(claim), kept?.path ?? `${elsewhere}`);
      problems.push(clash(claim, id, kept ? placeOf(kept) : `${elsewhere}`, false));
      if (kept) problems.push(clash(kept, id, placeOf(claim), true));
    }
  }
  return {
    decks: decks.map((deck) => ({
      ...deck,
      notes: deck.notes.filter((note) => !lost.has(noteAt(deck, note))),
    })),
    problems,
    lost,
  };
}

interface Copy {
  readonly deck: Deck;
  readonly of: string;
  /** Its notes that the original has not. */
  readonly own: readonly Note[];
}

function copiesAmong(decks: readonly Deck[], settled: Settled, before: OwnersBefore): readonly Copy[] {
  const decksOf = new Map(decks.map((deck) => [deck.path, deck]));
  const withPrompt = new Map<string, Set<string>>();
  if (decks.some(({ notes }) => notes.some(({ id }) => id === null))) {
    for (const { path, notes } of decks) {
      for (const note of notes) {
        const key = promptKey(note);
        withPrompt.set(key, (withPrompt.get(key) ?? new Set()).add(path));
      }
    }
  }
  return decks.flatMap((deck) => {
    const owners = deck.notes.flatMap((note) => settled.lost.get(noteAt(deck, note)) ?? []);
    const alike = deck.notes.flatMap((note) =>
      note.id === null ? [...(withPrompt.get(promptKey(note)) ?? [])] : [],
    );
    const others = [...new Set([...owners, ...alike])].filter((path) => path !== deck.path);
    if (others.length === 0 || isSettled(deck, settled, before)) return [];
    const candidates = others.map(
      (path) => decksOf.get(path) ?? { path, title: before.titleOf(path), notes: [] },
    );
    return copyOfOne(deck, candidates, settled, before) ?? [];
  });
}

/** Which of some decks a deck is a copy of; null if of none. */
function copyOfOne(
  deck: Deck,
  candidates: readonly Titled[],
  settled: Settled,
  before: OwnersBefore,
): Copy | null {
  let best: Copy | null = null;
  for (const other of candidates) {
    if (!areRelated(deck, other, before)) continue;
    const isLostTo = (note: Note) => settled.lost.get(noteAt(deck, note)) === other.path;
    const sharesIds = deck.notes.some(isLostTo);
    if (!sharesIds && !outranks(other, deck, before)) continue;
    const prompts = new Set(deck.notes.some(({ id }) => id === null) ? other.notes.map(promptKey) : []);
    const own = deck.notes.filter(
      (note) => !isLostTo(note) && !(note.id === null && prompts.has(promptKey(note))),
    );
    const isMostlyDouble = own.length * 2 <= deck.notes.length;
    const isNamedAsCopy = sharesIds && originalOf(nameOf(deck.path)) === nameOf(other.path);
    if (!isMostlyDouble && !isNamedAsCopy) continue;
    if (best === null || own.length < best.own.length) best = { deck, of: other.path, own };
  }
  return best;
}

function promptKey({ prompt }: Note): string {
  return normaliseText(prompt);
}

function noteAt({ path }: Deck, { line }: Note): string {
  return placeOf({ path, line });
}

/** Whether a deck owns notes for longer than this scan, other than in the place of a lost original. */
function isSettled({ path, notes }: Deck, { lost }: Settled, before: OwnersBefore): boolean {
  if (before.copyOf.has(path)) return false;
  return notes.some(({ id, line }) => {
    if (id === null || lost.has(placeOf({ path, line }))) return false;
    const owner = before.owners.get(id);
    return owner ? owner.live && owner.path === path : before.isUnchanged(path);
  });
}

interface Titled {
  readonly path: string;
  readonly title: string | undefined;
  readonly notes: readonly Note[];
}

/** Whether two files may be copies of one another: decks of one topic, or of one name. */
function areRelated(deck: Deck, other: Titled, { copyOf }: OwnersBefore): boolean {
  if (copyOf.get(deck.path) === other.path) return true;
  const [name, otherName] = [nameOf(deck.path), nameOf(other.path)];
  if ((originalOf(name) ?? name) === (originalOf(otherName) ?? otherName)) return true;
  if (other.title === undefined || folderOf(deck.path) !== folderOf(other.path)) return false;
  return normaliseText(deck.title) === normaliseText(other.title) || sameSubject(deck.title, other.title);
}

/** Whether the first of two decks without shared ids is rather the original: known before, with ids, by its name. */
function outranks(one: Titled, other: Titled, { wasDeck }: OwnersBefore): boolean {
  const hasIds = ({ notes }: Titled) => Number(notes.some(({ id }) => id !== null));
  const known = Number(wasDeck(one.path)) - Number(wasDeck(other.path));
  return (known || hasIds(one) - hasIds(other) || originalsFirst(other.path, one.path)) > 0;
}

function copyProblems({ deck: { path }, of, own }: Copy): readonly Problem[] {
  const name = of.slice(of.indexOf('/') + 1);
  const of_ = folderOf(of) === folderOf(path) ? name : of;
  return [
    problemAt(path, 1, 'deck-copy', { kind: 'deck-copy', of }, [
      `The file is a copy of ${of_}, so nothing is asked from it and nothing is written into it.`,
      own.length > 0
        ? `Move the notes that only this file has into ${of_}, then delete this one.`
        : `Compare the two, then delete this one.`,
    ]),
    ...own.map(({ line }) =>
      problemAt(path, line, 'only-in-copy', { kind: 'only-in-copy', of }, [
        `Only this copy has the note, so it is not asked. Move it into ${of_}.`,
      ]),
    ),
  ];
}

function problemAt(
  path: string,
  line: number,
  rule: string,
  fault: FileFault,
  said: readonly string[],
): Problem {
  return { severity: 'error', rule, path, line, message: said.join(' '), fault };
}

interface Claim {
  readonly path: string;
  readonly line: number;
}

function placeOf({ path, line }: Claim): string {
  return `${path}:${line}`;
}

function claimsOf(decks: readonly Deck[]): ReadonlyMap<string, readonly Claim[]> {
  const claims = new Map<string, Claim[]>();
  for (const deck of decks) {
    for (const { id, line } of deck.notes) {
      if (id === null) continue;
      const claimants = claims.get(id) ?? [];
      claimants.push({ path: deck.path, line });
      claims.set(id, claimants);
    }
  }
  return claims;
}

function clash({ path, line }: Claim, id: string, other: string, keeps: boolean): Problem {
  return problemAt(
    path,
    line,
    'duplicate-id',
    { kind: keeps ? 'id-used-again' : 'id-elsewhere', id, other },
    [
      keeps
        ? `The id "${id}" is used again at ${other}. This note keeps it; give the other one an id of its own.`
        : `The id "${id}" belongs to the note at ${other}. Give this note an id of its own: until then it has no cards.`,
    ],
  );
}
