// One topic in full, for its page.
import type { ReviewDesk } from '../log/desk.ts';
import { historyOf } from '../log/rows.ts';
import { type RetentionEstimate, retentionEstimate } from '../schedule/estimate.ts';
import type { CardId, NoteId, TopicId } from '../schedule/ids.ts';
import { sumRecalls } from '../schedule/offset.ts';
import { recall } from '../schedule/recall.ts';
import type { CardHistory } from '../schedule/types.ts';
import type { CardRow, ItemRow } from '../store/tables.ts';
import { type Explained, explainedOf } from './explained.ts';
import { topicHistory } from './history.ts';
import type { HistoryDay } from './snapshots.ts';
import { type TopicNow, topicNowOf } from './topics.ts';

/** A card in the list of a topic's page. */
export interface TopicCardNow extends CardHistory {
  readonly cardId: CardId;
  readonly noteId: NoteId;
  readonly kind: CardRow['kind'];
  /** Markdown of the note's heading. */
  readonly prompt: string;
  /** 0–1, now; null while the card is new. */
  readonly recall: number | null;
}

export interface DraftNow {
  readonly noteId: NoteId;
  readonly prompt: string;
}

/** An item with the retention of its cards. It uses the offset of its topic, since an item alone has too few trials. */
export interface ItemNow {
  readonly item: ItemRow;
  readonly estimate: RetentionEstimate;
  readonly reviews: number;
  readonly cards: readonly TopicCardNow[];
  readonly drafts: readonly DraftNow[];
}

export interface TopicInFull {
  readonly topic: TopicNow;
  readonly items: readonly ItemNow[];
  readonly otherCards: readonly TopicCardNow[];
  readonly otherDrafts: readonly DraftNow[];
  readonly explained: readonly Explained[];
  readonly history: readonly HistoryDay[];
}

/** One topic with its items, their cards and drafts, and its history; null if there is no such topic now. */
export async function topicInFull(desk: ReviewDesk, topicId: TopicId): Promise<TopicInFull | null> {
  const topic = await topicNowOf(desk, topicId);
  if (!topic) return null;
  const db = desk.store.read;
  const items = await db
    .selectFrom('items')
    .selectAll()
    .where('topic_id', '=', topicId)
    .where('live', '=', 1)
    .orderBy('position')
    .execute();
  const drafts = await db
    .selectFrom('notes')
    .select(['id', 'prompt', 'item_key'])
    .where('topic_id', '=', topicId)
    .where('live', '=', 1)
    .where('draft', '=', 1)
    .orderBy('position')
    .execute();
  const cards = await topicCards(desk, topicId);
  const draftsOf = (key: string | null) =>
    drafts.filter((draft) => draft.item_key === key).map(({ id, prompt }) => ({ noteId: id, prompt }));
  const cardsOf = (key: string | null) => cards.filter((card) => card.key === key).map(({ card }) => card);
  return {
    topic,
    items: items.map((item) => itemNow(item, cardsOf(item.key), draftsOf(item.key), topic)),
    otherCards: cardsOf(null),
    otherDrafts: draftsOf(null),
    explained: await explainedOf(desk, topicId),
    history: await topicHistory(desk, topic),
  };
}

function itemNow(
  item: ItemRow,
  cards: readonly TopicCardNow[],
  drafts: readonly DraftNow[],
  { evidence: { offset, calibrationError }, ownBands }: TopicNow,
): ItemNow {
  const reviews = cards.reduce((sum, { memory }) => sum + (memory.state === 'new' ? 0 : memory.reps), 0);
  const recalls = cards.flatMap(({ recall }) => recall ?? []);
  const units = Math.max(1, cards.length);
  const evidence = { ...sumRecalls(recalls, offset), calibrationError, units, reviews };
  return { item, estimate: retentionEstimate(evidence, ownBands), reviews, cards, drafts };
}

async function topicCards(
  desk: ReviewDesk,
  topicId: TopicId,
): Promise<readonly { readonly key: string | null; readonly card: TopicCardNow }[]> {
  const rows = await desk.store.read
    .selectFrom('cards as c')
    .innerJoin('notes as n', 'n.id', 'c.note_id')
    .select(['c.id', 'c.note_id', 'c.kind', 'c.item_key', 'n.prompt'])
    .where('c.topic_id', '=', topicId)
    .where('c.live', '=', 1)
    .orderBy('c.position')
    .execute();
  const memories = await desk.store.read
    .selectFrom('memories as m')
    .innerJoin('cards as c', 'c.id', 'm.card_id')
    .selectAll('m')
    .where('m.learner_id', '=', desk.learner.id)
    .where('c.topic_id', '=', topicId)
    .execute();
  const kept = new Map(memories.map((row) => [row.card_id, row]));
  const nowMs = desk.clock();
  const { weights } = desk.schedulerOf(topicId);
  return rows.map((row) => {
    const history = historyOf(kept.get(row.id));
    const { memory } = history;
    return {
      key: row.item_key,
      card: {
        cardId: row.id,
        noteId: row.note_id,
        kind: row.kind,
        prompt: row.prompt,
        ...history,
        recall: memory.state === 'new' ? null : recall(memory, nowMs, weights),
      },
    };
  });
}
