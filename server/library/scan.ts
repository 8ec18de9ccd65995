// Finds what changed in the decks folder, and stores it.
import { createHash } from 'node:crypto';
import type { Problem } from '../deck/types.ts';
import type { NoteId } from '../schedule/ids.ts';
import type { FileRow } from '../store/tables.ts';
import { yieldAfter } from '../store/yielding.ts';
import { type BoundNote, type BoundShelf, type BoundTopic, bindNotes, bindShelf } from './bind.ts';
import { type ListedFile, listLibrary, quietForMs, readListed } from './folder.ts';
import type { ScanMemory } from './memory.ts';
import { folderOf, nameOf } from './names.ts';
import { type Ownership, settleOwners } from './owners.ts';
import { type Parsed, unwritableProblems } from './parsed.ts';
import { type Alongside, type Moved, type PlanFindings, type Shelved, shelve } from './shelve.ts';
import { clashes, ownersBefore, type Seen, type SortedPlan, type StoredNote, sortPlans } from './sorted.ts';
import type { Texts } from './texts.ts';
import { settleMissing, type WaitingDeck, WITHOUT_ID, waitingDecks, waitsForIds } from './waiting.ts';

/** Yield to the event loop after this many. */
const NOTES_A_PIECE = 200;
/** A file changed less than this long ago may still be being written. */
const SETTLE_MS = 300;

export interface ScanHints {
  /** Files known to be complete, because Tenax itself has just written them. */
  readonly whole?: ReadonlySet<string>;
  readonly alongside?: Alongside;
}

export interface ScanReport {
  /** Whether anything was stored. */
  readonly changed: boolean;
  /** Files that may still be being written, so scan again in a moment. */
  readonly unsettled: readonly string[];
  /** Decks that have notes which wait for an id. */
  readonly withoutIds: readonly WaitingDeck[];
  /** The folders that could not be listed. Their cards stay as they were. */
  readonly unlisted: readonly Problem[];
  /** The folders that Tenax may have written into. */
  readonly folders: readonly string[];
}

/**
 * Compares the decks folder with the store, and stores what changed, one whole plan at a time. Files with the same
 * size, times and inode as before are not read.
 *
 * @throws LibraryError if the decks folder can't be listed; nothing is set aside then.
 */
export async function scan(
  library: Pick<Round, 'store' | 'moved' | 'shelved'> & {
    readonly root: string;
    readonly clock: () => number;
    readonly texts: Pick<Texts, 'parse'>;
  },
  memory: ScanMemory,
  hints: ScanHints = {},
): Promise<ScanReport> {
  const { store, root } = library;
  const { files: listed, folders, unlisted } = await listLibrary(root);
  const known = new Map(
    (await store.read.selectFrom('files').selectAll().execute()).map((row) => [row.path, row]),
  );
  const nowMs = library.clock();
  const unsettled = new Set(
    listed
      .filter((file) => known.get(file.path)?.stamp !== file.stamp)
      .filter((file) => quietForMs(file, nowMs) < SETTLE_MS && !hints.whole?.has(file.path))
      .map(({ path }) => path),
  );
  const changed = listed.filter(
    (file) => known.get(file.path)?.stamp !== file.stamp && !unsettled.has(file.path),
  );
  const present = new Set(listed.map(({ path }) => path));
  const gone = [...known.values()].filter(
    ({ path, plan_id: planId }) => !present.has(path) && !unlisted.has(planId),
  );
  const touched = new Set(
    [...changed, ...gone.map((row) => ({ planId: row.plan_id }))].map(({ planId }) => planId),
  );
  for (const row of known.values()) {
    if (unlisted.has(row.plan_id)) continue;
    const unread = waitsForIds(row) && !memory.parsed.has(row.path);
    if (unread || (touched.size > 0 && clashes(row))) touched.add(row.plan_id);
  }

  const read = new Map<string, Parsed | null>();
  for (const file of listed) {
    if (touched.has(file.planId)) read.set(file.path, await readFileOnce(library, file, memory, unsettled));
  }
  if (touched.size > 0) {
    await storeFindings({
      store,
      ...(library.moved && { moved: library.moved }),
      ...(library.shelved && { shelved: library.shelved }),
      listed,
      unlisted,
      touched,
      read,
      unsettled,
      unowned: new Set([
        ...listed.filter(({ path, stamp }) => known.get(path)?.stamp !== stamp).map(({ path }) => path),
        ...[...known.values()].filter(clashes).map(({ path }) => path),
      ]),
      gone,
      known,
      memory,
      ...(hints.alongside && { alongside: hints.alongside }),
    });
  }
  const plans = new Set([...known.values()].map((row) => row.plan_id));
  return {
    changed: touched.size > 0,
    unsettled: [...unsettled],
    withoutIds: waitingDecks(listed, memory),
    // Only the folder of a plan holds cards that are old now.
    unlisted: [...unlisted].map(([planId, found]) =>
      plans.has(planId) ? { ...found, severity: 'error' } : found,
    ),
    folders,
  };
}

