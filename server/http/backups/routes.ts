import { Backup, BackupBody, Backups, Problem } from '../schemas.ts';
import type { App, Services } from '../services.ts';
import { presentBackup } from './present.ts';

/** Backups of the database. */
export function backupRoutes(app: App, { backups }: Services): void {
  app.get(
    '/api/backups',
    { schema: { summary: 'The backups of the database', response: { 200: Backups, default: Problem } } },
    async () => {
      const { folder, kept } = backups;
      return { folder, kept, backups: (await backups.list()).map(presentBackup) };
    },
  );

  app.post(
    '/api/backup',
    {
      schema: {
        summary: 'Back up the database',
        body: BackupBody,
        response: { 201: Backup, default: Problem },
      },
    },
    async (_, reply) => {
      const made = await backups.make();
      reply.code(201);
      return presentBackup(made);
    },
  );
}
