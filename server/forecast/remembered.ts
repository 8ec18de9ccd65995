// Remembers answers until something is written.
import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import type { StudyDay } from '../schedule/types.ts';
import { upToDate } from '../stats/rollup.ts';

interface Remembered {
  readonly version: number;
  readonly studyDay: StudyDay;
  readonly answers: Map<string, Promise<unknown>>;
  last: Promise<unknown>;
}

const byDesk = new WeakMap<ReviewDesk, Remembered>();
const MOST_ANSWERS = 100;

/**
 * The answer to a question, remembered until something is written or the study day ends. Questions are answered one
 * after the other, so that other requests wait for one piece of work at most.
 *
 * @param question names the question with all its parameters; one name has one type of answer.
 */
export async function remembered<T>(desk: ReviewDesk, question: string, ask: () => Promise<T>): Promise<T> {
  // The habits read the daily roll-ups: if the question brought them up to date, that write would outdate its answer.
  await upToDate(desk);
  const known = rememberedNow(desk);
  const hit = known.answers.get(question);
  if (hit) return hit as Promise<T>;
  const answer = known.last.then(ask);
  known.last = answer.catch(() => known.answers.delete(question));
  if (known.answers.size >= MOST_ANSWERS) known.answers.clear();
  known.answers.set(question, answer);
  return answer;
}

function rememberedNow(desk: ReviewDesk): Remembered {
  const version = desk.store.version();
  const studyDay = studyDayAt(desk, desk.clock());
  const known = byDesk.get(desk);
  if (known?.version === version && known.studyDay === studyDay) return known;
  const fresh = { version, studyDay, answers: new Map(), last: known?.last ?? Promise.resolve() };
  byDesk.set(desk, fresh);
  return fresh;
}
