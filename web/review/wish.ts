// Which session a learner asked for, as an address: today's, ahead, practice, by minutes or topic.

import type { QueueMode } from '../../server/http/schemas.ts';
import { asTopicId, type TopicId } from '../../server/schedule/ids.ts';

/** The session that a learner asks for. */
export interface Wish {
  /** `due`: today's session. `ahead`: reviews made early. `cram`: practice, which schedules nothing. */
  readonly mode: QueueMode;
  readonly topic?: TopicId;
  /** How long today's session may take. */
  readonly minutes?: number;
  /** For practice: only cards of items whose recall is below the desired retention. */
  readonly weak?: true;
}

const MODES: readonly QueueMode[] = ['due', 'ahead', 'cram'];
const LONGEST_MINUTES = 1440;

/** Reads the address of a review. Invalid values are ignored: the learner wants to review. */
export function readWish(query: Readonly<Record<string, string>>): Wish {
  const mode = MODES.find((each) => each === query.mode) ?? 'due';
  const minutes = Number(query.minutes);
  const isTimed = mode === 'due' && minutes > 0 && minutes <= LONGEST_MINUTES;
  return {
    mode,
    ...(query.topic && { topic: asTopicId(query.topic) }),
    ...(isTimed && { minutes }),
    ...(mode === 'cram' && query.weak === 'true' && { weak: true }),
  };
}

/** The address of a session. */
export function reviewAddress({ mode, ...rest }: Wish): string {
  const pairs = Object.entries({ ...(mode !== 'due' && { mode }), ...rest });
  if (pairs.length === 0) return '/review';
  return `/review?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`;
}
