// Adds a gap with cards to the files.
import type { Kysely } from 'kysely';
import { LibraryError } from '../library/errors.ts';
import type { Library } from '../library/library.ts';
import { type NewNote, type TopicFiles, topicFiles, withIds } from '../library/topic-files.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { studyDayAt } from '../log/desk.ts';
import type { GapAdded as InPlan } from '../plan/edit.ts';
import { itemKey } from '../plan/text.ts';
import type { LearnerId, NoteId, TopicId } from '../schedule/ids.ts';
import type { StudyDay } from '../schedule/types.ts';
import type { ItemRow, Tables } from '../store/tables.ts';

export interface NewGap {
  readonly topicId: TopicId;
  readonly text: string;
  readonly cards: readonly NewNote[];
}

export interface GapAdded {
  readonly key: string;
  /** Whether the gap was added to the plan. */
  readonly created: boolean;
  /** The line of the gap in plan.md, or null. */
  readonly line: number | null;
  /** The ids of the notes that were added. */
  readonly addedNotes: readonly NoteId[];
}

/**
 * Writes a gap into plan.md, then its cards into the topic's deck. The cards are in today's session when it resolves.
 * Adding the same gap again adds only what is missing, so repeating an interrupted call completes it.
 *
 * @throws LibraryError for an `unknown` topic, a `taken` id, a `refused` text, or a failed write.
 */
export async function addGapWithCards(desk: ReviewDesk, library: Library, given: NewGap): Promise<GapAdded> {
  return library.change(async (editor) => {
    const files = await topicFiles(desk.store, given.topicId);
    const gap = gapOf(files, given.text);
    const notes = await withIds(desk.store, files.deckPath, given.cards);
    // Refuse what the deck would refuse before the plan is written.
    const add = (text: string | null) =>
      library.texts.run('addNotes', files.deckPath, text, files.topic, gap, notes);
    const present = await (notes.length > 0 ? library.textToChange : library.text)(files.deckPath);
    const rehearsal = await add(present);

    let inPlan: InPlan | null = null;
    await editor.edit(files.planPath, async (text) => {
      if (text === null) throw planGone(files.planPath);
      inPlan = await library.texts.run('addGap', files.planPath, text, files.topic.title, given.text);
      return inPlan.text;
    });
    const today = studyDayAt(desk, desk.clock());
    editor.alongside((tx) => makeUrgent(tx, desk.learner.id, rehearsal.added, today));
    let addedNotes: readonly NoteId[] = [];
    if (rehearsal.added.length > 0) {
      await editor.edit(files.deckPath, async (text) => {
        const deck = await add(text);
        addedNotes = deck.added;
        return deck.text;
      });
    }
    return { key: gap.key, addedNotes, ...placeOf(inPlan) };
  });
}

/** Makes the cards of some notes urgent on a study day: the session asks them beyond the limit of new cards. */
async function makeUrgent(
  tx: Kysely<Tables>,
  learnerId: LearnerId,
  noteIds: readonly NoteId[],
  studyDay: StudyDay,
): Promise<void> {
  const urgent = { study_day: studyDay };
  for (const noteId of noteIds) {
    const cards = await tx.selectFrom('cards').select('id').where('note_id', '=', noteId).execute();
    for (const { id } of cards) {
      await tx
        .insertInto('urgent_cards')
        .values({ learner_id: learnerId, card_id: id, ...urgent })
        .onConflict((conflict) => conflict.columns(['learner_id', 'card_id']).doUpdateSet(urgent))
        .execute();
    }
  }
}

function placeOf(inPlan: InPlan | null): Pick<GapAdded, 'created' | 'line'> {
  return { created: inPlan?.added ?? false, line: inPlan?.line ?? null };
}

/** The item of the gap, from the plan if it has it. Throws if it is a covered item. */
function gapOf(files: TopicFiles, text: string): Pick<ItemRow, 'kind' | 'text' | 'key' | 'aliases'> {
  const key = itemKey(text);
  const known = files.items.find((item) => item.key === key);
  if (known?.kind === 'covered') {
    throw new LibraryError(
      'refused',
      `"${known.text}" is a covered item of ${files.topic.title}. Say in the gap's text what exactly is missing, or add a note to the item itself.`,
      { fault: { kind: 'item-covered', item: known.text, topic: files.topic.title } },
    );
  }
  return known ?? { kind: 'gap', text: text.trim(), key, aliases: '[]' };
}

function planGone(path: string): LibraryError {
  return new LibraryError('missing', `${path} is gone. Bring it back, then add the gap again.`, { path });
}
