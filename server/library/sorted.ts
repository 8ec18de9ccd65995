// The plans to store again: their files sorted, beside what was stored of them.
import type { Problem } from '../deck/types.ts';
import type { Plan } from '../plan/types.ts';
import { asPlanId, type NoteId, type PlanId } from '../schedule/ids.ts';
import { readJson } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import type { FileRow, NoteRow, PlanRow, TopicRow } from '../store/tables.ts';
import { type ListedFile, PLAN_FILE } from './folder.ts';
import { formerPlans, type GonePlan, type NewPlan, RENAMED_PLAN, renamedPlan, resembles } from './former.ts';
import { notesAmong } from './ids.ts';
import { type Kinds, kindsOf, planProblems } from './kinds.ts';
import { folderOf, nameOf } from './names.ts';
import { copiedFrom, type OwnersBefore } from './owners.ts';
import type { Parsed } from './parsed.ts';

/** The files as seen by a scan. */
export interface Seen {
  readonly store: Store;
  readonly listed: readonly ListedFile[];
  /** The folders that could not be listed: their files may still be there. */
  readonly unlisted: ReadonlyMap<PlanId, unknown>;
  /** The plans of which something changed. */
  readonly touched: ReadonlySet<PlanId>;
  /** Their files; null for one that is being written and was never read. */
  readonly read: ReadonlyMap<string, Parsed | null>;
  /** The files that may claim an id that another file owns: those that changed, and those that clashed before. */
  readonly unowned: ReadonlySet<string>;
  /** The files as stored, by path. */
  readonly known: ReadonlyMap<string, FileRow>;
}

/** What depends on other files too, which may be in other plans. */
const BETWEEN_FILES = ['duplicate-id', 'deck-copy', 'deck-copy-alone'];

/** A note as stored before. */
export type StoredNote = Pick<NoteRow, 'id' | 'prompt' | 'path' | 'live' | 'topic_id'>;

