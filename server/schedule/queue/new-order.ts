// The order of new cards.
import type { Candidate } from '../types.ts';
import { by, chance } from './order.ts';
import type { Day, Figure, Order } from './types.ts';

/** What the place of a new card depends on. */
type Newcomer = Pick<Candidate, 'cardId' | 'topicId' | 'gapRank' | 'position'>;

type Input = Pick<Day, 'settings' | 'studyDay' | 'topicRetention'>;

/** New cards as the plan orders them; the cards of a gap just found come first in any order. */
export function newOrder(input: Input): Order {
  return by<Candidate>(({ urgent }) => (urgent ? 0 : 1), ...figuresOf(input));
}

/** The same on a day on which no gap was found. */
export function usualNewOrder(input: Input): Order<Newcomer> {
  return by(...figuresOf(input));
}

function figuresOf({ settings, studyDay, topicRetention }: Input): readonly Figure<Newcomer>[] {
  switch (settings.newOrder) {
    case 'gaps-first':
      return [gapRank, position];
    case 'weakest-topic':
      return [retentionIn(topicRetention), gapRank, position];
    case 'file-order':
      return [position];
    case 'random':
      return [chance(studyDay)];
  }
}

/** Topics without enough evidence come after those known to be weak. */
function retentionIn(topicRetention: ReadonlyMap<string, number>): Figure<Newcomer> {
  return ({ topicId }) => topicRetention.get(topicId) ?? Number.POSITIVE_INFINITY;
}

function gapRank(card: Newcomer): number {
  return card.gapRank;
}

/** Along the roadmap, then as in the file. */
function position(card: Newcomer): number {
  return card.position;
}
