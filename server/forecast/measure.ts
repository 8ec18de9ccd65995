// Memory of topics at an instant.
import type { TopicId } from '../schedule/ids.ts';
import { movedRecall } from '../schedule/offset.ts';
import { recall } from '../schedule/recall.ts';
import type { Memory } from '../schedule/types.ts';
import type { Measure, Scenario } from './types.ts';

interface Remembered {
  readonly topicId: TopicId;
  readonly memory: Memory;
}

/** The sums over each topic's memory at an instant; topics without a seen card are left out. */
export function measure(
  cards: Iterable<Remembered>,
  atMs: number,
  { schedulerOf, offsets }: Pick<Scenario, 'schedulerOf' | 'offsets'>,
): ReadonlyMap<string, Measure> {
  const topics = new Map<string, Measure>();
  for (const { topicId, memory } of cards) {
    if (memory.state === 'new') continue;
    const { weights } = schedulerOf(topicId);
    const p = movedRecall(recall(memory, atMs, weights), offsets.get(topicId) ?? UNMOVED);
    topics.set(topicId, add(topics.get(topicId), { recall: p, variance: p * (1 - p), seen: 1 }));
  }
  return topics;
}

export const UNMOVED = { logit: 0 } as const;

/** The sum of two. */
export function add(a: Measure | undefined, b: Measure): Measure {
  if (!a) return b;
  return { recall: a.recall + b.recall, variance: a.variance + b.variance, seen: a.seen + b.seen };
}
