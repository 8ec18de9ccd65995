// Gives the topics of a plan their ids. A topic keeps its id as long as its deck keeps its name.
import type { Deck, Problem } from '../deck/types.ts';
import type { Topic } from '../plan/types.ts';
import { asTopicId, type NoteId, type PlanId, type TopicId } from '../schedule/ids.ts';
import type { TopicRow } from '../store/tables.ts';
import type { FileFault } from './faults.ts';
import { nameOf, originalOf, originalsFirst } from './names.ts';

/** What was stored of a plan, perhaps under the former name of its folder. */
export interface TopicsBefore {
  readonly topics: readonly TopicRow[];
  /** The ids of the notes that each deck has or ever had, by the name of the deck. */
  readonly notes: ReadonlyMap<string, ReadonlySet<NoteId>>;
  /** The files that were copies, each with the file that it was a copy of. */
  readonly copyOf: ReadonlyMap<string, string>;
}

/** A plan's folder as far as names go. */
export interface Names {
  readonly planId: PlanId;
  readonly decks: readonly Deck[];
  /** Decks that can't be read now. */
  readonly kept: ReadonlySet<string>;
  /** Files that are not decks, or copies. */
  readonly others: ReadonlySet<string>;
  readonly before: TopicsBefore;
}

/** A topic of the plan, or of a deck that the plan does not name, with its id. */
export interface NamedTopic {
  /** null for a deck that the plan does not name. */
  readonly topic: Topic | null;
  readonly title: string;
  readonly id: TopicId;
  /** The deck that new notes go to; null if there is none yet. */
  readonly path: string | null;
  /** All its decks. */
  readonly paths: readonly string[];
  /** The topic as stored before, perhaps under another id; null for a new one. */
  readonly before: TopicRow | null;
}

/** A topic whose id changed. */
export interface Rename {
  readonly from: TopicId;
  readonly to: TopicId;
}

export interface Naming {
  readonly topics: readonly NamedTopic[];
  /** Copies in the place of a deck that is gone. Tenax does not write into them. */
  readonly standIns: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

interface Slot {
  readonly topic: Topic | null;
  readonly title: string;
  /** Its decks, the one to name it first. */
  readonly paths: readonly string[];
  /** The row that the plan's heading had. */
  readonly headingRow: TopicRow | undefined;
  row: TopicRow | null;
  path: string | null;
  name: string | null;
}

/** Names that no deck can have. */
const RESERVED = ['plan', 'readme'];

/**
 * The ids of a plan's topics, in their order. A topic's id is the name of its deck's file. The file that had a topic
 * keeps it whatever other files have the same heading. If that file is gone, another one with at least half of its
 * notes is the same deck renamed, and gives its name to the topic; else the topic keeps its id.
 *
 * @param topicOf the topic of the plan that each deck's heading names
 */
export function nameTopics(
  names: Names,
  planned: readonly Topic[],
  topicOf: ReadonlyMap<string, Topic | undefined>,
): Naming {
  const rows = new Rows(names.before);
  const slots = slotsOf(names, planned, topicOf, rows);
  const fileNames = new Set([...names.decks.map(({ path }) => path), ...names.kept].map(nameOf));
  const standIns = standInsOf(slots, names, fileNames);
  const problems = [...standIns].map(([path, row]) => alone(path, fileOf(names, row)));
  const own = (slot: Slot) => slot.paths.filter((path) => !standIns.has(path));

  keepHome(slots, rows, own);
  followNotes(slots, rows, own, names);
  for (const slot of slots) {
    const { headingRow: row } = slot;
    if (slot.name !== null || !row || !rows.isFree(row)) continue;
    const [path] = own(slot);
    const isFresh = rows.notesOf(row).size === 0;
    if (path !== undefined && !isFresh) problems.push(renamed(path, row, slot.title, fileOf(names, row)));
    if (path !== undefined && isFresh) settle(slot, rows, { row, path, name: nameOf(path) });
    else if (path !== undefined && fileNames.has(nameOfRow(row)))
      settle(slot, rows, { path, name: nameOf(path) });
    else if (path !== undefined) settle(slot, rows, { row, path, name: nameOfRow(row) });
    else if (isFresh || !fileNames.has(nameOfRow(row))) settle(slot, rows, { row });
  }
  for (const slot of slots) {
    const [path] = own(slot);
    if (slot.name === null && path !== undefined)
      settle(slot, rows, { row: slot.row, path, name: nameOf(path) });
  }
  return { topics: withIds(slots, names, fileNames), standIns: new Set(standIns.keys()), problems };
}

/** The stored topics, each of which becomes one topic at most. */
class Rows {
  readonly live: readonly TopicRow[];
  readonly #notes: TopicsBefore['notes'];
  readonly #used = new Set<TopicRow>();

