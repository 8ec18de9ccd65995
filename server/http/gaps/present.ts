import type { GapAdded } from '../../gap/add.ts';
import { type GapNow, listGaps } from '../../gap/list.ts';
import type { ReviewDesk } from '../../log/desk.ts';
import type { CardId, NoteId, TopicId } from '../../schedule/ids.ts';
import type { Store } from '../../store/store.ts';
import { iso, percent } from '../figures.ts';
import type { Gap, GapResult } from '../schemas.ts';

export function presentGap(gap: GapNow): Gap {
  const { topic, key, text, status, cards, stability, drafts } = gap;
  return {
    topic,
    key,
    text,
    status,
    since: iso(gap.sinceMs),
    changes: gap.changes.map(({ stage, atMs, cardId }) => ({ status: stage, at: iso(atMs), cardId })),
    cards,
    recallPercent: percent(gap.recall),
    stabilityDays: stability === null ? null : Math.round(stability * 10) / 10,
    drafts: [...drafts],
  };
}

/** The present state of a gap that was just written. */
export async function presentGapResult(
  desk: ReviewDesk,
  topicId: TopicId,
  { key, addedNotes, line }: GapAdded,
): Promise<GapResult> {
  const [gap] = await listGaps(desk, { topicId, key });
  if (!gap) throw new Error(`The gap "${key}" was written to ${topicId} and is not listed there.`);
  return {
    gap: presentGap(gap),
    addedCards: await cardsOfNotes(desk.store, addedNotes),
    planLine: line,
  };
}

async function cardsOfNotes(store: Store, noteIds: readonly NoteId[]): Promise<CardId[]> {
  if (noteIds.length === 0) return [];
  const rows = await store.read
    .selectFrom('cards')
    .select('id')
    .where('note_id', 'in', noteIds)
    .where('live', '=', 1)
    .orderBy('position')
    .execute();
  return rows.map(({ id }) => id);
}
