// Finds what changed in the decks folder, and stores it.
import type { Deck, Problem } from '../deck/types.ts';
import type { Plan } from '../plan/types.ts';
import type { NoteId, PlanId } from '../schedule/ids.ts';
import type { Store } from '../store/store.ts';
import type { FileRow, PlanRow } from '../store/tables.ts';
import { type BoundNote, bindNotes, bindShelf, type Shelf } from './bind.ts';
import { hashOf, type ListedFile, listLibrary, quietForMs, readListed } from './folder.ts';
import { notesAmong } from './ids.ts';
import { type Owner, settleOwners } from './owners.ts';
import type { Parsed } from './parsed.ts';
import { type Alongside, type Moved, type PlanFindings, type Shelved, shelve } from './shelve.ts';
import type { Texts } from './texts.ts';

/** A file changed less than this long ago may still be being written. */
const SETTLE_MS = 300;

/** What one process remembers between scans, only to save work. */
export interface ScanMemory {
  readonly parsed: Map<string, { readonly stamp: string; readonly hash: string; readonly parsed: Parsed }>;
  /** A hash of the rows last stored for each deck. */
  readonly stored: Map<string, string>;
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
  /** Decks that have notes without an id. */
  readonly withoutIds: readonly { readonly file: ListedFile; readonly deck: Deck }[];
}

const WITHOUT_ID = 'note-without-id';

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
    readonly texts: Pick<Texts, 'parse'>;
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
    if (touched.has(file.planId)) read.set(file.path, await readFileOnce(library, file, memory, unsettled));
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
      memory,
      ...(hints.alongside && { alongside: hints.alongside }),
    });
  }
  return { changed: touched.size > 0, unsettled: [...unsettled], withoutIds: withoutIds(listed, memory) };
}

function clashes(row: FileRow): boolean {
  return row.problems.includes('"duplicate-id"');
}

/** Whether it has notes that wait for their ids, perhaps since an earlier process. */
function withoutId(row: FileRow): boolean {
  return row.problems.includes(`"${WITHOUT_ID}"`);
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
  const parsed = before?.hash === content.hash ? before.parsed : await texts.parse(file, content);
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
  readonly memory: ScanMemory;
  readonly alongside?: Alongside;
}

async function storeFindings(round: Round): Promise<void> {
  const { store, listed, touched, read, memory } = round;
  const decks = [...read.values()].flatMap((parsed) => (parsed?.kind === 'deck' ? [parsed.deck] : []));
  const owners = await ownersOf(round);
  const { decks: owned, problems: clashing } = settleOwners(decks, owners, (path) =>
    !read.has(path) || read.get(path)?.kind !== 'deck' ? isListed(listed, path) : false,
  );
  const deckOf = new Map(owned.map((deck) => [deck.path, deck]));
  const plans: PlanFindings[] = [];
  const signatures = new Map<string, string>();
  for (const planId of touched) {
    plans.push(await findingsOf(planId, round, deckOf, signatures));
  }
  await store.write(async (tx) => {
    const gone = round.gone.map(({ path }) => path);
    await shelve(tx, { plans, files: fileRows(round, clashing), gone }, round.moved);
    await round.alongside?.(tx);
    await round.shelved?.(tx, [...touched]);
  });
  for (const [path, signature] of signatures) memory.stored.set(path, signature);
  for (const { path } of round.gone) {
    memory.parsed.delete(path);
    memory.stored.delete(path);
  }
}

function isListed(listed: readonly ListedFile[], path: string): boolean {
  return listed.some((file) => file.path === path);
}

/**
 * The stored owners of the ids that the decks in `unowned` claim. The other decks have not changed since they were
 * stored, and own what they claim.
 */
async function ownersOf({ store, read, unowned }: Round): Promise<ReadonlyMap<string, Owner>> {
  const claimed = new Set<NoteId>();
  for (const [path, parsed] of read) {
    if (parsed?.kind !== 'deck' || !unowned.has(path)) continue;
    for (const { id } of parsed.deck.notes) if (id !== null) claimed.add(id);
  }
  const rows = await notesAmong(store, [...claimed]);
  return new Map(rows.map(({ id, path, live }) => [id, { path, live: live === 1 }]));
}

