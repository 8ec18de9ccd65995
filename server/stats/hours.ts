import type { ReviewDesk } from '../log/desk.ts';
import { one } from './figures.ts';
import type { Tested } from './retention.ts';
import { type Span, sumOf } from './span.ts';

export interface Hour {
  /** 0–23, on the learner's clock at the time. */
  readonly hour: number;
  readonly reviews: number;
  /** The reviews that count for true retention. */
  readonly tested: Tested;
}

/** The hours of the day with their reviews over a span. */
export async function hours(desk: ReviewDesk, span: Span): Promise<readonly Hour[]> {
  const figures = await sumOf(desk, span);
  return figures.hourReviews.map((reviews, hour) => ({
    hour,
    reviews,
    tested: { reviews: one(figures, 'hourTested', hour), passed: one(figures, 'hourPassed', hour) },
  }));
}
