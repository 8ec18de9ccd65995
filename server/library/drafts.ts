// Lists notes without an answer.
import type { NoteId, TopicId } from '../schedule/ids.ts';
import { prepare } from '../store/prepared.ts';
import type { Store } from '../store/store.ts';

/** A note without an answer yet. */
export interface WaitingDraft {
  readonly noteId: NoteId;
  readonly prompt: string;
  readonly topic: { readonly id: TopicId; readonly title: string };
  /** The text of the plan's item that it belongs to; null if it belongs to none. */
  readonly item: string | null;
}

const liveDrafts = prepare<Record<string, never>>()((db) =>
  db
    .selectFrom('notes as n')
    .innerJoin('topics as t', 't.id', 'n.topic_id')
    .leftJoin('items as i', (join) =>
      join.onRef('i.topic_id', '=', 'n.topic_id').onRef('i.key', '=', 'n.item_key'),
    )
    .select(['n.id', 'n.prompt', 't.id as topic_id', 't.title', 'i.text'])
    .where('n.live', '=', 1)
    .where('n.draft', '=', 1)
    .orderBy('t.plan_id')
    .orderBy('t.position')
    .orderBy('n.position'),
);

/** All drafts, in the order of the plans' roadmaps. */
export async function listDrafts(store: Store): Promise<readonly WaitingDraft[]> {
  const rows = await liveDrafts.all(store.read, {});
  return rows.map(({ id, prompt, topic_id, title, text }) => ({
    noteId: id,
    prompt,
    topic: { id: topic_id, title },
    item: text,
  }));
}
