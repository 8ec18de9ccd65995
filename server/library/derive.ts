// Writes first notes for items without one.
import { freeId } from '../deck/ids.ts';
import type { NoteDraft } from '../deck/types.ts';
import type { NoteId, PlanId, TopicId } from '../schedule/ids.ts';
import { readJson } from '../store/errors.ts';
import type { Store } from '../store/store.ts';
import type { ItemRow } from '../store/tables.ts';
import { LibraryError } from './errors.ts';
import type { Library } from './library.ts';
import { topicFiles } from './topic-files.ts';

export interface DerivedNote {
  readonly noteId: NoteId;
  readonly topicId: TopicId;
  readonly prompt: string;
  /** Whether the note has no answer yet. */
  readonly draft: boolean;
}

/** The notes that were written, or would be on a dry run. */
export interface Derived {
  readonly files: readonly { readonly path: string; readonly added: number; readonly drafts: number }[];
  readonly added: readonly DerivedNote[];
  /** The decks that could not take their notes, with what to do; absent if all could. */
  readonly failed?: readonly { readonly path: string; readonly message: string }[];
}

/**
 * Writes a first note for every item of the plans that has none into its topic's deck, and changes nothing else there.
 * Run again, it finds nothing to do. A deck that can't be read or written does not keep the others from their notes.
 *
 * @throws LibraryError if no deck could take its notes: the failure of the first one.
 */
export async function deriveNotes(
  store: Store,
  library: Library,
  options: { readonly planId?: PlanId; readonly dryRun: boolean },
): Promise<Derived> {
  const bare = await itemsWithoutNotes(store, options.planId);
  const taken = new Set((await store.read.selectFrom('notes').select('id').execute()).map(({ id }) => id));
  const files: { path: string; added: number; drafts: number }[] = [];
  const added: DerivedNote[] = [];
  const failed: { path: string; error: LibraryError }[] = [];
  const draftOf = async ({ kind, text, ...item }: ItemRow, topicTitle: string, deckPath: string) => {
    const detail = readJson<readonly string[]>(item.detail, 'items.detail');
    const derived = await library.texts.run('derive', deckPath, { kind, text, detail }, topicTitle);
    const id = freeId(derived.slug, (candidate) => taken.has(candidate));
    taken.add(id);
    return { ...derived.draft, id };
  };
  await library.change(async (editor) => {
    for (const [topicId, items] of bare) {
      const { topic, deckPath } = await topicFiles(store, topicId);
      const drafts: { readonly item: ItemRow; readonly draft: NoteDraft }[] = [];
      const write = async (text: string | null) => {
        let deck = text;
        for (const { item, draft } of drafts)
          deck = (await library.texts.run('addNotes', deckPath, deck, topic, item, [draft])).text;
        return deck ?? '';
      };
      try {
        for (const item of items) drafts.push({ item, draft: await draftOf(item, topic.title, deckPath) });
        if (options.dryRun) await write(await library.textToChange(deckPath));
        else await editor.edit(deckPath, write);
      } catch (error) {
        if (!(error instanceof LibraryError)) throw error;
        failed.push({ path: deckPath, error });
        continue;
      }
      const notes = drafts.map(({ draft }) => ({
        noteId: draft.id,
        topicId,
        prompt: draft.prompt,
        draft: draft.draft === true,
      }));
      added.push(...notes);
      files.push({ path: deckPath, added: notes.length, drafts: notes.filter((note) => note.draft).length });
    }
  });
  const [first] = failed;
  if (first && files.length === 0) throw first.error;
  const refused = failed.map(({ path, error }) => ({ path, message: error.message }));
  return { files, added, ...(first && { failed: refused }) };
}

async function itemsWithoutNotes(
  store: Store,
  planId?: PlanId,
): Promise<ReadonlyMap<TopicId, readonly ItemRow[]>> {
  let query = store.read
    .selectFrom('items as i')
    .innerJoin('topics as t', 't.id', 'i.topic_id')
    .selectAll('i')
    .where('i.live', '=', 1)
    .where('t.live', '=', 1)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('notes as n')
            .select('n.id')
            .whereRef('n.topic_id', '=', 'i.topic_id')
            .whereRef('n.item_key', '=', 'i.key')
            .where('n.live', '=', 1),
        ),
      ),
    );
  if (planId !== undefined) query = query.where('t.plan_id', '=', planId);
  const topics = new Map<TopicId, ItemRow[]>();
  for (const item of await query.orderBy('t.plan_id').orderBy('t.position').orderBy('i.position').execute()) {
    const items = topics.get(item.topic_id);
    if (items) items.push(item);
    else topics.set(item.topic_id, [item]);
  }
  return topics;
}
