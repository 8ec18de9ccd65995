// The files of a topic, and writing notes into its deck.
import { freeId, slugOf } from '../deck/ids.ts';
import type { NoteDraft } from '../deck/types.ts';
import { DeckEditError } from '../deck/verify.ts';
import { addNotes, type SectionOfItem } from '../deck/write.ts';
import { PlanError } from '../plan/error.ts';
import { itemKey, normaliseText } from '../plan/text.ts';
import type { NoteId, TopicId } from '../schedule/ids.ts';
import type { Store } from '../store/store.ts';
import type { ItemRow, TopicRow } from '../store/tables.ts';
import { aliasesOf } from './bind.ts';
import { LibraryError } from './errors.ts';
import { PLAN_FILE } from './folder.ts';
import { choosingIds, notesAmong } from './ids.ts';

/** What writing into a topic's files needs to know of it. */
export interface TopicFiles {
  readonly topic: TopicRow;
  readonly items: readonly ItemRow[];
  readonly planPath: string;
  /** The deck, which may not exist yet. */
  readonly deckPath: string;
}

/** The files of a topic. @throws LibraryError `unknown` if there is no such topic now. */
export async function topicFiles(store: Store, topicId: TopicId): Promise<TopicFiles> {
  const topic = await store.read
    .selectFrom('topics')
    .selectAll()
    .where('id', '=', topicId)
    .where('live', '=', 1)
    .executeTakeFirst();
  if (!topic) {
    throw new LibraryError(
      'unknown',
      `There is no topic "${topicId}". GET /api/topics lists the ids of all topics.`,
    );
  }
  const items = await store.read
    .selectFrom('items')
    .selectAll()
    .where('topic_id', '=', topicId)
    .where('live', '=', 1)
    .orderBy('position')
    .execute();
  return {
    topic,
    items,
    planPath: `${topic.plan_id}/${PLAN_FILE}`,
    deckPath: topic.deck_path ?? `${topicId}.md`,
  };
}

/** A note to add, with an id chosen by the author or made from its prompt. */
export interface NewNote {
  readonly id?: NoteId;
  readonly prompt: string;
  readonly answer: string;
}

/**
 * Gives notes their ids. A requested id is used if it is free. If a note of the library has or ever had it, it is
 * refused, unless that note has the same prompt in the same deck, which makes it the same note.
 *
 * @throws LibraryError `taken`.
 */
export async function withIds(
  store: Store,
  deckPath: string,
  notes: readonly NewNote[],
): Promise<readonly NoteDraft[]> {
  const owners = await notesAmong(
    store,
    notes.flatMap(({ id }) => id ?? []),
  );
  const ownerOf = new Map(owners.map((row) => [row.id, row]));
  const here = await store.read
    .selectFrom('notes')
    .select(['id', 'prompt'])
    .where('path', '=', deckPath)
    .where('live', '=', 1)
    .execute();
  const idOfPrompt = new Map(here.map(({ id, prompt }) => [prompt, id] as const).reverse());
  for (const { id: wanted, prompt } of notes) {
    const owner = wanted === undefined ? undefined : ownerOf.get(wanted);
    if (!owner || owner.id === idOfPrompt.get(prompt.trim())) continue;
    throw new LibraryError(
      'taken',
      `The id "${wanted}" belongs to the note "${owner.prompt}" in ${owner.path}. Choose another id, or leave it out.`,
      { path: owner.path, fault: { kind: 'id-owned', id: owner.id, prompt: owner.prompt } },
    );
  }
  return choosingIds(store, (isTaken) => {
    const given = new Set<NoteId>();
    return notes.map(({ id: wanted, prompt, answer }) => {
      const id =
        wanted ??
        idOfPrompt.get(prompt.trim()) ??
        freeId(slugOf(prompt), (candidate) => given.has(candidate) || isTaken(candidate));
      given.add(id);
      return { id, prompt, body: answer };
    });
  });
}

/** An item whose H2 notes go under. */
export type ItemOfSection = Pick<ItemRow, 'kind' | 'text' | 'key' | 'aliases'>;

/** Adds notes under an item's H2; returns the new text and the ids of the notes that were not there yet. */
export function addToDeck(
  text: string | null,
  topic: Pick<TopicRow, 'title'>,
  item: ItemOfSection | null,
  notes: readonly NoteDraft[],
): { readonly text: string; readonly added: readonly NoteId[] } {
  const section = item && sectionOfItem(item);
  return refusing(() => addNotes(text, { title: topic.title, section, notes }));
}

/** How to recognise the H2 of an item in a deck. */
export function sectionOfItem(item: ItemOfSection): SectionOfItem {
  return {
    kind: item.kind,
    text: item.text,
    isSame: (heading) => {
      const key = normaliseText(heading);
      return key === item.key || aliasesOf(item).includes(key);
    },
  };
}

/** The item of a topic with this text. @throws LibraryError `unknown`. */
export function itemNamed({ topic, items }: TopicFiles, text: string): ItemRow {
  const key = itemKey(text);
  const item = items.find((known) => known.key === key);
  if (item) return item;
  throw new LibraryError(
    'unknown',
    `The topic "${topic.id}" has no item "${text}". GET /api/topics/${topic.id} lists its items.`,
  );
}

/** Turns the errors of the pure rooms into a `LibraryError`. */
export function refusing<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof DeckEditError) {
      const { message, fault, place } = error;
      throw new LibraryError('refused', message, { fault, place }, { cause: error });
    }
    if (error instanceof PlanError) {
      const { message, remedy, fault } = error;
      throw new LibraryError('refused', `${message} ${remedy}`, { fault }, { cause: error });
    }
    throw error;
  }
}