async function findingsOf(
  planId: PlanId,
  { store, listed, read, memory }: Round,
  deckOf: ReadonlyMap<string, Deck>,
  signatures: Map<string, string>,
): Promise<PlanFindings> {
  const files = listed.filter((file) => file.planId === planId);
  const planFile = files.find(({ isPlan }) => isPlan);
  const row = await planRow(
    store,
    planId,
    planFile ? (read.get(planFile.path) ?? null) : null,
    files.length > 0,
  );
  const shelf: Shelf = {
    planId,
    plan: files.length > 0 ? (JSON.parse(row.body) as Plan | null) : null,
    decks: files.flatMap(({ path }) => deckOf.get(path) ?? []),
    kept: new Set(files.filter(({ path, isPlan }) => !isPlan && !deckOf.has(path)).map(({ path }) => path)),
    topicsBefore: await store.read.selectFrom('topics').selectAll().where('plan_id', '=', planId).execute(),
    itemsBefore: await store.read
      .selectFrom('items')
      .innerJoin('topics', 'topics.id', 'items.topic_id')
      .selectAll('items')
      .where('topics.plan_id', '=', planId)
      .execute(),
  };
  const { topics, topicOf } = bindShelf(shelf);
  const notes: BoundNote[] = [];
  const changed: BoundNote[] = [];
  for (const deck of shelf.decks) {
    const topic = topicOf.get(deck.path);
    const bound = topic ? bindNotes(deck, topic) : [];
    const signature = hashOf(JSON.stringify(bound));
    if (memory.stored.get(deck.path) !== signature) changed.push(...bound);
    signatures.set(deck.path, signature);
    notes.push(...bound);
  }
  return { row, topics, notes, changed, kept: shelf.kept };
}

/** The plan's row to store; if `plan.md` can't be read now, with its last good reading. */
async function planRow(store: Store, planId: PlanId, parsed: Parsed | null, live: boolean): Promise<PlanRow> {
  if (parsed?.kind === 'plan') {
    return { id: planId, title: parsed.plan.title || planId, body: JSON.stringify(parsed.plan), live: 1 };
  }
  const before = await store.read.selectFrom('plans').selectAll().where('id', '=', planId).executeTakeFirst();
  return { id: planId, title: before?.title ?? planId, body: before?.body ?? 'null', live: live ? 1 : 0 };
}

function fileRows(
  { listed, read, unsettled, memory }: Round,
  clashing: readonly Problem[],
): readonly FileRow[] {
  return listed.flatMap((file) => {
    const known = memory.parsed.get(file.path);
    if (!read.has(file.path) || unsettled.has(file.path) || !known) return [];
    const problems = [
      ...known.parsed.problems,
      ...waitingForIds(known.parsed),
      ...clashing.filter(({ path }) => path === file.path),
    ];
    return [
      {
        path: file.path,
        plan_id: file.planId,
        stamp: file.stamp,
        hash: known.hash,
        problems: JSON.stringify(problems),
      },
    ];
  });
}

function waitingForIds(parsed: Parsed): readonly Problem[] {
  if (parsed.kind !== 'deck') return [];
  return parsed.deck.notes
    .filter(({ id }) => id === null)
    .map(({ line }) => ({
      severity: 'warning',
      rule: WITHOUT_ID,
      path: parsed.deck.path,
      line,
      message:
        'This note has no id yet, so it is not scheduled. Tenax writes one once the file has not changed for 10 s.',
    }));
}

function withoutIds(listed: readonly ListedFile[], memory: ScanMemory): ScanReport['withoutIds'] {
  return listed.flatMap((file) => {
    const known = memory.parsed.get(file.path);
    if (known?.stamp !== file.stamp || known.parsed.kind !== 'deck') return [];
    const { deck } = known.parsed;
    return deck.notes.some(({ id }) => id === null) ? [{ file, deck }] : [];
  });
}
