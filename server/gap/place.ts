/** An item of a topic as one key, to group by. */
import type { TopicId } from '../schedule/ids.ts';
export function placeOf(topicId: TopicId, key: string | null): string {
  return `${topicId}\n${key}`;
}
