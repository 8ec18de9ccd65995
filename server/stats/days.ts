import type { ReviewDesk } from '../log/desk.ts';
import type { StudyDay } from '../schedule/types.ts';
import { type Figures, one } from './figures.ts';
import { daysOf, type Span } from './span.ts';

/** How much was done on a study day. Crammed reviews stand apart. */
export interface Work {
  readonly reviews: number;
  /** Different cards. */
  readonly cards: number;
  /** Cards that were new. */
  readonly introduced: number;
  /** Time spent on the reviews whose duration is known. */
  readonly ms: number;
  readonly timed: number;
  readonly crammed: number;
  readonly crammedMs: number;
}

export function workOf(figures: Figures): Work {
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

export interface WorkDay extends Work {
  readonly studyDay: StudyDay;
}

/** The study days of a span on which something was done, oldest first. */
export async function workByDay(desk: ReviewDesk, span: Span): Promise<readonly WorkDay[]> {
  return (await daysOf(desk, span)).map(({ studyDay, figures }) => ({ studyDay, ...workOf(figures) }));
}
