// Binds decks and notes to the topics and items of a plan.

import type { Deck, Note } from '../deck/types.ts';
import { matchReworded } from '../plan/reworded.ts';
import { sameSubject } from '../plan/spelling.ts';
import { normaliseText } from '../plan/text.ts';
import type { Item, Plan, Topic } from '../plan/types.ts';
import { asTopicId, type NoteId, type PlanId, type TopicId } from '../schedule/ids.ts';
import { readJson } from '../store/errors.ts';
import type { CardRow, ItemRow, NoteRow, TopicRow } from '../store/tables.ts';
import { hashOf } from './folder.ts';

/** A plan folder: its files as read now, and what was stored before. */
export interface Shelf {
  readonly planId: PlanId;
  readonly plan: Plan | null;
  /** The readable decks, in the order of their paths. */
  readonly decks: readonly Deck[];
  /** Decks that can't be read now. They keep their topics and cards. */
  readonly kept: ReadonlySet<string>;
  readonly topicsBefore: readonly TopicRow[];
  readonly itemsBefore: readonly ItemRow[];
}

export interface BoundTopic {
  readonly row: TopicRow;
  readonly items: readonly ItemRow[];
}

const POSITIONS_PER_TOPIC = 1_000_000_000;
const POSITIONS_PER_NOTE = 1_000;

export interface BoundShelf {
  /** In the order of study. */
  readonly topics: readonly BoundTopic[];
  /** The topic of each readable deck, by the deck's path. */
  readonly topicOf: ReadonlyMap<string, BoundTopic>;
}

/**
 * The topics of a plan folder with their items, in the order of study: along the roadmap, then in the plan's order,
 * then decks that the plan doesn't name. A deck's H1 binds it to a topic, whose id is then the name of the deck's file.
 * If a topic has several decks, the first one gives the id.
 */
export function bindShelf(shelf: Shelf): BoundShelf {
  const planned = inOrderOfStudy(shelf.plan);
  const topicOfPath = new Map(shelf.decks.map((deck) => [deck.path, topicOfDeck(deck, planned)]));
  const pathOf = namingDecks(shelf, planned, topicOfPath);
  const bound = new Map(
    planned.map((topic, index) => [topic, bindTopic(shelf, topic, index, pathOf.get(topic))]),
  );
  const unnamed = shelf.decks
    .filter((deck) => !topicOfPath.get(deck.path))
    .map((deck, index) => ({ row: unnamedTopicRow(shelf.planId, deck, planned.length + index), items: [] }));
  return {
    topics: [...bound.values(), ...unnamed],
    topicOf: new Map(
      shelf.decks.flatMap(({ path }) => {
        const topic = topicOfPath.get(path);
        const found = topic ? bound.get(topic) : unnamed.find(({ row }) => row.deck_path === path);
        return found ? [[path, found] as const] : [];
      }),
    ),
  };
}

function bindTopic(shelf: Shelf, topic: Topic, position: number, path: string | undefined): BoundTopic {
  const name = path === undefined ? freeSlug(topic.slug, shelf) : nameOf(path);
  const id = asTopicId(`${shelf.planId}/${name}`);
  const row = topicRow(shelf.planId, id, topic, position, path ?? null);
  return { row, items: carryItems(row, topic.items, shelf) };
}

function inOrderOfStudy(plan: Plan | null): readonly Topic[] {
  if (!plan) return [];
  const numbers = new Map(plan.roadmap.map(({ topic, number }) => [topic, number] as const).reverse());
  const rank = (topic: Topic) => numbers.get(topic.slug) ?? Number.POSITIVE_INFINITY;
  return plan.topics
    .map((topic, index) => ({ topic, index, rank: rank(topic) }))
    .sort((a, b) => (a.rank === b.rank ? a.index - b.index : a.rank - b.rank))
    .map(({ topic }) => topic);
}

/** The deck file that names each topic. A deck that can't be read now keeps the topic that it named. */
function namingDecks(
  shelf: Shelf,
  planned: readonly Topic[],
  topicOfPath: ReadonlyMap<string, Topic | undefined>,
): ReadonlyMap<Topic, string> {
  const naming = new Map<Topic, string>();
  for (const path of shelf.kept) {
    const slug = shelf.topicsBefore.find((row) => row.deck_path === path)?.plan_slug;
    const topic = planned.find((candidate) => candidate.slug === slug);
    if (topic) naming.set(topic, path);
  }
  for (const [path, topic] of topicOfPath) if (topic && !naming.has(topic)) naming.set(topic, path);
  return naming;
}

/** The topic that a deck's H1 names: one with exactly this title or spelling, else one with the same subject. */
export function topicOfDeck(deck: Deck, topics: readonly Topic[]): Topic | undefined {
  const title = normaliseText(deck.title);
  return (
    topics.find((topic) => normaliseText(topic.title) === title) ??
    topics.find((topic) => topic.aliases.some((alias) => normaliseText(alias) === title)) ??
    topics.find((topic) => sameSubject(topic.title, deck.title))
  );
}

