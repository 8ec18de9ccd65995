// Computes how a card comes back before the server has answered its grade.

import type { Waiting } from '../offline/entry.ts';
import { loadAway } from '../offline/load-away.ts';
import type { Outbox } from '../offline/outbox.ts';
import type { Done } from './session.ts';
import type { About } from './source.ts';

/**
 * The card of a grade that the server hasn't answered yet, as it comes back from its step; null if it doesn't, or if
 * something else has happened to it meanwhile.
 */
export async function foreseen(
  { entry, act }: Done,
  { unsent }: Outbox,
  { scheduler }: About,
): Promise<Waiting | null> {
  const { foresee } = await loadAway();
  const last = unsent.peek().findLast((each) => each.act.cardId === act.cardId);
  if (act.kind !== 'review' || last?.id !== act.id || last.refused) return null;
  return foresee(entry.card, [act.body], scheduler, Date.now());
}
