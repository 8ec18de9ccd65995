// Binds decks and notes to the topics and items of a plan.
import type { Deck, Note, Problem } from '../deck/types.ts';
import { matchReworded } from '../plan/reworded.ts';
import { normaliseText } from '../plan/text.ts';
import type { Item, Plan, Topic } from '../plan/types.ts';
import { asTopicId, type NoteId } from '../schedule/ids.ts';
import { readJson } from '../store/errors.ts';
import type { CardRow, ItemRow, NoteRow, TopicRow } from '../store/tables.ts';
import { hashOf } from './folder.ts';
import { nearestTopic, topicNamed } from './kinds.ts';
import { type NamedTopic, type Names, nameTopics, type Rename } from './naming.ts';

/** A plan's folder: its files as read now, and what was stored before. */
export interface Shelf extends Names {
  readonly plan: Plan | null;
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
  /** The topic of each deck, by the deck's path. */
  readonly topicOf: ReadonlyMap<string, BoundTopic>;
  /** The topics that have another id than before. */
  readonly renames: readonly Rename[];
  /** Topics of a renamed folder that it does not have now, under their new ids. */
  readonly away: readonly TopicRow[];
  /** Copies in the place of a deck that is gone. Tenax does not write into them. */
  readonly standIns: ReadonlySet<string>;
  readonly problems: readonly Problem[];
}

/**
 * The topics of a plan's folder with their items, in the order of study: along the roadmap, then in the plan's order,
 * then decks that the plan doesn't name. A deck's H1 binds it to a topic.
 */
export function bindShelf(shelf: Shelf): BoundShelf {
  const planned = inOrderOfStudy(shelf.plan);
  const topicOfPath = new Map(shelf.decks.map((deck) => [deck.path, topicOfDeck(deck, planned)]));
  const { topics: named, standIns, problems } = nameTopics(shelf, planned, topicOfPath);
  const bound = named.map((topic, position) => bindTopic(shelf, topic, position));
  const renames = named.flatMap(({ id, before }) =>
    before && before.id !== id ? { from: before.id, to: id } : [],
  );
  const away = awayOf(shelf, named);
  return {
    topics: bound,
    topicOf: new Map(
      named.flatMap(({ paths }, index) => {
        const topic = bound[index];
        return topic ? paths.map((path) => [path, topic] as const) : [];
      }),
    ),
    renames: [...renames, ...away.map(({ from, row }) => ({ from, to: row.id }))],
    away: away.map(({ row }) => row),
    standIns,
    problems: [...problems, ...unnamedProblems(named, planned, shelf.decks)],
  };
}

function bindTopic(
  shelf: Shelf,
  { topic, title, id, path, before }: NamedTopic,
  position: number,
): BoundTopic {
  const row: TopicRow = {
    id,
    plan_id: shelf.planId,
    title,
    status: topic?.status ?? 'surface',
    complexity: topic?.complexity ?? null,
    position,
    deck_path: path,
    plan_slug: topic?.slug ?? null,
    live: 1,
  };
  return { row, items: carryItems(row, topic?.items ?? [], shelf, before) };
}

/** Where the folder has another name: the topics that it had under the former one, and has not now. */
function awayOf({ planId, before }: Shelf, named: readonly NamedTopic[]) {
  const taken = new Set<string>(named.map(({ id }) => id));
  const found = new Set(named.flatMap((topic) => topic.before ?? []));
  return before.topics.flatMap((row) => {
    const id = asTopicId(`${planId}/${row.id.slice(row.id.indexOf('/') + 1)}`);
    if (row.plan_id === planId || found.has(row) || taken.has(id)) return [];
    return { from: row.id, row: { ...row, id, plan_id: planId, deck_path: null, live: 0 as const } };
  });
}

function unnamedProblems(
  named: readonly NamedTopic[],
  planned: readonly Topic[],
  decks: readonly Deck[],
): readonly Problem[] {
  if (planned.length === 0) return [];
  return named.flatMap(({ topic, title, path }) => {
    if (topic || path === null) return [];
    const nearest = nearestTopic(title, planned);
    const line = decks.find((deck) => deck.path === path)?.titleLine ?? 1;
    const message = `The plan has no topic “${title}”.${nearest ? ` The nearest is “${nearest.title}”.` : ''} Make the level-1 heading the topic's name in the plan.`;
    return { severity: 'warning' as const, rule: 'unknown-topic', path, line, message };
  });
}

/** The topic that a deck's level-1 heading names. */
export function topicOfDeck({ title }: Pick<Deck, 'title'>, topics: readonly Topic[]): Topic | undefined {
  return topicNamed(title, topics);
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

/** A topic's items, with the earlier wordings of each as aliases. */
function carryItems(
  topic: TopicRow,
  items: readonly Item[],
  { itemsBefore, before: { topics } }: Shelf,
  named: TopicRow | null,
): readonly ItemRow[] {
  const topicBefore = topics.find((row) => row.live === 1 && row.plan_slug === topic.plan_slug) ?? named;
  // The items of a plan that was away are all set aside.
  const live = topicBefore?.live ?? 1;
  const before = itemsBefore.filter(
    (row) => row.topic_id === (topicBefore?.id ?? topic.id) && row.live === live,
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

/**
 * The notes of a deck that have an id, bound to their topic and items: some at a time, since it takes as long as
 * reading them.
 *
 * @param after how many notes of the topic's other decks come first.
 */
export function* bindNotes(
  deck: Deck,
  topic: BoundTopic,
  after: number,
  atATime: number,
): Generator<readonly BoundNote[]> {
  const itemOf = itemFinder(topic.items);
  for (let from = 0; from < deck.notes.length; from += atATime) {
    yield deck.notes.slice(from, from + atATime).flatMap((note, index) => {
      if (note.id === null) return [];
      const item = note.section === null ? undefined : itemOf(note.section.text);
      const row = noteRow(note.id, note, deck, topic.row, item, after + from + index);
      return [{ note: row, cards: cardRows(note, row, topic.row, item) }];
    });
  }
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
