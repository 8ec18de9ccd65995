import { by, chance, dueAt, type Figure, type Order } from './order.ts';
import type { SessionInput } from './session.ts';

/** Reviews as the plan orders them; those equal in that by falling recall, then by due time. */
export function reviewOrder(input: Pick<SessionInput, 'settings' | 'nowMs' | 'studyDay'>): Order {
  return by(figureOf(input), waited(input.nowMs), dueAt);
}

function figureOf({
  settings,
  nowMs,
  studyDay,
}: Pick<SessionInput, 'settings' | 'nowMs' | 'studyDay'>): Figure {
  switch (settings.reviewOrder) {
    case 'falling-recall':
      return waited(nowMs);
    case 'rising-recall':
      return largestFirst(waited(nowMs));
    case 'due-day':
      return ({ dueDay }) => dueDay ?? Number.NEGATIVE_INFINITY;
    case 'relative-overdueness':
      return largestFirst(overdueness(nowMs));
    case 'random':
      return chance(studyDay);
  }
}

/**
 * Time since the last review ÷ the stability. Recall is a falling function of it alone, whatever the weights: to
 * order cards by recall, it needn't be computed.
 */
function waited(nowMs: number): Figure {
  return ({ lastReviewedAtMs, stability }) =>
    lastReviewedAtMs === null || stability === null
      ? Number.POSITIVE_INFINITY
      : Math.max(0, nowMs - lastReviewedAtMs) / stability;
}

/** Time since the card fell due ÷ time from its last review until then. */
function overdueness(nowMs: number): Figure {
  return ({ dueAtMs, lastReviewedAtMs }) =>
    dueAtMs === null || lastReviewedAtMs === null
      ? Number.POSITIVE_INFINITY
      : (nowMs - dueAtMs) / Math.max(1, dueAtMs - lastReviewedAtMs);
}

function largestFirst(figure: Figure): Figure {
  return (card) => -figure(card);
}
