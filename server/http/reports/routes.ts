import { Type } from 'typebox';
import { LibraryError } from '../../library/errors.ts';
import { PLAN_FILE } from '../../library/folder.ts';
import type { ReviewDesk } from '../../log/desk.ts';
import { markdownLines } from '../../report/markdown.ts';
import { type Report as ReportNow, reportOn } from '../../report/report.ts';
import { PlanId, Problem, Report, ReportQuery, ReportWritten } from '../schemas.ts';
import type { App, Services } from '../services.ts';
import { unknownPlan } from '../unknown.ts';
import { presentReport } from './present.ts';

/** Reports of plans. */
export function reportRoutes(app: App, { library }: Services): void {
  const reportFor = async (desk: ReviewDesk, planId: PlanId): Promise<ReportNow> => {
    const report = await reportOn(desk, planId);
    if (!report) throw unknownPlan(planId);
    return report;
  };

  app.get(
    '/api/plans/:plan/report',
    {
      schema: {
        summary: 'Retention, gaps, what to study next and progress of a plan at the start of the study day',
        params: Type.Object({ plan: PlanId }),
        querystring: ReportQuery,
        response: {
          200: {
            content: {
              'application/json': { schema: Report },
              'text/markdown': { schema: { type: 'string' } },
            },
          },
          default: Problem,
        },
      },
    },
    async ({ desk, params: { plan }, query: { format } }, reply) => {
      const report = await reportFor(desk, plan);
      if (format === 'markdown') {
        return reply.type('text/markdown; charset=utf-8').send(`${markdownLines(report).join('\n')}\n`);
      }
      return reply.type('application/json; charset=utf-8').send(presentReport(report));
    },
  );

  app.post(
    '/api/plans/:plan/report',
    {
      schema: {
        summary: "Write the report into the plan, between Tenax's markers",
        params: Type.Object({ plan: PlanId }),
        response: { 200: ReportWritten, default: Problem },
      },
    },
    async ({ desk, params: { plan } }) => {
      const lines = markdownLines(await reportFor(desk, plan));
      const path = `${plan}/${PLAN_FILE}`;
      let written = false;
      await library.change((editor) =>
        editor.edit(path, async (text) => {
          if (text === null)
            throw new LibraryError('missing', `${path} is missing. Bring it back, then try again.`, { path });
          const reported = await library.texts.run('writeReport', path, text, lines);
          written = reported !== text;
          return reported;
        }),
      );
      return { path, written, lines: [...lines] };
    },
  );
}
