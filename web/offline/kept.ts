import type { CardNow, Due, Queue, QueueCard } from '../../server/http/schemas/index.ts';
import { type Act, isPractice } from '../review/act.ts';
import { dayEnd } from '../review/day.ts';
import type { Asked } from '../review/session.ts';

/** A card that can be asked without the server. */
export interface KeptCard {
  readonly cardId: string;
  /** Its place in the queue. */
  readonly order: number;
  readonly card: QueueCard;
  /** Server's time when it was told. */
  readonly asOfMs: number;
  /** By this browser's clock, from when on it is to be asked. */
  readonly readyAtMs: number;
}

/** What the browser keeps of the server's queue. */
export interface Kept {
  readonly scheduler: Queue['scheduler'];
  readonly due: Due;
  readonly cards: readonly KeptCard[];
}

export function keptOf(queue: Queue): Kept {
  const asOfMs = Date.parse(queue.due.asOf);
  const cards = queue.cards.map((card, order) => ({
    cardId: card.cardId,
    order,
    card,
    asOfMs,
    readyAtMs: 0,
  }));
  return { scheduler: queue.scheduler, due: queue.due, cards };
}

/**
 * A kept card after the server took an answer to it; null where it is not to be asked again today.
 *
 * @param nowMs this browser's time.
 */
export function keptAfter(
  kept: KeptCard,
  card: CardNow,
  asOfMs: number,
  scheduler: Kept['scheduler'],
  nowMs: number,
): KeptCard | null {
  const dueMs = card.dueAt === null ? asOfMs : Date.parse(card.dueAt);
  const isOut = card.suspended || card.buried || card.setAside || dueMs >= dayEnd(scheduler);
  return isOut ? null : { ...kept, card, asOfMs, readyAtMs: nowMs + Math.max(0, dueMs - asOfMs) };
}

/** What can be asked without the server. */
export interface KeptQueue extends Asked {
  /** When the next card comes back from its step; null where none does. */
  readonly nextAtMs: number | null;
}

/**
 * What was kept, less what was answered or put aside since. A card whose grade let it wait through a step of
 * minutes comes back after it; then, and on a later study day, what its buttons would do only the server can tell.
 *
 * @param acts what the server doesn't know yet, oldest first.
 */
export function queueFrom(
  { cards, scheduler }: Kept,
  topic: string | undefined,
  acts: readonly Act[],
  nowMs: number,
): KeptQueue {
  const isOver = nowMs >= dayEnd(scheduler);
  const standing = withoutTakenBack(acts);
  const left = [...cards]
    .sort((a, b) => a.order - b.order)
    .filter(({ card }) => topic === undefined || card.topic.id === topic)
    .flatMap((kept) => {
      const own = standing.filter(({ cardId }) => cardId === kept.cardId);
      const readyAtMs = readyAfter(kept, own);
      return readyAtMs === null ? [] : [{ kept, readyAtMs, unforeseen: isOver || own.length > 0 }];
    });
  const later = left.filter(({ readyAtMs }) => readyAtMs > nowMs);
  return {
    entries: left
      .filter(({ readyAtMs }) => readyAtMs <= nowMs)
      .map(({ kept: { card, asOfMs }, unforeseen }) => ({ card, asOfMs, ...(unforeseen && { unforeseen }) })),
    total: left.length,
    nextAtMs: later.length > 0 ? Math.min(...later.map(({ readyAtMs }) => readyAtMs)) : null,
  };
}

/** Reviews that no later act undoes, and marks of which only the last on each card counts. */
function withoutTakenBack(acts: readonly Act[]): readonly Act[] {
  const undone = new Set(acts.flatMap((act) => (act.kind === 'undo' ? [act.reviewId] : [])));
  return acts.filter((act, i) => {
    if (act.kind === 'undo' || isPractice(act)) return false;
    if (act.kind === 'review') return !undone.has(act.id);
    const isLast = !acts.slice(i + 1).some((later) => later.kind === 'mark' && later.cardId === act.cardId);
    return isLast && ['bury', 'suspend'].includes(act.body.act);
  });
}

/** From when on a card is asked again after some acts on it; null where it isn't today. */
function readyAfter({ card, asOfMs, readyAtMs }: KeptCard, acts: readonly Act[]): number | null {
  let ready: number | null = readyAtMs;
  for (const [i, act] of acts.entries()) {
    if (act.kind !== 'review') return null;
    const { rating, reviewedAt } = act.body;
    const preview = card.previews[rating];
    const stays = i === 0 ? preview.intervalDays === 0 : rating === 'again';
    const stepMs = Date.parse(preview.dueAt) - asOfMs;
    ready = stays && preview.intervalDays === 0 ? Date.parse(reviewedAt ?? '') + stepMs : null;
    if (ready === null) return null;
  }
  return ready;
}
