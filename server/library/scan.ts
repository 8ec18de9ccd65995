// Finds what changed in the decks folder, and stores it.
import type { Deck, Problem } from '../deck/types.ts';
import type { Plan } from '../plan/types.ts';
import type { NoteId, PlanId } from '../schedule/ids.ts';
import type { Store } from '../store/store.ts';
import type { FileRow, NoteRow, PlanRow, TopicRow } from '../store/tables.ts';
import { type BoundNote, type BoundShelf, type BoundTopic, bindNotes, bindShelf } from './bind.ts';
import { hashOf, type ListedFile, listLibrary, PLAN_FILE, quietForMs, readListed } from './folder.ts';
import { formerPlans, type GonePlan, type NewPlan, renamedPlan, resembled, resembles } from './former.ts';
import { notesAmong } from './ids.ts';
import { type Kinds, kindsOf, planProblems } from './kinds.ts';
import { lostIn, lostProblems, type MissingIds, missingIds, notesWithoutId } from './lost.ts';
import { folderOf, nameOf } from './names.ts';
import { copiedFrom, type OwnersBefore, type Ownership, settleOwners } from './owners.ts';
import { type Parsed, parseFile } from './parsed.ts';
import { type Alongside, type Moved, type PlanFindings, type Shelved, shelve } from './shelve.ts';

/** A file changed less than this long ago may still be being written. */
const SETTLE_MS = 300;

/** What one process remembers between scans, only to save work. */
export interface ScanMemory {
  readonly parsed: Map<string, { readonly stamp: string; readonly hash: string; readonly parsed: Parsed }>;
  /** A hash of the rows last stored for each deck. */
  readonly stored: Map<string, string>;
  /** For each deck with notes that have no id, which of them get one. */
  readonly missing: Map<string, MissingIds>;
}

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
}

/** A deck with notes that get an id once it is quiet. */
export interface WaitingDeck {
  readonly file: ListedFile;
  /** The SHA-256 of the bytes that `missing` was made from. */
  readonly hash: string;
  readonly missing: MissingIds;
}

const WITHOUT_ID = 'note-without-id';
/** What depends on other files too, which may be in other plans. */
const BETWEEN_FILES = ['duplicate-id', 'deck-copy', 'deck-copy-alone'];

/**
 * Compares the decks folder with the store, and stores what changed, one whole plan at a time. Files with the same
 * size, times and inode as before are not read.
 *
 * @throws LibraryError if the folder can't be listed completely; nothing is set aside then.
 */
