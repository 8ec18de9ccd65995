// The grade that the ticked points of an explanation suggest.

import type { Rating } from '../../server/http/schemas.ts';

/**
 * The grade that an explanation earns by the share of its points that were told: under half is `again`, under
 * three quarters `hard`, anything more `good`, and so is all of it: whether it came easily only the learner knows.
 */
export function suggestedRating(told: readonly boolean[]): Rating {
  const share = told.filter(Boolean).length / told.length;
  if (share < 0.5) return 'again';
  return share < 0.75 ? 'hard' : 'good';
}
