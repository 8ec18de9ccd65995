// Today's session from the cards that the browser kept, while the server is away.

import { type Act, isPractice } from './act.ts';
import { dayEnd } from './day.ts';
import type { Asked, Waiting } from './entry.ts';
import { foresee } from './foresee.ts';
import type { Kept, KeptCard } from './kept.ts';

/** The cards that can be asked without the server. */
export interface KeptQueue extends Asked {
  /** When the next card comes back from its step; null if none does. */
  readonly nextAtMs: number | null;
}

/**
 * The kept cards without those answered or put aside since. A card on a step comes back when the step is over. On a
 * later study day there are no previews: only the server could compute them.
 *
 * @param acts what the server doesn't have yet, oldest first.
 */
export function queueFrom(
  { cards, scheduler }: Kept,
  topic: string | undefined,
  acts: readonly Act[],
  nowMs: number,
): KeptQueue {
  const isOver = nowMs >= dayEnd(scheduler);
  const remaining = withoutTakenBack(acts);
  const left = [...cards]
    .sort((a, b) => a.order - b.order)
    .filter(({ card }) => topic === undefined || card.topic.id === topic)
    .flatMap((kept) => {
      const own = remaining.filter(({ cardId }) => cardId === kept.cardId);
      const waiting = own.length > 0 ? after(kept, own, scheduler, nowMs) : asKept(kept, isOver);
      return waiting ? [waiting] : [];
    });
  const later = left.filter(({ atMs }) => atMs > nowMs);
  return {
    entries: left.filter(({ atMs }) => atMs <= nowMs).map(({ entry }) => entry),
    total: left.length,
    nextAtMs: later.length > 0 ? Math.min(...later.map(({ atMs }) => atMs)) : null,
  };
}

function asKept({ card, asOfMs, readyAtMs }: KeptCard, isOver: boolean): Waiting {
  return { entry: { card, asOfMs, ...(isOver && { unforeseen: true }) }, atMs: readyAtMs };
}

/** A kept card after some acts on it; null if it isn't asked again today. */
function after(
  { card }: KeptCard,
  acts: readonly Act[],
  scheduler: Kept['scheduler'],
  nowMs: number,
): Waiting | null {
  const reviews = acts.flatMap((act) => (act.kind === 'review' ? [act.body] : []));
  return reviews.length < acts.length ? null : foresee(card, reviews, scheduler, nowMs);
}

/** Drops reviews that a later act undoes; of the marks on a card, only the last counts. */
function withoutTakenBack(acts: readonly Act[]): readonly Act[] {
  const undone = new Set(acts.flatMap((act) => (act.kind === 'undo' ? [act.reviewId] : [])));
  return acts.filter((act, i) => {
    if (act.kind === 'undo' || isPractice(act)) return false;
    if (act.kind === 'review') return !undone.has(act.id);
    const isLast = !acts.slice(i + 1).some((later) => later.kind === 'mark' && later.cardId === act.cardId);
    return isLast && ['bury', 'suspend'].includes(act.body.act);
  });
}
