import type { Note } from '../deck/types.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { studyDayAt } from '../log/desk.ts';
import { memoryByCard } from '../log/memories.ts';
import { historyOf } from '../log/rows.ts';
import { workByDay } from '../log/work.ts';
import { isLeech } from '../schedule/leech.ts';
import { previews } from '../schedule/review.ts';
import type { CardHistory, Due, Rating, SchedulerSettings } from '../schedule/types.ts';
import { prepare } from '../store/prepared.ts';
import type { CardRow } from '../store/tables.ts';
import { byDueTime, cardsAhead } from './ahead.ts';
import { byWeakness, type CramQuestion, cardsToCram } from './cram.ts';
import { sessionsOf } from './due.ts';
import { cardsWithin, type Pace, paceOf } from './pace.ts';
import { firstOfPieces } from './part.ts';

/** A card with all that asking it needs, but for its HTML. */
export interface CardToAsk extends CardHistory {
  readonly cardId: string;
  readonly noteId: string;
  readonly kind: CardRow['kind'];
  readonly live: boolean;
  readonly contentHash: string;
  readonly topic: { readonly id: string; readonly title: string };
  /** The item of the plan that it stands under; null where it stands under none. */
  readonly item: { readonly key: string; readonly text: string; readonly kind: 'covered' | 'gap' } | null;
  readonly note: Note;
  /** Path of its file below `decks/`, which relative links start from. */
  readonly path: string;
  readonly lang: string | null;
  /** The file's link definitions as Markdown. */
  readonly links: string;
  /** Whether it was forgotten as often as the settings of its topic allow. */
  readonly leech: boolean;
  /** What its memory and intervals are decided by. */
  readonly scheduler: SchedulerSettings;
  /** What each rating would decide now. */
  readonly previews: Readonly<Record<Rating, Due>>;
}

/** `due`: today's session. `ahead`: reviews made early. `cram`: practice that touches no schedule. */
export type QueueMode = 'due' | 'ahead' | 'cram';

export interface QueueQuestion extends CramQuestion {
  /** Absent: `due`. */
  readonly mode?: QueueMode;
  /** At most so many cards are told. */
  readonly limit: number;
  /** The session ends where these are over at the learner's pace. */
  readonly minutes?: number;
}

/** A session with its first cards in the order in which they are asked. */
export interface Queue {
  readonly mode: QueueMode;
  /** All that it holds. */
  readonly total: number;
  readonly pace: Pace;
  readonly cards: readonly CardToAsk[];
}

/** The cards to ask next. */
export async function queue(
  desk: ReviewDesk,
  { mode = 'due', limit, minutes, ...question }: QueueQuestion,
): Promise<Queue> {
  const pace = await paceOf(desk);
  const { cardIds, total } = await modes[mode](desk, question, limit);
  const most = minutes === undefined ? total : Math.min(total, cardsWithin(minutes, pace));
  const cards = await Promise.all(cardIds.slice(0, most).map((id) => cardToAsk(desk, id)));
  return { mode, total: most, pace, cards: cards.filter((card) => card !== undefined) };
}

/** The first cards of a session, in order, and how many it holds. */
interface Asked {
  readonly cardIds: readonly string[];
  readonly total: number;
}

const modes: Readonly<
  Record<QueueMode, (desk: ReviewDesk, question: CramQuestion, limit: number) => Promise<Asked>>
> = {
  async due(desk, part, limit) {
    const entries = (await sessionsOf(desk, part)).flatMap(({ session }) => session.queue);
    return { cardIds: entries.slice(0, limit).map(({ cardId }) => cardId), total: entries.length };
  },
  async ahead(desk, part, limit) {
    const { first, total } = await firstOfPieces(cardsAhead(desk, part), limit, byDueTime);
    return { cardIds: first.map(({ id }) => id), total };
  },
  async cram(desk, question, limit) {
    const { first, total } = await firstOfPieces(cardsToCram(desk, question), limit, byWeakness);
    return { cardIds: first.map(({ card }) => card.id), total };
  },
};

const cardWithNote = prepare<{ id: string }>()((db, param) =>
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

/** One card as it could be asked now, whether today's session holds it or not; undefined where there never was one. */
export async function cardToAsk(desk: ReviewDesk, cardId: string): Promise<CardToAsk | undefined> {
  const db = desk.store.read;
  const row = await cardWithNote.first(db, { id: cardId });
  if (!row) return undefined;
  const history = historyOf(await memoryByCard.first(db, { learner: desk.learner.id, id: cardId }));
  const { key, text, item_kind: kind } = row;
  const note: Note = JSON.parse(row.body);
  const nowMs = desk.clock();
  const today = studyDayAt(desk, nowMs);
  const workOn = await workByDay(desk);
  const scheduler = desk.schedulerOf(row.topic_id);
  return {
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
    ...history,
    leech:
      history.memory.state !== 'new' && isLeech(history.memory.lapses, desk.leechThresholdOf(row.topic_id)),
    scheduler,
    previews: previews(history.memory, cardId, nowMs, today, scheduler, desk.learner, {
      previousDays: history.due?.intervalDays,
      work: workOn(today),
    }),
  };
}
