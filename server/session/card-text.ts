// The text of a card: its note, and the file it comes from.

import type { Note } from '../deck/types.ts';
import type { CardId, NoteId, TopicId } from '../schedule/ids.ts';
import { createCache } from '../store/cache.ts';
import { readJson } from '../store/errors.ts';
import { ofLibrary } from '../store/of-library.ts';
import { prepare } from '../store/prepared.ts';
import type { Store } from '../store/store.ts';
import type { CardRow } from '../store/tables.ts';

/** A card as the files have it, the same for all learners. */
export interface CardText {
  readonly cardId: CardId;
  readonly noteId: NoteId;
  readonly kind: CardRow['kind'];
  readonly live: boolean;
  readonly contentHash: string;
  readonly topic: { readonly id: TopicId; readonly title: string };
  /** The item of the plan that the card belongs to, or null. */
  readonly item: { readonly key: string; readonly text: string; readonly kind: 'covered' | 'gap' } | null;
  /** It may not have the card any more: one that was set aside still accepts reviews. */
  readonly note: Note;
  /** The path of the file below `decks/`. Relative links start from it. */
  readonly path: string;
  readonly lang: string | null;
  /** The file's link definitions as Markdown. */
  readonly links: string;
}

const cardWithNote = prepare<{ id: CardId }>()((db, param) =>
  db
    .selectFrom('cards as c')
    .innerJoin('notes as n', 'n.id', 'c.note_id')
    .innerJoin('topics as t', 't.id', 'c.topic_id')
    .leftJoin('items as i', (join) =>
      join.onRef('i.topic_id', '=', 'c.topic_id').onRef('i.key', '=', 'c.item_key'),
    )
    .select(['c.note_id', 'c.kind', 'c.live', 'c.content_hash', 'c.topic_id', 't.title'])
    .select(['i.key', 'i.text', 'i.kind as item_kind', 'n.body', 'n.path', 'n.lang', 'n.links'])
    .where('c.id', '=', param('id')),
);

/** A card shown lately is soon needed again: for a preview, for the response to its grade, for the next queue. */
const MOST = { entries: 2_000, characters: 8 * 1024 * 1024 };

const textsOf = ofLibrary(async () =>
  createCache<CardText>(MOST, ({ note, links }) => 2 * note.body.length + note.prompt.length + links.length),
);

/** Returns the text of a card, cached until the library changes, or undefined for an unknown id. */
export async function cardTextOf(store: Store, cardId: CardId): Promise<CardText | undefined> {
  const texts = await textsOf(store);
  const known = texts.find(cardId);
  if (known) return known;
  const row = await cardWithNote.first(store.read, { id: cardId });
  if (!row) return undefined;
  const { key, text, item_kind: kind } = row;
  const note: Note = readJson(row.body, 'notes.body');
  return texts.get(cardId, () => ({
    cardId,
    noteId: row.note_id,
    kind: row.kind,
    live: row.live === 1,
    contentHash: row.content_hash,
    topic: { id: row.topic_id, title: row.title },
    item: key !== null && text !== null && kind !== null ? { key, text, kind } : null,
    note,
    path: row.path,
    lang: row.lang,
    links: row.links,
  }));
}
