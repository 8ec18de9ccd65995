// Decides which note an id belongs to.
import type { Deck, Problem } from '../deck/types.ts';
import type { FileFault } from './faults.ts';

/** The file that a note's id belongs to, as last stored. */
export interface Owner {
  readonly path: string;
  readonly live: boolean;
}

export interface Ownership {
  /** The decks without the notes whose id another note owns. */
  readonly decks: readonly Deck[];
  /** A problem for each such note, and one for the owner of its id. */
  readonly problems: readonly Problem[];
}

/**
 * Decides which note an id belongs to. The file that already owned it keeps it as long as it has it, else the first
 * claim by path and line gets it. Every clash is reported on both sides.
 *
 * @param holds whether a file that is not among `decks` still has the id.
 */
export function settleOwners(
  decks: readonly Deck[],
  owners: ReadonlyMap<string, Owner>,
  holds: (path: string, id: string) => boolean,
): Ownership {
  const claims = claimsOf(decks);
  const problems: Problem[] = [];
  const lost = new Set<Claim>();
  for (const [id, claimants] of claims) {
    const owner = owners.get(id);
    const winner = claimants.find(({ path }) => path === owner?.path);
    const elsewhere = !winner && owner?.live && holds(owner.path, id) ? owner.path : null;
    const kept = elsewhere === null ? (winner ?? claimants[0]) : undefined;
    for (const claim of claimants) {
      if (claim === kept) continue;
      lost.add(claim);
      problems.push(clash(claim, id, kept ? `${kept.path}:${kept.line}` : `${elsewhere}`, false));
      if (kept) problems.push(clash(kept, id, `${claim.path}:${claim.line}`, true));
    }
  }
  const lostAt = new Set([...lost].map(({ path, line }) => `${path}:${line}`));
  return {
    decks: decks.map((deck) => ({
      ...deck,
      notes: deck.notes.filter((note) => !lostAt.has(`${deck.path}:${note.line}`)),
    })),
    problems,
  };
}

interface Claim {
  readonly path: string;
  readonly line: number;
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
  const fault: FileFault = { kind: keeps ? 'id-used-again' : 'id-elsewhere', id, other };
  return {
    severity: 'error',
    rule: 'duplicate-id',
    path,
    line,
    message: keeps
      ? `The id "${id}" is used again at ${other}. This note keeps it; give the other one an id of its own.`
      : `The id "${id}" belongs to the note at ${other}. Give this note an id of its own: until then it has no cards.`,
    fault,
  };
}
