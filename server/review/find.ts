import { sql } from 'kysely';
import type { CardState } from '../schedule/types.ts';
import type { CardRow } from '../store/tables.ts';
import type { ReviewDesk } from './desk.ts';
import { studyDayAt } from './desk.ts';

export interface CardSought {
  /** Words that the note's heading or body holds, all of them, in any case. */
  readonly text?: string;
  readonly topicId?: string;
  readonly state?: CardState | 'suspended' | 'buried' | 'set-aside';
  /** Where the page before ended. */
  readonly cursor?: string;
  readonly limit: number;
}

export interface CardFound {
  readonly cardId: string;
  readonly noteId: string;
  readonly kind: CardRow['kind'];
  readonly state: CardState;
  readonly topic: { readonly id: string; readonly title: string };
  readonly item: string | null;
  /** Markdown of the note's heading. */
  readonly prompt: string;
  readonly dueAtMs: number | null;
  readonly suspended: boolean;
  readonly setAside: boolean;
}

/** Cards by id, a page at a time. Set-aside cards are found only when asked for. */
export async function findCards(
  desk: ReviewDesk,
  sought: CardSought,
): Promise<{ readonly cards: readonly CardFound[]; readonly nextCursor: string | null }> {
  let query = desk.store.read
    .selectFrom('cards as c')
    .innerJoin('notes as n', 'n.id', 'c.note_id')
    .innerJoin('topics as t', 't.id', 'c.topic_id')
    .leftJoin('items as i', (join) =>
      join.onRef('i.topic_id', '=', 'c.topic_id').onRef('i.key', '=', 'c.item_key'),
    )
    .leftJoin('memories as m', (join) =>
      join.onRef('m.card_id', '=', 'c.id').on('m.learner_id', '=', desk.learner.id),
    )
    .select(['c.id', 'c.note_id', 'c.kind', 'c.topic_id', 'c.live', 't.title', 'i.text', 'n.prompt'])
    .select(['m.state', 'm.due_at_ms', 'm.suspended'])
    .where('c.live', '=', sought.state === 'set-aside' ? 0 : 1)
    .orderBy('c.id')
    .limit(sought.limit + 1);
  if (sought.topicId !== undefined) query = query.where('c.topic_id', '=', sought.topicId);
  if (sought.cursor !== undefined) query = query.where('c.id', '>', sought.cursor);
  for (const word of (sought.text ?? '').split(/\s+/).filter(Boolean)) {
    const pattern = `%${word.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
    query = query.where(sql<boolean>`lower(n.body) like ${pattern} escape '\\'`);
  }
  switch (sought.state) {
    case 'new':
      query = query.where((eb) => eb.or([eb('m.state', 'is', null), eb('m.state', '=', 'new')]));
      break;
    case 'learning':
    case 'review':
    case 'relearning':
      query = query.where('m.state', '=', sought.state);
      break;
    case 'suspended':
      query = query.where('m.suspended', '=', 1);
      break;
    case 'buried':
      query = query.where('m.buried_day', '=', studyDayAt(desk, desk.clock()));
      break;
    default:
  }
  const rows = await query.execute();
  const page = rows.slice(0, sought.limit);
  return {
    nextCursor: rows.length > page.length ? (page.at(-1)?.id ?? null) : null,
    cards: page.map((row) => ({
      cardId: row.id,
      noteId: row.note_id,
      kind: row.kind,
      state: row.state ?? 'new',
      topic: { id: row.topic_id, title: row.title },
      item: row.text,
      prompt: row.prompt,
      dueAtMs: row.due_at_ms,
      suspended: row.suspended === 1,
      setAside: row.live === 0,
    })),
  };
}
