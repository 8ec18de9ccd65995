import { examine } from '../../doctor/examine.ts';
import { DoctorBody, Examination, Problem } from '../schemas.ts';
import type { App } from '../services.ts';

/** Checks the database against the log. */
export function doctorRoutes(app: App): void {
  app.post(
    '/api/doctor',
    {
      schema: {
        summary: 'Check the database, and repair what the log can repair',
        body: DoctorBody,
        response: { 200: Examination, default: Problem },
      },
    },
    async ({ desk, body: { repair = false } }) => {
      const { findings, ...sum } = await examine(desk, { repair });
      return { ...sum, findings: [...findings] };
    },
  );
}
