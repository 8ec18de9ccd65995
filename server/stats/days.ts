// Reviews, cards and time by study day.
import type { ReviewDesk } from '../log/desk.ts';
import type { StudyDay } from '../schedule/types.ts';
import { type Figures, one } from './figures.ts';
import { daysOf, type Span } from './span.ts';

/** How much was done on a study day, with practice counted apart. */
export interface Activity {
  readonly reviews: number;
  /** Different cards. */
  readonly cards: number;
  /** Cards that were new. */
  readonly introduced: number;
  /** Time spent on the reviews whose duration is known, in milliseconds. */
  readonly ms: number;
  readonly timed: number;
  readonly crammed: number;
  readonly crammedMs: number;
}

/** The activity in the figures of a day or a span. */
export function activityOf(figures: Figures): Activity {
  return {
    reviews: one(figures, 'reviews'),
    cards: one(figures, 'cards'),
    introduced: one(figures, 'introduced'),
    ms: one(figures, 'ms'),
    timed: one(figures, 'timed'),
    crammed: one(figures, 'crammed'),
    crammedMs: one(figures, 'crammedMs'),
  };
}

export interface ActiveDay extends Activity {
  readonly studyDay: StudyDay;
}

/** The active study days of a span, oldest first. */
export async function activityByDay(desk: ReviewDesk, span: Span): Promise<readonly ActiveDay[]> {
  return (await daysOf(desk, span)).map(({ studyDay, figures }) => ({ studyDay, ...activityOf(figures) }));
}
