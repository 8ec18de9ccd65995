import type { Candidate, Mix } from '../types.ts';
import { dueAt } from './order.ts';
import type { Kinds, SessionInput } from './session.ts';
import { spread } from './spread.ts';

/** One list of all that is asked now: learning cards around the others, new cards among reviews as the plan says. */
export function intersperse(
  learning: readonly Candidate[],
  { reviews, fresh }: Kinds,
  { nowMs, settings }: SessionInput,
): readonly Candidate[] {
  const isNearlyDue = (card: Candidate) =>
    dueAt(card) > nowMs && dueAt(card) <= nowMs + settings.learnAheadMs;
  return [
    ...learning.filter((card) => dueAt(card) <= nowMs),
    ...mixed[settings.mix](reviews, fresh),
    ...learning.filter(isNearlyDue),
  ];
}

type Mixing = (reviews: readonly Candidate[], fresh: readonly Candidate[]) => readonly Candidate[];

const mixed: Readonly<Record<Mix, Mixing>> = {
  spread,
  'new-first': (reviews, fresh) => [...fresh, ...reviews],
  'new-last': (reviews, fresh) => [...reviews, ...fresh],
};
