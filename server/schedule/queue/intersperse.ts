// Mixes new cards and learning cards into reviews.
import type { Candidate, Mix } from '../types.ts';
import { dueAt } from './order.ts';
import { spread } from './spread.ts';
import type { Kinds, SessionInput, Step } from './types.ts';

/** One list of all that is asked now: learning cards around the others, new cards among reviews as the settings say. */
export function intersperse(
  learning: readonly Step[],
  { reviews, fresh }: Kinds,
  { nowMs, settings }: SessionInput,
): readonly Candidate[] {
  const isDue = ({ card }: Step) => dueAt(card) <= nowMs;
  const isNearlyDue = ({ card, learnAheadMs }: Step) => dueAt(card) <= nowMs + learnAheadMs;
  return [
    ...cardsOf(learning.filter(isDue)),
    ...mixed[settings.mix](reviews, fresh),
    ...cardsOf(learning.filter((step) => !isDue(step) && isNearlyDue(step))),
  ];
}

function cardsOf(steps: readonly Step[]): readonly Candidate[] {
  return steps.map(({ card }) => card);
}

type Mixing = (reviews: readonly Candidate[], fresh: readonly Candidate[]) => readonly Candidate[];

const mixed: Readonly<Record<Mix, Mixing>> = {
  spread,
  'new-first': (reviews, fresh) => [...fresh, ...reviews],
  'new-last': (reviews, fresh) => [...reviews, ...fresh],
};
