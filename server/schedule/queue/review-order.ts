// The order of reviews.
import { by, chance, dueAt } from './order.ts';
import type { Day, Figure, Order } from './types.ts';

type Input = Pick<Day, 'settings' | 'studyDay' | 'studyDayEndMs'>;

/**
 * Reviews in the order of the settings; equal ones by falling recall, then by due time. Recall and overdueness are
 * those at the end of the study day, so that no session reorders itself while it lasts.
 */
export function reviewOrder(day: Input): Order {
  return by(figureOf(day), waited(day.studyDayEndMs), dueAt);
}

function figureOf({ settings, studyDay, studyDayEndMs }: Input): Figure {
  switch (settings.reviewOrder) {
    case 'falling-recall':
      return waited(studyDayEndMs);
    case 'rising-recall':
      return largestFirst(waited(studyDayEndMs));
    case 'due-day':
      return ({ dueDay }) => dueDay ?? Number.NEGATIVE_INFINITY;
    case 'relative-overdueness':
      return largestFirst(overdueness(studyDayEndMs));
    case 'random':
      return chance(studyDay);
  }
}

/**
 * Time since the last review ÷ the stability. Recall is a falling function of it alone, whatever the weights: to
 * order cards by recall, recall need not be computed.
 */
function waited(untilMs: number): Figure {
  return ({ lastReviewedAtMs, stability }) =>
    lastReviewedAtMs === null || stability === null
      ? Number.POSITIVE_INFINITY
      : Math.max(0, untilMs - lastReviewedAtMs) / stability;
}

/** Time since the card fell due ÷ time from its last review until then. */
function overdueness(untilMs: number): Figure {
  return ({ dueAtMs, lastReviewedAtMs }) =>
    dueAtMs === null || lastReviewedAtMs === null
      ? Number.POSITIVE_INFINITY
      : (untilMs - dueAtMs) / Math.max(1, dueAtMs - lastReviewedAtMs);
}

function largestFirst(figure: Figure): Figure {
  return (card) => -figure(card);
}
