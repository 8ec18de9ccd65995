import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import type { StudyDay } from '../schedule/types.ts';
import { dueCounts } from '../session/due.ts';
import { type Answers, answersByKind } from './answers.ts';
import { type Activity, activityOf } from './days.ts';
import { type Retention, retentionOf } from './retention.ts';
import { sumOf } from './span.ts';

export interface Today extends Activity {
  readonly studyDay: StudyDay;
  /** Over all kinds of cards. */
  readonly answers: Answers;
  readonly retention: Retention;
  /** How many cards of today's session are left. */
  readonly left: number;
}

/** What was done on the current study day, and what is left. */
export async function today(desk: ReviewDesk): Promise<Today> {
  const studyDay = studyDayAt(desk, desk.clock());
  const figures = await sumOf(desk, { from: studyDay, to: studyDay });
  return {
    studyDay,
    ...activityOf(figures),
    answers: answersByKind(figures).all,
    retention: retentionOf(figures),
    left: (await dueCounts(desk)).total,
  };
}
