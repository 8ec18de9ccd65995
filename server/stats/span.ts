// Figures over spans of study days.

import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import type { LearnerId } from '../schedule/ids.ts';
import type { StudyDay } from '../schedule/types.ts';
import { readJson } from '../store/errors.ts';
import { prepare } from '../store/prepared.ts';
import { addFigures, type Cells, emptyFigures, type Figures } from './figures.ts';
import { upToDate } from './rollup.ts';

/** Study days from one to another, both inclusive. */
export interface Span {
  readonly from: StudyDay;
  readonly to: StudyDay;
}

const YEAR = 365;

/** The span between two days; by default the 365 days that end today. */
export function spanOf(desk: ReviewDesk, { from, to = studyDayAt(desk, desk.clock()) }: Partial<Span>): Span {
  return { from: from ?? to - YEAR + 1, to };
}

export interface DayFigures {
  readonly studyDay: StudyDay;
  readonly figures: Figures;
}

const figuresBetween = prepare<Span & { learner: LearnerId }>()((db, param) =>
  db
    .selectFrom('daily_rollups')
    .select(['study_day', 'figures'])
    .where('learner_id', '=', param('learner'))
    .where('study_day', '>=', param('from'))
    .where('study_day', '<=', param('to'))
    .orderBy('study_day'),
);

/** The figures of the active study days of a span, up to now. */
export async function daysOf(desk: ReviewDesk, { from, to }: Span): Promise<readonly DayFigures[]> {
  await upToDate(desk);
  const rows = await figuresBetween.all(desk.store.read, { learner: desk.learner.id, from, to });
  return rows.map((row) => ({
    studyDay: row.study_day,
    figures: readJson<Figures>(row.figures, 'daily_rollups.figures'),
  }));
}

/** The figures of a span, summed. */
export async function sumOf(desk: ReviewDesk, span: Span): Promise<Figures> {
  const sum = emptyFigures();
  for (const { figures } of await daysOf(desk, span)) addFigures(sum, figures);
  return sum;
}

const cellsBetween = prepare<Span & { learner: LearnerId }>()((db, param) =>
  db
    .selectFrom('daily_rollups')
    .select('cells')
    .where('learner_id', '=', param('learner'))
    .where('study_day', '>=', param('from'))
    .where('study_day', '<=', param('to')),
);

/** The cells of RMSE(bins) over the study days of a span, day by day. */
export async function cellsOf(desk: ReviewDesk, { from, to }: Span): Promise<readonly Cells[]> {
  await upToDate(desk);
  const rows = await cellsBetween.all(desk.store.read, { learner: desk.learner.id, from, to });
  return rows.map((row) => readJson<Cells>(row.cells, 'daily_rollups.cells'));
}
