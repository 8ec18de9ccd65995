// What a learner does to a card, as it is sent to the server, and what the server's answer means.

import type { ActBody, CardNow, Problem, ReviewBody } from '../../server/http/schemas.ts';
import type { CardId, EventId } from '../../server/schedule/ids.ts';
import { api, type Timed } from '../api.ts';
import { Refused } from '../errors.ts';

/** Something done to a card. */
export type CardAct =
  | { readonly kind: 'review'; readonly id: EventId; readonly cardId: CardId; readonly body: ReviewBody }
  | { readonly kind: 'mark'; readonly id: EventId; readonly cardId: CardId; readonly body: ActBody };

/** What is sent to the server. Each act has an id, so sending it twice is harmless. */
export type Act =
  | CardAct
  | { readonly kind: 'undo'; readonly id: EventId; readonly cardId: CardId; readonly reviewId: EventId };

/** The server's answer to an act. */
export interface Acknowledged {
  /** The card afterwards; null if the server no longer has it. */
  readonly card: Timed<CardNow> | null;
  /** Whether this lapse makes the card a leech. */
  readonly leech: boolean;
}

/** Sends an act to the server. */
export async function sendToServer(act: Act): Promise<Acknowledged> {
  if (act.kind === 'mark') return { card: await api.act(act.cardId, act.body), leech: false };
  if (act.kind === 'review') {
    const { value, asOfMs } = await api.review(act.body);
    return { card: { value: value.card, asOfMs }, leech: value.leech };
  }
  const { value, asOfMs } = await api.undo(act.reviewId);
  return { card: value.card && { value: value.card, asOfMs }, leech: false };
}

/** Whether it is practice, which is logged but schedules nothing. */
export function isPractice(act: Act): boolean {
  return act.kind === 'review' && act.body.mode === 'cram';
}

/** @param id a new UUID. */
export function marking(id: EventId, cardId: CardId, act: ActBody['act']): CardAct {
  return { kind: 'mark', id, cardId, body: { id, act } };
}

/** The act that undoes a review, or brings back a card put aside. */
export function opposite(id: EventId, act: CardAct): Act {
  if (act.kind === 'review') return { kind: 'undo', id, cardId: act.cardId, reviewId: act.id };
  return marking(id, act.cardId, act.body.act === 'bury' ? 'unbury' : 'unsuspend');
}

export type Verdict = 'retry' | 'changed' | 'refused';

/**
 * What a failure to send means: `retry` if the same may succeed later (no answer, a busy or broken server, a missing
 * login), `changed` if the card was answered elsewhere meanwhile, `refused` if repeating is useless.
 */
export function verdictOn(error: unknown): Verdict {
  if (!(error instanceof Refused)) return 'retry';
  const { status } = error.problem;
  if (status === 409 && isCardChanged(error.problem)) return 'changed';
  const passing = status >= 500 || [401, 403, 408, 425, 429].includes(status);
  return passing ? 'retry' : 'refused';
}

/** The card as the server now has it, from a `card-changed` problem. */
export function changedCard(problem: Problem, asOfMs: number): Timed<CardNow> | null {
  return isCardChanged(problem) && 'card' in problem ? { value: problem.card as CardNow, asOfMs } : null;
}

function isCardChanged(problem: Problem): boolean {
  return problem.type.endsWith('card-changed');
}

/**
 * The last review of a card that this client knows of: its own unsent ones come after the server's.
 *
 * @param lastReviewId as the server sent it with the card.
 */
export function lastKnownReview(
  cardId: CardId,
  lastReviewId: string | null,
  unsent: readonly Act[],
): string | null {
  const undone = new Set(unsent.flatMap((act) => (act.kind === 'undo' ? [act.reviewId] : [])));
  const own = unsent.filter((act) => act.kind === 'review' && act.cardId === cardId && !undone.has(act.id));
  return own.at(-1)?.id ?? lastReviewId;
}
