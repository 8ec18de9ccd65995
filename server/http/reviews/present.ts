import type { PastReview } from '../../log/history.ts';
import { formatStudyDay } from '../../schedule/study-day.ts';
import { iso } from '../figures.ts';
import type { LoggedReview } from './schema.ts';

export function presentReview(review: PastReview): LoggedReview {
  return {
    id: review.id,
    cardId: review.cardId,
    rating: review.rating,
    reviewedAt: iso(review.atMs),
    studyDay: formatStudyDay(review.studyDay),
    durationMs: review.durationMs,
    predictedRecall: review.predictedRecall,
    intervalDays: review.due?.intervalDays ?? null,
    points: review.points ? [...review.points] : null,
    mode: review.mode,
    undone: review.undone,
  };
}
