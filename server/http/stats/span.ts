import type { ReviewDesk } from '../../log/desk.ts';
import { formatStudyDay, parseStudyDay } from '../../schedule/study-day.ts';
import { type Span, spanOf } from '../../stats/span.ts';
import { ApiProblem } from '../problems.ts';

/** The study days of a query. @throws ApiProblem 400 if the first is after the last. */
export function readSpan(
  desk: ReviewDesk,
  { from, to }: { readonly from?: string; readonly to?: string },
): Span {
  const span = spanOf(desk, {
    ...(from !== undefined && { from: parseStudyDay(from) }),
    ...(to !== undefined && { to: parseStudyDay(to) }),
  });
  if (span.from <= span.to) return span;
  const shown = presentSpan(span);
  throw new ApiProblem(
    400,
    'invalid-request',
    'Invalid request',
    `query/from ${shown.from} is after query/to ${shown.to}. Send the earlier day as from.`,
  );
}

export function presentSpan({ from, to }: Span): { readonly from: string; readonly to: string } {
  return { from: formatStudyDay(from), to: formatStudyDay(to) };
}
