import { studyDayOf } from '../schedule/study-day.ts';
import type { Calendar, CardHistory, SchedulerSettings, SessionLimits, StudyDay } from '../schedule/types.ts';
import type { Store } from '../store/store.ts';

/** Whose memory it is, and where their days turn. */
export interface Learner extends Calendar {
  readonly id: string;
}

/** What the acts of one learner need. Make one and keep it, since today's session is remembered by it. */
export interface ReviewDesk {
  readonly store: Store;
  /** The time, in milliseconds since the epoch. */
  readonly clock: () => number;
  readonly learner: Learner;
  /** What holds where no plan or topic has settings of its own. */
  readonly scheduler: SchedulerSettings;
  readonly limits: SessionLimits;
  /**
   * The settings of a topic, or of a plan: the same object until they change. null stands for the topic of a card
   * that no file has held yet.
   */
  schedulerOf(id: string | null): SchedulerSettings;
  limitsOf(planId: string): SessionLimits;
}

/** A card as it stands for the learner after an act. */
export interface CardNow extends CardHistory {
  readonly cardId: string;
}

export function studyDayAt(desk: ReviewDesk, atMs: number): StudyDay {
  return studyDayOf(atMs, desk.learner);
}