/** A plan's folder as read, and what was stored of it. */
export interface SortedPlan extends Folder {
  /** The former name of its folder; null if it has the same. */
  readonly former: PlanId | null;
  readonly kinds: Kinds;
  readonly topicsBefore: readonly TopicRow[];
  readonly notesBefore: readonly StoredNote[];
  readonly copyOf: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

/** A plan's folder as read. */
interface Folder {
  readonly planId: PlanId;
  readonly files: readonly ListedFile[];
  readonly row: PlanRow;
  readonly plan: Plan | null;
}

/** Sorts the files of the touched plans: the folder's former name first, since it says what was stored before. */
export async function sortPlans(seen: Seen): Promise<readonly SortedPlan[]> {
  const { store, touched, read, known } = seen;
  const rows = await store.read.selectFrom('plans').selectAll().execute();
  const folders = [...touched].map((planId) => folderAsRead(planId, seen, rows));
  const { formerOf, alike } = await formerNames(folders, seen, rows);
  const passedOn = new Set(formerOf.values());
  const sorted: SortedPlan[] = [];
  for (const folder of folders) {
    const { planId, files, plan } = folder;
    const former = formerOf.get(planId) ?? null;
    const from = former ?? planId;
    // What is stored of a folder that has another name now belongs to that one.
    const notesBefore = passedOn.has(planId) ? [] : await notesOfPlan(store, from);
    const topicsBefore = passedOn.has(planId) ? [] : await topicsOfPlan(store, from);
    const names = new Set(notesBefore.map(({ path }) => nameOf(path)));
    const kinds = kindsOf(
      files.map(({ path, isPlan }) => ({ path, isPlan, parsed: read.get(path) ?? null })),
      plan,
      (path) => names.has(nameOf(path)),
    );
    const resembling = alike.get(planId);
    sorted.push({
      ...folder,
      former,
      kinds,
      topicsBefore,
      notesBefore,
      copyOf: copiesBefore(known, from, planId),
      problems: [
        ...planProblems(planNow(folder, read), files),
        ...(resembling ? [renamedPlan(planId, resembling)] : []),
      ],
    });
  }
  return sorted;
}

function folderAsRead(planId: PlanId, { listed, read }: Seen, rows: readonly PlanRow[]): Folder {
  const files = listed.filter((file) => file.planId === planId);
  const planFile = files.find(({ isPlan }) => isPlan);
  const parsed = planFile ? (read.get(planFile.path) ?? null) : null;
  const row = planRow(planId, parsed, rows, files.length > 0);
  return {
    planId,
    files,
    row,
    plan: files.length > 0 ? readJson<Plan | null>(row.body, 'plans.body') : null,
  };
}

/** The plan, if it can be read now. */
function planNow({ plan, files }: Folder, read: Seen['read']): Plan | null {
  const file = files.find(({ isPlan }) => isPlan);
  return file && read.get(file.path)?.kind === 'plan' ? plan : null;
}

interface FormerNames {
  /** The former id of each plan whose folder was renamed. */
  readonly formerOf: ReadonlyMap<PlanId, PlanId>;
  /** The gone plan that each other new one resembles. */
  readonly alike: ReadonlyMap<PlanId, PlanId>;
}

async function formerNames(
  folders: readonly Folder[],
  { store, listed, unlisted, read, known }: Seen,
  rows: readonly PlanRow[],
): Promise<FormerNames> {
  const present = new Set([...listed.map(({ planId }) => planId), ...unlisted.keys()]);
  const isStored = (planId: PlanId) => rows.some(({ id, live }) => id === planId && live === 1);
  // The decks of a renamed folder may arrive one after the other.
  const fresh = folders.filter(
    ({ planId }) => present.has(planId) && (!isStored(planId) || resembledBefore(planId, known)),
  );
  if (fresh.length === 0) return { formerOf: new Map(), alike: new Map() };
  const gone: GonePlan[] = [];
  for (const row of rows) {
    if (!present.has(row.id)) gone.push({ row, notes: (await notesOfPlan(store, row.id)).length });
  }
  const plans: NewPlan[] = [];
  for (const { planId, plan, files } of fresh) {
    const notes = files.flatMap(({ path }) => {
      const parsed = read.get(path);
      return parsed?.kind === 'deck' ? parsed.deck.notes : [];
    });
    const ids = notes.flatMap(({ id }) => id ?? []);
    const shared = new Map<string, number>();
    for (const { path } of await notesAmong(store, ids)) {
      shared.set(folderOf(path), (shared.get(folderOf(path)) ?? 0) + 1);
    }
    const isKnown = rows.some(({ id }) => id === planId);
    plans.push({ planId, plan, isKnown, notes: notes.length, shared });
  }
  const formerOf = formerPlans(plans, gone);
  const passedOn = new Set(formerOf.values());
  const alike = new Map<PlanId, PlanId>();
  for (const { planId, plan } of fresh) {
    if (formerOf.has(planId)) continue;
    const one = gone.find((each) => !passedOn.has(each.row.id) && resembles(plan, each));
    if (one) alike.set(planId, one.row.id);
  }
  return { formerOf, alike };
}

function topicsOfPlan(store: Store, planId: PlanId): Promise<readonly TopicRow[]> {
  return store.read.selectFrom('topics').selectAll().where('plan_id', '=', planId).execute();
}

function notesOfPlan(store: Store, planId: PlanId): Promise<readonly StoredNote[]> {
  return store.read
    .selectFrom('notes')
    .select(['id', 'prompt', 'path', 'live', 'topic_id'])
    .where('path', '>', `${planId}/`)
    .where('path', '<', `${planId}0`) // '0' follows '/'
    .execute();
}

/** Whether a plan was new and resembled a gone one when it was stored last. */
function resembledBefore(planId: PlanId, known: ReadonlyMap<string, FileRow>): boolean {
  return problemsIn(known.get(`${planId}/${PLAN_FILE}`)).some(({ rule }) => rule === RENAMED_PLAN);
}

/** The problems that were found in a file when it was read last; none if they are damaged, since a scan finds them again. */
export function problemsIn(row: FileRow | undefined): readonly Problem[] {
  if (!row) return [];
  try {
    return JSON.parse(row.problems);
  } catch {
    return [];
  }
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
export async function ownersBefore(seen: Seen, sorted: readonly SortedPlan[]): Promise<OwnersBefore> {
  const { store, read, unowned, listed, unlisted } = seen;
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
      unlisted.has(asPlanId(folderOf(path))) ||
      (paths.has(path) && !decks.has(path) && !others.has(path) && read.get(path)?.kind !== 'plan'),
    wasDeck: (path) => names.get(folderOf(path))?.has(nameOf(path)) === true,
    copyOf: new Map(sorted.flatMap(({ copyOf }) => [...copyOf])),
    titleOf: (path) => titles.get(path),
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

/** Whether what was found in a file depends on other files. */
export function clashes(row: FileRow): boolean {
  return BETWEEN_FILES.some((rule) => row.problems.includes(`"${rule}"`));
}
