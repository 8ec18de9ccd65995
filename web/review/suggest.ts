// The grade that the ticked points of an explanation suggest.

import type { Rating } from '../../server/http/schemas.ts';

/**
 * The grade for an explanation, by the share of its points that were ticked: under half is `again`, under three
 * quarters `hard`, anything more `good`. All of them is `good` too: only the learner knows whether it came easily.
 */
export function suggestedRating(ticked: readonly boolean[]): Rating {
  const share = ticked.filter(Boolean).length / ticked.length;
  if (share < 0.5) return 'again';
  return share < 0.75 ? 'hard' : 'good';
}
