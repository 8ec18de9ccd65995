/** An item of a topic as one key, to group by. */
export function placeOf(topicId: string, key: string | null): string {
  return `${topicId}\n${key}`;
}
