import type { ReviewDesk } from '../log/desk.ts';
import { logOf } from '../log/events.ts';
import { topicOf } from '../log/memories.ts';
import { foldCard } from '../schedule/fold.ts';
import { isLeechAlarm } from '../schedule/leech.ts';
import type { CardEvent } from '../schedule/types.ts';
import type { ReviewTold } from './record.ts';

/** Whether a review that was kept is a lapse to tell the learner of; an undone one is none. */
export async function isLeechAlarmed(
  desk: ReviewDesk,
  { id, cardId, rating }: Pick<ReviewTold, 'id' | 'cardId' | 'rating'>,
): Promise<boolean> {
  if (rating !== 'again') return false;
  const topicId = await topicOf(desk.store.read, cardId);
  const log = await logOf(desk.store.read, desk, cardId);
  const scheduler = desk.schedulerOf(topicId);
  const lapsesOf = (events: readonly CardEvent[]) => {
    const { memory } = foldCard(events, scheduler);
    return memory.state === 'new' ? 0 : memory.lapses;
  };
  const place = log.findIndex((event) => event.id === id);
  const undos = log.filter((event) => event.type === 'undone');
  const lapses = lapsesOf([...log.slice(0, place + 1), ...undos]);
  return (
    lapses > lapsesOf([...log.slice(0, place), ...undos]) &&
    isLeechAlarm(lapses, desk.leechThresholdOf(topicId ?? ''))
  );
}
