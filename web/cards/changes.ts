// What can be done with chosen cards (suspend, bury, move …), and how it is taken back.

import type { Act, CardSummary, NoteId } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { uuid } from '../uuid.ts';

/** The most cards that one request of the API accepts. */
export const MOST_AT_ONCE = 1000;
const NOTES_A_MOVE = 200;

export type CardTouched = Pick<CardSummary, 'cardId' | 'noteId' | 'topic' | 'item'>;

/** The topic, and possibly the item, that notes are moved to. */
export interface Destination {
  readonly topic: CardSummary['topic'];
  readonly item: string | null;
}

/** Something to do with cards. Doing it again after a failure does it once. */
export interface CardChange {
  readonly what: { readonly act: Act } | { readonly to: Destination };
  /** Cards; when moving, notes. */
  readonly count: number;
  run(): Promise<void>;
  undo(): Promise<void>;
}

export function acting(act: Act, cards: readonly CardTouched[]): CardChange {
  const id = uuid();
  const cardIds = cards.map(({ cardId }) => cardId);
  return {
    what: { act },
    count: cards.length,
    run: async () => void (await api.actOnAll({ id, act, cardIds })),
    undo: async () => void (await api.undoAct(id)),
  };
}

export function moving(cards: readonly CardTouched[], to: Destination): CardChange {
  const notes = new Map(cards.map((card) => [card.noteId, card]));
  return {
    what: { to },
    count: notes.size,
    run: () => move([...notes.keys()], to),
    async undo() {
      for (const { from, noteIds } of origins([...notes.values()])) await move(noteIds, from);
    },
  };
}

async function move(noteIds: readonly NoteId[], { topic, item }: Destination): Promise<void> {
  for (let from = 0; from < noteIds.length; from += NOTES_A_MOVE) {
    await api.moveNotes({
      noteIds: noteIds.slice(from, from + NOTES_A_MOVE),
      topicId: topic.id,
      ...(item !== null && { item }),
    });
  }
}

/** Groups the notes by the place they came from. */
function origins(
  cards: readonly CardTouched[],
): readonly { readonly from: Destination; readonly noteIds: readonly NoteId[] }[] {
  const byPlace = new Map<string, { from: Destination; noteIds: NoteId[] }>();
  for (const { noteId, topic, item } of cards) {
    const place = `${topic.id}\n${item ?? ''}`;
    const group = byPlace.get(place) ?? { from: { topic, item }, noteIds: [] };
    group.noteIds.push(noteId);
    byPlace.set(place, group);
  }
  return [...byPlace.values()];
}