  constructor({ topics, notes }: TopicsBefore) {
    this.#notes = notes;
    const live = topics.filter((row) => row.live === 1);
    // None is live while the plan's folder is away.
    const all = live.length > 0 ? live : topics;
    this.live = all.toSorted((a, b) => this.notesOf(b).size - this.notesOf(a).size);
  }

  notesOf(row: TopicRow): ReadonlySet<NoteId> {
    return this.#notes.get(nameOfRow(row)) ?? new Set();
  }

  ofHeading(slug: string): TopicRow | undefined {
    return this.live.find((row) => row.plan_slug === slug);
  }

  /** The topic that a file names, or whose deck it is under another name. */
  ofFile(name: string): TopicRow | undefined {
    return (
      this.live.find((row) => nameOfRow(row) === name) ??
      this.live.find(({ deck_path: path }) => path !== null && nameOf(path) === name)
    );
  }

  isFree(row: TopicRow): boolean {
    return !this.#used.has(row);
  }

  use(row: TopicRow): void {
    this.#used.add(row);
  }
}

function nameOfRow({ id }: TopicRow): string {
  return id.slice(id.indexOf('/') + 1);
}

function slotsOf(
  { decks, kept }: Names,
  planned: readonly Topic[],
  topicOf: ReadonlyMap<string, Topic | undefined>,
  rows: Rows,
): readonly Slot[] {
  const slugs = new Set(planned.map(({ slug }) => slug));
  const rowOfKept = new Map(
    [...kept].flatMap((path) => {
      const row = rows.ofFile(nameOf(path));
      return row ? [[path, row] as const] : [];
    }),
  );
  const slot = (topic: Topic | null, title: string, paths: readonly string[]): Slot => ({
    topic,
    title,
    paths,
    headingRow: topic ? rows.ofHeading(topic.slug) : undefined,
    row: null,
    path: null,
    name: null,
  });
  const isPlanned = ({ plan_slug: slug }: TopicRow) => slug !== null && slugs.has(slug);
  return [
    ...planned.map((topic) => {
      const unread = [...rowOfKept].flatMap(([path, row]) => (row.plan_slug === topic.slug ? path : []));
      const read = decks.filter(({ path }) => topicOf.get(path) === topic).map(({ path }) => path);
      const isOther = (path: string) => Number(nameOf(path) !== topic.slug);
      const sorted = read.toSorted((a, b) => isOther(a) - isOther(b) || originalsFirst(a, b));
      return slot(topic, topic.title, [...unread, ...sorted]);
    }),
    ...decks.filter(({ path }) => !topicOf.get(path)).map(({ path, title }) => slot(null, title, [path])),
    ...[...rowOfKept].flatMap(([path, row]) => (isPlanned(row) ? [] : slot(null, row.title, [path]))),
  ];
}

/** The copies that are all that is left of a deck, each with the topic whose deck is gone. */
function standInsOf(
  slots: readonly Slot[],
  { before }: Names,
  fileNames: ReadonlySet<string>,
): ReadonlyMap<string, TopicRow> {
  const standIns = new Map<string, TopicRow>();
  for (const { paths, headingRow: row } of slots) {
    if (!row || fileNames.has(nameOfRow(row))) continue;
    for (const path of paths) {
      const original = before.copyOf.get(path);
      const copied = original === undefined ? originalOf(nameOf(path)) : nameOf(original);
      if (copied === nameOfRow(row)) standIns.set(path, row);
    }
  }
  return standIns;
}

function settle(
  slot: Slot,
  rows: Rows,
  { row = null, path = null, name }: { row?: TopicRow | null; path?: string | null; name?: string },
): void {
  slot.row = row;
  slot.path = path;
  slot.name = name ?? (row ? nameOfRow(row) : null);
  if (row) rows.use(row);
}

/** A topic whose deck has the name that it had keeps its id. */
function keepHome(slots: readonly Slot[], rows: Rows, own: (slot: Slot) => readonly string[]): void {
  const headings = new Set(slots.flatMap(({ headingRow }) => headingRow ?? []));
  const atHome = (slot: Slot, row: TopicRow | undefined) => {
    const path = row && own(slot).find((one) => nameOf(one) === nameOfRow(row));
    if (row && path !== undefined && rows.isFree(row)) settle(slot, rows, { row, path });
  };
  for (const slot of slots) atHome(slot, slot.headingRow);
  for (const slot of slots) {
    if (slot.name !== null) continue;
    const others = rows.live.filter((row) => !headings.has(row));
    atHome(
      slot,
      others.find((row) => own(slot).some((path) => nameOf(path) === nameOfRow(row))),
    );
  }
}

/** A topic follows its notes to a file with another name. */
function followNotes(
  slots: readonly Slot[],
  rows: Rows,
  own: (slot: Slot) => readonly string[],
  { decks }: Names,
): void {
  const deckOf = new Map(decks.map((deck) => [deck.path, deck]));
  const moves = slots.flatMap((slot) => {
    if (slot.name !== null) return [];
    const paths = own(slot);
    return rows.live
      .filter((row) => rows.isFree(row))
      .flatMap((row) =>
        paths.map((path) => ({ slot, row, path, shared: sharedNotes(deckOf.get(path), row, rows) })),
      )
      .filter(({ shared }) => shared > 0);
  });
  const ofHeading = ({ slot, row }: (typeof moves)[number]) => Number(slot.headingRow === row);
  for (const move of moves.sort((a, b) => ofHeading(b) - ofHeading(a) || b.shared - a.shared)) {
    const { slot, row, path } = move;
    if (slot.name === null && rows.isFree(row)) settle(slot, rows, { row, path, name: nameOf(path) });
  }
}

/** How many notes of a stored topic's file a deck has; 0 if that is less than half of either. */
function sharedNotes(deck: Deck | undefined, row: TopicRow, rows: Rows): number {
  if (!deck) return 0;
  const known = rows.notesOf(row);
  if (known.size === 0) return 0;
  const shared = deck.notes.filter(({ id }) => id !== null && known.has(id)).length;
  return shared * 2 >= Math.min(deck.notes.length, known.size) ? shared : 0;
}

function withIds(
  slots: readonly Slot[],
  names: Names,
  fileNames: ReadonlySet<string>,
): readonly NamedTopic[] {
  const taken = new Set<string>();
  const free = (wanted: string, isTaken: (name: string) => boolean): string => {
    let name = wanted;
    for (let number = 2; isTaken(name); number++) name = `${wanted}-${number}`;
    taken.add(name);
    return name;
  };
  const idOf = new Map<Slot, string>();
  for (const slot of slots) {
    if (slot.path === null) continue;
    idOf.set(
      slot,
      free(slot.name ?? nameOf(slot.path), (name) => taken.has(name)),
    );
  }
  const held = new Set([...fileNames, ...[...names.others].map(nameOf)]);
  for (const slot of slots) {
    if (idOf.has(slot)) continue;
    const wanted = slot.name ?? slot.topic?.slug ?? '';
    const isTaken = (name: string) =>
      taken.has(name) || held.has(name) || RESERVED.includes(name.toLowerCase());
    idOf.set(slot, free(wanted, isTaken));
  }
  return slots.map((slot) => ({
    topic: slot.topic,
    title: slot.title,
    id: asTopicId(`${names.planId}/${idOf.get(slot)}`),
    path: slot.path,
    paths: slot.paths,
    before: slot.row,
  }));
}

/** The file that gave a topic its id. */
function fileOf({ planId }: Names, row: TopicRow): string {
  return `${planId}/${nameOfRow(row)}.md`;
}

function alone(path: string, of: string): Problem {
  const name = `${nameOf(of)}.md`;
  const fault: FileFault = { kind: 'deck-copy-alone', of };
  return {
    severity: 'warning',
    rule: 'deck-copy-alone',
    path,
    line: 1,
    message: `The file is a copy of ${name}, which is gone. Its cards are asked, but nothing is written into a copy. Rename it to ${name} to make it the deck.`,
    fault,
  };
}

function renamed(path: string, { id }: TopicRow, topic: string, file: string): Problem {
  const before = `${nameOf(file)}.md`;
  const fault: FileFault = { kind: 'topic-renamed', topic, before, id };
  return {
    severity: 'warning',
    rule: 'topic-renamed',
    path,
    line: 1,
    message: `The topic “${topic}” had its deck in ${before}, which is gone, and this file has less than half of its notes. So its settings and figures stay with the id ${id}. Rename this file to ${before}, or bring ${before} back.`,
    fault,
  };
}