/** The name of a deck file without folder and extension. */
export function nameOf(path: string): string {
  return path.slice(path.indexOf('/') + 1).replace(/\.md$/i, '');
}

/** A slug for a topic without a deck that is not the name of another topic's deck. */
function freeSlug(slug: string, shelf: Shelf): string {
  const names = new Set([...shelf.decks.map(({ path }) => nameOf(path)), ...[...shelf.kept].map(nameOf)]);
  let free = slug;
  for (let number = 2; names.has(free); number++) free = `${slug}-${number}`;
  return free;
}

function topicRow(
  planId: PlanId,
  id: TopicId,
  topic: Topic,
  position: number,
  deckPath: string | null,
): TopicRow {
  return {
    id,
    plan_id: planId,
    title: topic.title,
    status: topic.status,
    complexity: topic.complexity,
    position,
    deck_path: deckPath,
    plan_slug: topic.slug,
    live: 1,
  };
}

function unnamedTopicRow(planId: PlanId, deck: Deck, position: number): TopicRow {
  return {
    id: asTopicId(`${planId}/${nameOf(deck.path)}`),
    plan_id: planId,
    title: deck.title,
    status: 'surface',
    complexity: null,
    position,
    deck_path: deck.path,
    plan_slug: null,
    live: 1,
  };
}

/** A topic's items, with the earlier wordings of each as aliases. */
function carryItems(topic: TopicRow, items: readonly Item[], shelf: Shelf): readonly ItemRow[] {
  const topicBefore = shelf.topicsBefore.find((row) => row.live === 1 && row.plan_slug === topic.plan_slug);
  const before = shelf.itemsBefore.filter(
    (row) => row.topic_id === (topicBefore?.id ?? topic.id) && row.live === 1,
  );
  const reworded = matchReworded(before, items);
  return items.map((item, position) => {
    const known =
      reworded?.after.key === item.key ? reworded.before : before.find((row) => row.key === item.key);
    const aliases = known ? aliasesOf(known) : [];
    return {
      topic_id: topic.id,
      key: item.key,
      kind: item.kind,
      text: item.text,
      detail: JSON.stringify(item.detail),
      position,
      aliases: JSON.stringify(
        known && known.key !== item.key ? [...new Set([...aliases, known.key])] : aliases,
      ),
      live: 1,
    };
  });
}

/** The keys of an item's earlier wordings. */
export function aliasesOf(row: Pick<ItemRow, 'aliases'>): readonly string[] {
  return readJson<string[]>(row.aliases, 'items.aliases');
}

/** The item that an H2 names, by its text or an earlier wording of it. */
export function itemOfSection<T extends Pick<ItemRow, 'key' | 'aliases'>>(
  text: string,
  items: readonly T[],
): T | undefined {
  const key = normaliseText(text);
  return items.find((item) => item.key === key) ?? items.find((item) => aliasesOf(item).includes(key));
}

/** A card as found in the files. The store numbers new ones. */
export type FoundCard = Omit<CardRow, 'number'>;

/** A note with its cards, ready to be stored. */
export interface BoundNote {
  readonly note: NoteRow;
  readonly cards: readonly FoundCard[];
}

/** The notes of a deck that have an id, bound to their topic and items. */
export function bindNotes(deck: Deck, topic: BoundTopic): readonly BoundNote[] {
  const itemOf = itemFinder(topic.items);
  return deck.notes.flatMap((note, index) => {
    if (note.id === null) return [];
    const item = note.section === null ? undefined : itemOf(note.section.text);
    const row = noteRow(note.id, note, deck, topic.row, item, index);
    return [{ note: row, cards: cardRows(note, row, topic.row, item) }];
  });
}

function itemFinder(items: readonly ItemRow[]): (text: string) => ItemRow | undefined {
  const found = new Map<string, ItemRow | undefined>();
  return (text) => {
    if (!found.has(text)) found.set(text, itemOfSection(text, items));
    return found.get(text);
  };
}

function noteRow(
  id: NoteId,
  note: Note,
  deck: Deck,
  topic: TopicRow,
  item: ItemRow | undefined,
  index: number,
): NoteRow {
  return {
    id,
    topic_id: topic.id,
    path: deck.path,
    body: JSON.stringify(note),
    prompt: note.prompt,
    line: note.line,
    section: note.section?.heading ?? null,
    item_key: item?.key ?? null,
    draft: note.draft ? 1 : 0,
    lang: deck.lang,
    links: deck.linkDefinitions,
    position: topic.position * POSITIONS_PER_TOPIC + index * POSITIONS_PER_NOTE,
    live: 1,
  };
}

function cardRows(
  note: Note,
  row: NoteRow,
  topic: TopicRow,
  item: ItemRow | undefined,
): readonly FoundCard[] {
  return note.cards.map((card) => ({
    id: card.id,
    note_id: row.id,
    plan_id: topic.plan_id,
    topic_id: topic.id,
    item_key: item?.key ?? null,
    kind: card.kind,
    gap_rank: item?.kind === 'gap' ? 0 : 1,
    position: row.position + card.ordinal,
    content_hash: hashOf(card.wording),
    live: 1,
  }));
}
