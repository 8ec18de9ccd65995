// What a learner does to a card, as it is sent to the server, and what the server's answer means.

import type { ActBody, CardNow, Problem, ReviewBody } from '../../server/http/schemas.ts';
import { api, type Told } from '../api.ts';
import { Refused } from '../errors.ts';

/** Something done to a card. */
export type Deed =
  | { readonly kind: 'review'; readonly id: string; readonly cardId: string; readonly body: ReviewBody }
  | { readonly kind: 'mark'; readonly id: string; readonly cardId: string; readonly body: ActBody };

/** What the server must come to know. Each carries an id, so that telling twice is harmless. */
export type Act =
  | Deed
  | { readonly kind: 'undo'; readonly id: string; readonly cardId: string; readonly reviewId: string };

/** What the server answers to an act. */
export interface Acknowledged {
  /** As the card stands then; null where the server knows none. */
  readonly card: Told<CardNow> | null;
  /** Whether this lapse makes the card a leech. */
  readonly leech: boolean;
}

/** Tells the server. */
export async function tellServer(act: Act): Promise<Acknowledged> {
  if (act.kind === 'mark') return { card: await api.act(act.cardId, act.body), leech: false };
  if (act.kind === 'review') {
    const { value, asOfMs } = await api.review(act.body);
    return { card: { value: value.card, asOfMs }, leech: value.leech };
  }
  const { value, asOfMs } = await api.undo(act.reviewId);
  return { card: value.card && { value: value.card, asOfMs }, leech: false };
}

/** Whether it is practice, which is logged and schedules nothing. */
export function isPractice(act: Act): boolean {
  return act.kind === 'review' && act.body.mode === 'cram';
}

/** @param id a new UUID. */
export function marking(id: string, cardId: string, act: ActBody['act']): Deed {
  return { kind: 'mark', id, cardId, body: { id, act } };
}

/** What takes back a review, or a card put aside. */
export function opposite(id: string, act: Deed): Act {
  if (act.kind === 'review') return { kind: 'undo', id, cardId: act.cardId, reviewId: act.id };
  return marking(id, act.cardId, act.body.act === 'bury' ? 'unbury' : 'unsuspend');
}

export type Verdict = 'retry' | 'changed' | 'refused';

/**
 * What a failed telling means: `retry` when the same may succeed later (no answer, a busy or broken server, a
 * missing login), `changed` when the card was answered elsewhere meanwhile, `refused` when repeating is useless.
 */
export function verdictOn(error: unknown): Verdict {
  if (!(error instanceof Refused)) return 'retry';
  const { status } = error.problem;
  if (status === 409 && isCardChanged(error.problem)) return 'changed';
  const passing = status >= 500 || [401, 403, 408, 425, 429].includes(status);
  return passing ? 'retry' : 'refused';
}

/** The card as the server now has it, which a `card-changed` answer carries. */
export function changedCard(problem: Problem, asOfMs: number): Told<CardNow> | null {
  return isCardChanged(problem) && 'card' in problem ? { value: problem.card as CardNow, asOfMs } : null;
}

function isCardChanged(problem: Problem): boolean {
  return problem.type.endsWith('card-changed');
}

/**
 * The last review of a card that this client knows of: its own that wait to be sent come after the server's.
 *
 * @param lastReviewId as the server told it with the card.
 */
export function lastKnownReview(
  cardId: string,
  lastReviewId: string | null,
  unsent: readonly Act[],
): string | null {
  const undone = new Set(unsent.flatMap((act) => (act.kind === 'undo' ? [act.reviewId] : [])));
  const own = unsent.filter((act) => act.kind === 'review' && act.cardId === cardId && !undone.has(act.id));
  return own.at(-1)?.id ?? lastReviewId;
}
