import type { ReviewDesk } from '../review/desk.ts';
import { cardEvent } from '../review/rows.ts';
import { liveReviews } from '../schedule/fold.ts';
import { grade, NEW } from '../schedule/memory.ts';
import { recall } from '../schedule/recall.ts';
import { studyDayStart } from '../schedule/study-day.ts';
import type { CardEvent, Memory, StudyDay } from '../schedule/types.ts';

/** One study day of a topic on which it was reviewed. */
export interface HistoryDay {
  readonly studyDay: StudyDay;
  readonly reviews: number;
  /** Reviews not answered "again". */
  readonly passed: number;
  /** Σ recall at the day's end (now, for today) of the cards seen by then, ÷ the topic's units of today, in percent. */
  readonly retentionPercent: number | null;
}

/** A topic's history by study day, oldest first, recomputed from the log; crammed and undone reviews don't count. */
export async function topicHistory(
  desk: ReviewDesk,
  topicId: string,
  units: number,
): Promise<readonly HistoryDay[]> {
  const cards = await gradedMemories(desk, topicId);
  const days = new Map<StudyDay, { reviews: number; passed: number }>();
  for (const { rating, studyDay } of cards.flatMap(({ reviews }) => reviews)) {
    const day = days.get(studyDay) ?? { reviews: 0, passed: 0 };
    day.reviews++;
    if (rating !== 'again') day.passed++;
    days.set(studyDay, day);
  }
  const nowMs = desk.clock();
  return [...days]
    .sort(([a], [b]) => a - b)
    .map(([studyDay, counts]) => {
      const atMs = Math.min(nowMs, studyDayStart(studyDay + 1, desk.learner));
      const known = cards.reduce(
        (sum, card) => sum + recall(memoryAt(card, studyDay), atMs, desk.scheduler.weights),
        0,
      );
      return {
        studyDay,
        ...counts,
        retentionPercent: units === 0 ? null : Math.round(Math.min(1, known / units) * 1000) / 10,
      };
    });
}

interface GradedCard {
  readonly reviews: ReturnType<typeof liveReviews>;
  /** The memory after each review, in the same order. */
  readonly memories: readonly Memory[];
}

async function gradedMemories(desk: ReviewDesk, topicId: string): Promise<readonly GradedCard[]> {
  const rows = await desk.store.read
    .selectFrom('events as e')
    .innerJoin('cards as c', 'c.id', 'e.card_id')
    .selectAll('e')
    .where('e.learner_id', '=', desk.learner.id)
    .where('c.topic_id', '=', topicId)
    .where('c.live', '=', 1)
    .execute();
  const byCard = new Map<string, CardEvent[]>();
  for (const row of rows) {
    const events = byCard.get(row.card_id);
    if (events) events.push(cardEvent(row));
    else byCard.set(row.card_id, [cardEvent(row)]);
  }
  return [...byCard.values()].map((events) => {
    const reviews = liveReviews(events);
    const memories: Memory[] = [];
    for (const { cardId, rating, atMs, studyDay } of reviews) {
      const before = memories.at(-1) ?? NEW;
      memories.push(grade(before, { cardId, rating, reviewedAtMs: atMs, studyDay }, desk.scheduler).memory);
    }
    return { reviews, memories };
  });
}

/** A card's memory at the end of a study day. */
function memoryAt({ reviews, memories }: GradedCard, studyDay: StudyDay): Memory {
  const later = reviews.findIndex((review) => review.studyDay > studyDay);
  return memories[(later === -1 ? reviews.length : later) - 1] ?? NEW;
}