export async function scan(
  library: Pick<Round, 'store' | 'moved' | 'shelved'> & {
    readonly root: string;
    readonly clock: () => number;
  },
  memory: ScanMemory,
  hints: ScanHints = {},
): Promise<ScanReport> {
  const { store, root } = library;
  const listed = await listLibrary(root);
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
  const gone = [...known.values()].filter(({ path }) => !present.has(path));
  const touched = new Set(
    [...changed, ...gone.map((row) => ({ planId: row.plan_id }))].map(({ planId }) => planId),
  );
  for (const row of known.values()) {
    const unread = withoutId(row) && !memory.parsed.has(row.path);
    if (unread || (touched.size > 0 && clashes(row))) touched.add(row.plan_id);
  }

  const read = new Map<string, Parsed | null>();
  for (const file of listed) {
    if (touched.has(file.planId)) read.set(file.path, await readFileOnce(root, file, memory, unsettled));
  }
  if (touched.size > 0) {
    await storeFindings({
      store,
      ...(library.moved && { moved: library.moved }),
      ...(library.shelved && { shelved: library.shelved }),
      listed,
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
  return { changed: touched.size > 0, unsettled: [...unsettled], withoutIds: withoutIds(listed, memory) };
}

function clashes(row: FileRow): boolean {
  return BETWEEN_FILES.some((rule) => row.problems.includes(`"${rule}"`));
}

/** Whether it has notes that wait for their ids, perhaps since an earlier process. */
function withoutId(row: FileRow): boolean {
  return row.problems.includes(`"${WITHOUT_ID}"`) || row.problems.includes('"id-lost"');
}

/** A file's content; null if it is being written and this process has never read it. */
async function readFileOnce(
  root: string,
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
  const parsed = before?.hash === content.hash ? before.parsed : parseFile(file, content);
  memory.parsed.set(file.path, { stamp: file.stamp, hash: content.hash, parsed });
  return parsed;
}

interface Round {
  readonly store: Store;
  readonly moved?: Moved;
  readonly shelved?: Shelved;
  readonly listed: readonly ListedFile[];
  readonly touched: ReadonlySet<PlanId>;
  readonly read: ReadonlyMap<string, Parsed | null>;
  readonly unsettled: ReadonlySet<string>;
  /** The files that may claim an id that another file owns: those that changed, and those that clashed before. */
  readonly unowned: ReadonlySet<string>;
  readonly gone: readonly FileRow[];
  /** The files as stored, by path. */
  readonly known: ReadonlyMap<string, FileRow>;
  readonly memory: ScanMemory;
  readonly alongside?: Alongside;
}

async function storeFindings(round: Round): Promise<void> {
  const { store, listed, touched, memory } = round;
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
    problems.push(
      ...settleMissing(plan, findings.shelf, { listed, memory, present, known: round.known }, owned),
    );
  }
  const gone = round.gone.map(({ path }) => path);
  const files = fileRows(round, problems, new Set(sorted.flatMap(({ kinds }) => [...kinds.others.keys()])));
  let undo = () => {};
  try {
    await store.write(async (tx) => {
      undo = await shelve(tx, { plans, files, gone }, round.moved);
      await round.alongside?.(tx);
      await round.shelved?.(tx, [...touched, ...plans.flatMap(({ former }) => former ?? [])]);
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

/** A note as stored before. */
type StoredNote = Pick<NoteRow, 'id' | 'prompt' | 'path' | 'live' | 'topic_id'>;

/** A plan's folder as read, and what was stored of it. */
interface SortedPlan {
  readonly planId: PlanId;
  readonly row: PlanRow;
  readonly plan: Plan | null;
  /** The former name of its folder; null if it has the same. */
  readonly former: PlanId | null;
  readonly files: readonly ListedFile[];
  readonly kinds: Kinds;
  readonly topicsBefore: readonly TopicRow[];
  readonly notesBefore: readonly StoredNote[];
  readonly copyOf: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** Sorts the files of the touched plans: the folder's former name first, since it says what was stored before. */
async function sortPlans(round: Round): Promise<readonly SortedPlan[]> {
  const { store, listed, touched, read, known } = round;
  const present = new Set(listed.map(({ planId }) => planId));
  const rows = await store.read.selectFrom('plans').selectAll().execute();
  const parts = [...touched].map((planId) => {
    const files = listed.filter((file) => file.planId === planId);
    const planFile = files.find(({ isPlan }) => isPlan);
    const parsed = planFile ? (read.get(planFile.path) ?? null) : null;
    const row = planRow(planId, parsed, rows, files.length > 0);
    return { planId, files, row, plan: files.length > 0 ? (JSON.parse(row.body) as Plan | null) : null };
  });
  const away = rows.filter(({ id }) => !present.has(id));
  const isNew = (planId: PlanId) =>
    present.has(planId) &&
    // The decks of a renamed folder may arrive one after the other.
    (!rows.some(({ id, live }) => id === planId && live === 1) || resembledBefore(planId, known) !== null);
  const gone: GonePlan[] = [];
  if (parts.some(({ planId }) => isNew(planId))) {
    for (const row of away) gone.push({ row, notes: (await notesOfPlan(store, row.id)).length });
  }
  const fresh: NewPlan[] = [];
  for (const { planId, plan, files } of gone.length > 0 ? parts : []) {
    if (!isNew(planId)) continue;
    const notes = files.flatMap(({ path }) => {
      const parsed = read.get(path);
      return parsed?.kind === 'deck' ? parsed.deck.notes : [];
    });
    const shared = new Map<string, number>();
    for (const { path } of await notesAmong(
      store,
      notes.flatMap(({ id }) => id ?? []),
    ))
      shared.set(folderOf(path), (shared.get(folderOf(path)) ?? 0) + 1);
    fresh.push({ planId, plan, isKnown: rows.some(({ id }) => id === planId), notes: notes.length, shared });
  }
  const formerOf = formerPlans(fresh, gone);
  const taken = new Set(formerOf.values());
  const sorted: SortedPlan[] = [];
  for (const { planId, files, row, plan } of parts) {
    const former = formerOf.get(planId) ?? null;
    const from = former ?? planId;
    const notesBefore = await notesOfPlan(store, from);
    const names = new Set(notesBefore.map(({ path }) => nameOf(path)));
    const alike = gone.find(
      (one) => !taken.has(one.row.id) && former === null && isNew(planId) && resembles(plan, one),
    );
    sorted.push({
      planId,
      row,
      plan,
      former,
      files,
      kinds: kindsOf(
        files.map(({ path, isPlan }) => ({ path, isPlan, parsed: read.get(path) ?? null })),
        plan,
        (path) => names.has(nameOf(path)),
      ),
      topicsBefore: taken.has(planId)
        ? []
        : await store.read.selectFrom('topics').selectAll().where('plan_id', '=', from).execute(),
      notesBefore: taken.has(planId) ? [] : notesBefore,
      copyOf: copiesBefore(known, from, planId),
      problems: [...planProblems(plan, files), ...(alike ? [renamedPlan(planId, alike.row.id)] : [])],
    });
  }
  return sorted;
}

function notesOfPlan(store: Store, planId: PlanId): Promise<readonly StoredNote[]> {
  return store.read
    .selectFrom('notes')
    .select(['id', 'prompt', 'path', 'live', 'topic_id'])
    .where('path', '>', `${planId}/`)
    .where('path', '<', `${planId}0`) // '0' follows '/'
    .execute();
}

function resembledBefore(planId: PlanId, known: ReadonlyMap<string, FileRow>): PlanId | null {
  const [before] = problemsIn(known.get(`${planId}/${PLAN_FILE}`)).flatMap(
    (problem) => resembled(problem) ?? [],
  );
  return before ?? null;
}

function problemsIn(row: FileRow | undefined): readonly Problem[] {
  return row ? (JSON.parse(row.problems) as Problem[]) : [];
}

/** The files of a plan that were copies, under the present name of its folder. */
function copiesBefore(
  known: ReadonlyMap<string, FileRow>,
  from: PlanId,
  planId: PlanId,
): ReadonlyMap<string, string> {
  const here = (path: string) => (folderOf(path) === from ? `${planId}${path.slice(from.length)}` : path);
  const copies = new Map<string, string>();
  for (const row of known.values()) {
    if (row.plan_id !== from || !clashes(row)) continue;
    const [of] = problemsIn(row).flatMap(({ fault }) => copiedFrom(fault) ?? []);
    if (of !== undefined) copies.set(here(row.path), here(of));
  }
  return copies;
}

/** What the stored rows say of who owns which id. */
async function ownersBefore(round: Round, sorted: readonly SortedPlan[]): Promise<OwnersBefore> {
  const { store, read, unowned, listed } = round;
  const decks = new Map(sorted.flatMap(({ kinds }) => kinds.decks.map((deck) => [deck.path, deck] as const)));
  const claimed = new Set<NoteId>();
  for (const { path, notes } of decks.values()) {
    if (!unowned.has(path)) continue;
    for (const { id } of notes) if (id !== null) claimed.add(id);
  }
  const former = new Map(
    sorted.flatMap(({ former: id, planId }) => (id === null ? [] : [[id as string, planId] as const])),
  );
  const here = (path: string) => {
    const planId = former.get(folderOf(path));
    return planId === undefined ? path : `${planId}${path.slice(path.indexOf('/'))}`;
  };
  const rows = await notesAmong(store, [...claimed]);
  const titles = new Map(
    sorted.flatMap(({ topicsBefore }) =>
      topicsBefore.flatMap(({ deck_path: path, title }) =>
        path === null ? [] : [[here(path), title] as const],
      ),
    ),
  );
  const names = new Map(
    sorted.map(({ planId, notesBefore }) => [
      planId as string,
      new Set(notesBefore.map(({ path }) => nameOf(path))),
    ]),
  );
  const paths = new Set(listed.map(({ path }) => path));
  const others = new Set(sorted.flatMap(({ kinds }) => [...kinds.others.keys()]));
  return {
    owners: new Map(rows.map(({ id, path, live }) => [id, { path: here(path), live: live === 1 }])),
    isUnchanged: (path) => !unowned.has(path),
    isKept: (path) =>
      paths.has(path) && !decks.has(path) && !others.has(path) && read.get(path)?.kind !== 'plan',
    wasDeck: (path) => names.get(folderOf(path))?.has(nameOf(path)) === true,
    copyOf: new Map(sorted.flatMap(({ copyOf }) => [...copyOf])),
    titleOf: (path) => titles.get(path),
  };
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
  for (const deck of own) {
    const topic = shelf.topicOf.get(deck.path);
    const after = topic ? (before.get(topic) ?? 0) : 0;
    const bound = topic ? bindNotes(deck, topic, after) : [];
    if (topic) before.set(topic, after + deck.notes.length);
    const signature = hashOf(JSON.stringify(bound));
    if (memory.stored.get(deck.path) !== signature) changed.push(...bound);
    signatures.set(deck.path, signature);
    notes.push(...bound);
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

interface Around {
  readonly listed: readonly ListedFile[];
  readonly memory: ScanMemory;
  /** The ids that some deck has. */
  readonly present: ReadonlySet<string>;
  readonly known: ReadonlyMap<string, FileRow>;
}

/** Decides which notes of a plan's decks get an id, and says which wait. */
function settleMissing(
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

/** The plan's row to store; if `plan.md` can't be read now, with its last good reading. */
function planRow(planId: PlanId, parsed: Parsed | null, rows: readonly PlanRow[], live: boolean): PlanRow {
  if (parsed?.kind === 'plan') {
    return { id: planId, title: parsed.plan.title || planId, body: JSON.stringify(parsed.plan), live: 1 };
  }
  const before = rows.find(({ id }) => id === planId);
  return { id: planId, title: before?.title ?? planId, body: before?.body ?? 'null', live: live ? 1 : 0 };
}

function fileRows(
  { listed, read, unsettled, memory }: Round,
  problems: readonly Problem[],
  others: ReadonlySet<string>,
): readonly FileRow[] {
  const found = new Map<string, Problem[]>();
  for (const problem of problems) found.set(problem.path, [...(found.get(problem.path) ?? []), problem]);
  return listed.flatMap((file) => {
    const known = memory.parsed.get(file.path);
    if (!read.has(file.path) || unsettled.has(file.path) || !known) return [];
    const own = others.has(file.path) ? [] : known.parsed.problems;
    return [
      {
        path: file.path,
        plan_id: file.planId,
        stamp: file.stamp,
        hash: known.hash,
        problems: JSON.stringify([...own, ...(found.get(file.path) ?? [])]),
      },
    ];
  });
}

function withoutIds(listed: readonly ListedFile[], memory: ScanMemory): ScanReport['withoutIds'] {
  return listed.flatMap((file) => {
    const known = memory.parsed.get(file.path);
    const missing = memory.missing.get(file.path);
    if (known?.stamp !== file.stamp || known.parsed.kind !== 'deck' || !missing) return [];
    const waiting = notesWithoutId(known.parsed.deck);
    return waiting.some(({ line }) => !missing.held.has(line)) ? [{ file, hash: known.hash, missing }] : [];
  });
}