/** A file's content; null if it is being written and this process has never read it. */
async function readFileOnce(
  { root, texts }: { readonly root: string; readonly texts: Pick<Texts, 'parse'> },
  file: ListedFile,
  memory: ScanMemory,
  unsettled: Set<string>,
): Promise<Parsed | null> {
  const before = memory.parsed.get(file.path);
  if (before?.stamp === file.stamp || (before && unsettled.has(file.path))) return before.parsed;
  const content = unsettled.has(file.path) ? null : await readListed(root, file);
  if (content === null) {
    unsettled.add(file.path);
    return before?.parsed ?? null;
  }
  const same = before !== undefined && content.hash !== '' && before.hash === content.hash;
  const parsed = same ? before.parsed : await texts.parse(file, content);
  memory.parsed.set(file.path, { stamp: content.stamp, hash: content.hash, parsed });
  return parsed;
}

interface Round extends Seen {
  readonly moved?: Moved;
  readonly shelved?: Shelved;
  readonly unsettled: ReadonlySet<string>;
  readonly gone: readonly FileRow[];
  readonly memory: ScanMemory;
  readonly alongside?: Alongside;
}

async function storeFindings(round: Round): Promise<void> {
  const { store, touched, memory } = round;
  const sorted = await sortPlans(round);
  const owned = settleOwners(
    sorted.flatMap(({ kinds }) => kinds.decks),
    await ownersBefore(round, sorted),
  );
  const present = new Set(owned.decks.flatMap(({ notes }) => notes.flatMap(({ id }) => id ?? [])));
  const signatures = new Map<string, string>();
  const plans: PlanFindings[] = [];
  const problems = [
    ...owned.problems,
    ...sorted.flatMap(({ problems: ofPlan, kinds }) => [...ofPlan, ...kinds.others.values()]),
  ];
  for (const plan of sorted) {
    const findings = await findingsOf(plan, round, owned, signatures);
    plans.push(findings);
    problems.push(...findings.shelf.problems);
    problems.push(...settleMissing(plan, findings.shelf, { memory, present, known: round.known }, owned));
  }
  const gone = round.gone.map(({ path }) => path);
  const files = fileRows(round, problems, new Set(sorted.flatMap(({ kinds }) => [...kinds.others.keys()])));
  let undo = () => {};
  try {
    await store.write(async (tx, pause) => {
      undo = await shelve(tx, { plans, files, gone }, pause, round.moved);
      await round.alongside?.(tx);
      await round.shelved?.(tx, [...touched, ...plans.flatMap(({ former }) => former ?? [])], pause);
    });
  } catch (error) {
    undo();
    throw error;
  }
  for (const [path, signature] of signatures) memory.stored.set(path, signature);
  for (const path of gone) {
    memory.parsed.delete(path);
    memory.stored.delete(path);
    memory.missing.delete(path);
  }
}

