// Reads a review log in CSV for tests and the bench, in study days of UTC.

import { gatherHistory, type ReviewHistory } from '../../server/optimize/history.ts';
import { asCardId, asEventId } from '../../server/schedule/ids.ts';
import { studyDayOf } from '../../server/schedule/study-day.ts';
import { type Grading, RATINGS } from '../../server/schedule/types.ts';

/** Study days of UTC that start at 04:00. */
export const UTC_CALENDAR = { zone: 'UTC', rolloverMinutes: 240 } as const;

/**
 * Returns the reviews of a log in the order of time. Does not use the product's own reader, which is tested on such
 * logs. Throws if a line is not a review.
 *
 * @param csv a log with the columns card_id, review_rating (1–4), review_time (ISO 8601).
 */
export function gradingsIn(csv: string): readonly Grading[] {
  const [, ...lines] = csv.trim().split('\n');
  const gradings = lines.map((line, index): Grading => {
    const [cardId = '', number = '', time = ''] = line.split(',');
    const rating = RATINGS[Number(number) - 1];
    const reviewedAtMs = Date.parse(time);
    if (!rating || Number.isNaN(reviewedAtMs)) {
      throw new Error(`Line ${index + 2} of the log is not a review: ${line}`);
    }
    return {
      cardId: asCardId(cardId),
      rating,
      reviewedAtMs,
      studyDay: studyDayOf(reviewedAtMs, UTC_CALENDAR),
    };
  });
  return gradings.sort((a, b) => a.reviewedAtMs - b.reviewedAtMs);
}

/** Groups reviews by card and keeps their order. */
export function byCard(gradings: readonly Grading[]): ReadonlyMap<string, readonly Grading[]> {
  const cards = new Map<string, Grading[]>();
  for (const grading of gradings) {
    const ofCard = cards.get(grading.cardId) ?? [];
    cards.set(grading.cardId, ofCard);
    ofCard.push(grading);
  }
  return cards;
}

/** Converts reviews, in the order of time, to the history that training takes. */
export function historyOf(gradings: readonly Grading[]): ReviewHistory {
  const history = gatherHistory();
  for (const ofCard of byCard(gradings).values()) {
    history.add(
      ofCard.map(({ cardId, rating, reviewedAtMs, studyDay }) => ({
        id: asEventId(`${cardId} ${reviewedAtMs}`),
        cardId,
        type: 'reviewed',
        mode: 'review',
        rating,
        studyDay,
        atMs: reviewedAtMs,
        due: { dueAtMs: 0, dueDay: 0, intervalDays: 0 },
      })),
    );
  }
  return history.done();
}
