// The part of the cards that a query is about.
import { asPlanId, asTopicId } from '../schedule/ids.ts';
import type { CardScope } from '../session/card-scope.ts';

/** The scope of `?plan=` and `?topic=`; all cards without either. */
export function scopeOf({
  plan,
  topic,
}: {
  readonly plan?: string | undefined;
  readonly topic?: string | undefined;
}): CardScope {
  return {
    ...(plan !== undefined && { planId: asPlanId(plan) }),
    ...(topic !== undefined && { topicId: asTopicId(topic) }),
  };
}