/** What is to be stored of a plan, and how its topics were found. */
type Found = PlanFindings & { readonly shelf: BoundShelf };

async function findingsOf(
  sorted: SortedPlan,
  { store, memory }: Round,
  { decks, copies }: Ownership,
  signatures: Map<string, string>,
): Promise<Found> {
  const { planId, row, plan, former, files, kinds, topicsBefore, notesBefore, copyOf } = sorted;
  const own = decks.filter(({ path }) => folderOf(path) === planId);
  const paths = files.filter(({ isPlan }) => !isPlan).map(({ path }) => path);
  const others = new Set(paths.filter((path) => kinds.others.has(path) || copies.has(path)));
  const read = new Set(own.map(({ path }) => path));
  const kept = new Set(paths.filter((path) => !read.has(path) && !others.has(path)));
  for (const path of others) memory.stored.delete(path);
  const shelf = bindShelf({
    planId,
    plan,
    decks: own,
    kept,
    others,
    before: { topics: topicsBefore, notes: idsByName(notesBefore), copyOf },
    itemsBefore: await store.read
      .selectFrom('items')
      .innerJoin('topics', 'topics.id', 'items.topic_id')
      .selectAll('items')
      .where('topics.plan_id', '=', former ?? planId)
      .execute(),
  });
  const notes: BoundNote[] = [];
  const changed: BoundNote[] = [];
  const before = new Map<BoundTopic, number>();
  const pieces = yieldAfter(NOTES_A_PIECE);
  for (const deck of own) {
    const topic = shelf.topicOf.get(deck.path);
    const after = topic ? (before.get(topic) ?? 0) : 0;
    const bound: BoundNote[] = [];
    const hash = createHash('sha256');
    for (const some of topic ? bindNotes(deck, topic, after, NOTES_A_PIECE) : []) {
      bound.push(...some);
      hash.update(JSON.stringify(some));
      await pieces(NOTES_A_PIECE);
    }
    if (topic) before.set(topic, after + deck.notes.length);
    const signature = hash.digest('hex');
    if (memory.stored.get(deck.path) !== signature) changed.push(...bound);
    signatures.set(deck.path, signature);
    notes.push(...bound);
    await pieces();
  }
  const { topics, renames, away } = shelf;
  return { row, former, topics, renames, away, notes, changed, kept, shelf };
}

function idsByName(notes: readonly StoredNote[]): ReadonlyMap<string, ReadonlySet<NoteId>> {
  const byName = new Map<string, Set<NoteId>>();
  for (const { id, path } of notes) {
    const name = nameOf(path);
    const ids = byName.get(name) ?? new Set<NoteId>();
    byName.set(name, ids.add(id));
  }
  return byName;
}

function fileRows(
  { listed, read, unsettled, memory }: Round,
  problems: readonly Problem[],
  others: ReadonlySet<string>,
): readonly FileRow[] {
  const found = new Map<string, Problem[]>();
  for (const problem of problems) {
    const ofFile = found.get(problem.path);
    if (ofFile) ofFile.push(problem);
    else found.set(problem.path, [problem]);
  }
  return listed.flatMap((file) => {
    const known = memory.parsed.get(file.path);
    if (!read.has(file.path) || unsettled.has(file.path) || !known) return [];
    const isOther = others.has(file.path);
    const own = isOther ? [] : known.parsed.problems;
    const unwritable = isOther ? [] : unwritableProblems(file, known.parsed);
    // What can't be written waits for no id.
    const said = (found.get(file.path) ?? []).filter(
      ({ rule }) => unwritable.length === 0 || rule !== WITHOUT_ID,
    );
    return [
      {
        path: file.path,
        plan_id: file.planId,
        stamp: known.stamp,
        hash: known.hash,
        problems: JSON.stringify([...own, ...unwritable, ...said]),
      },
    ];
  });
}
