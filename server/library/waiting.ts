// Notes without an id: which of them get one, and what is said of them until then.
import type { Deck, Problem } from '../deck/types.ts';
import type { FileRow } from '../store/tables.ts';
import type { BoundShelf } from './bind.ts';
import type { ListedFile } from './folder.ts';
import { lostIn, lostProblems, type MissingIds, missingIds, notesWithoutId } from './lost.ts';
import type { ScanMemory } from './memory.ts';
import { folderOf, nameOf } from './names.ts';
import type { Ownership } from './owners.ts';
import { problemsIn, type SortedPlan } from './sorted.ts';

export const WITHOUT_ID = 'note-without-id';

/** A deck with notes that get an id once it is quiet. */
export interface WaitingDeck {
  readonly file: ListedFile;
  /** The SHA-256 of the bytes that `missing` was made from. */
  readonly hash: string;
  readonly missing: MissingIds;
}

/** The decks with notes that get an id once their files are quiet. */
export function waitingDecks(listed: readonly ListedFile[], memory: ScanMemory): readonly WaitingDeck[] {
  return listed.flatMap((file) => {
    const known = memory.parsed.get(file.path);
    const missing = memory.missing.get(file.path);
    if (known?.stamp !== file.stamp || known.parsed.kind !== 'deck' || !missing) return [];
    const waiting = notesWithoutId(known.parsed.deck);
    return waiting.some(({ line }) => !missing.held.has(line)) ? [{ file, hash: known.hash, missing }] : [];
  });
}

/** Whether it has notes that wait for their ids, perhaps since an earlier process. */
export function waitsForIds(row: FileRow): boolean {
  return row.problems.includes(`"${WITHOUT_ID}"`) || row.problems.includes('"id-lost"');
}

interface Around {
  readonly memory: ScanMemory;
  /** The ids that some deck has. */
  readonly present: ReadonlySet<string>;
  readonly known: ReadonlyMap<string, FileRow>;
}

/** Decides which notes of a plan's decks get an id, and says which wait. */
export function settleMissing(
  { planId, notesBefore, files, former }: SortedPlan,
  { topicOf, standIns }: BoundShelf,
  { memory, present, known }: Around,
  { decks, copies }: Ownership,
): readonly Problem[] {
  const names = new Set(files.map(({ path }) => nameOf(path)));
  const problems: Problem[] = [];
  for (const { path } of files) if (copies.has(path)) memory.missing.delete(path);
  for (const deck of decks) {
    if (folderOf(deck.path) !== planId) continue;
    memory.missing.delete(deck.path);
    const waiting = notesWithoutId(deck);
    if (waiting.length === 0) continue;
    if (standIns.has(deck.path)) {
      problems.push(...waiting.map(({ line }) => withoutIdIn(deck, line, 'Nothing is written into a copy.')));
      continue;
    }
    const topicId = topicOf.get(deck.path)?.row.id;
    const home = topicId?.slice(topicId.indexOf('/') + 1);
    const isBare = deck.notes.every(({ id }) => id === null);
    const waits = new Set(
      lostIn(problemsIn(known.get(former ? `${former}/${nameOf(deck.path)}.md` : deck.path))),
    );
    const gone = notesBefore.flatMap(({ id, prompt, path, live }) => {
      const name = nameOf(path);
      const isHere = name === nameOf(deck.path);
      const isHome = name === home && !names.has(name);
      if (present.has(id) || (!isHere && !isHome)) return [];
      return { id, prompt, justLost: (isHere && live === 1) || waits.has(id) || (isHome && isBare) };
    });
    const missing = missingIds(deck, gone);
    memory.missing.set(deck.path, missing);
    problems.push(...lostProblems(deck, missing));
    for (const { line } of waiting) {
      if (missing.held.has(line)) continue;
      const id = missing.back.get(line);
      problems.push(
        withoutIdIn(
          deck,
          line,
          `Tenax writes ${id === undefined ? 'one' : `its former id ${id}`} once the file has not changed for 10 s.`,
        ),
      );
    }
  }
  return problems;
}

function withoutIdIn({ path }: Deck, line: number, remedy: string): Problem {
  return {
    severity: 'warning',
    rule: WITHOUT_ID,
    path,
    line,
    message: `This note has no id yet, so it is not scheduled. ${remedy}`,
  };
}
