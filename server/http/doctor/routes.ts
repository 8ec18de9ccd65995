import { examine } from '../../doctor/examine.ts';
import { DoctorBody, Examination, Problem } from '../schemas.ts';
import type { App, Services } from '../services.ts';

/** Checks the database. */
export function doctorRoutes(app: App, { library }: Pick<Services, 'library'>): void {
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
      const { findings, ...sum } = await examine(desk, { repair, readFiles: () => library.readAgain() });
      return { ...sum, findings: [...findings] };
    },
  );
}
