// Exports reviews as CSV.
import { liveReviews } from '../schedule/live-reviews.ts';
import { COLUMNS } from '../schedule/review-file.ts';
import { type CardLog, cardLogs } from './card-logs.ts';
import type { ReviewDesk } from './desk.ts';
import { cardEvent, ratingNumber } from './rows.ts';

/**
 * Yields the live reviews as a CSV file that `readReviewFile` reads, card by card and in the order of the log. Each
 * piece has whole lines. Yields to the event loop between pieces and keeps only one piece in memory.
 */
export async function* exportReviews(desk: ReviewDesk): AsyncGenerator<string> {
  yield `${COLUMNS.join(',')}\n`;
  for await (const logs of cardLogs(desk)) {
    const lines = logs.flatMap(linesOf);
    if (lines.length > 0) yield `${lines.join('\n')}\n`;
  }
}

function linesOf({ rows }: CardLog): readonly string[] {
  const durations = new Map(rows.map((row) => [row.id, row.duration_ms]));
  return liveReviews(rows.map(cardEvent)).map(({ id, cardId, rating, atMs }) => {
    const cells = {
      card_id: cardId,
      review_rating: ratingNumber(rating),
      review_time: new Date(atMs).toISOString(),
      review_duration: durations.get(id) ?? '',
      review_id: id,
    };
    return COLUMNS.map((column) => cells[column]).join(',');
  });
}
