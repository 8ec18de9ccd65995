/** Returns one key for an item of a topic, to group by. */
import type { TopicId } from '../schedule/ids.ts';
export function placeOf(topicId: TopicId, key: string | null): string {
  return `${topicId}\n${key}`;
}
