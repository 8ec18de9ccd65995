import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { exportReviews } from '../../log/export.ts';
import { Problem } from '../schemas.ts';
import type { App } from '../services.ts';

/** Exports the history. */
export function exportRoutes(app: App): void {
  app.get(
    '/api/export/reviews.csv',
    {
      schema: {
        summary: 'The reviews as CSV, in the format of tenax import reviews',
        response: {
          200: {
            description: 'CSV',
            content: { 'text/csv': { schema: Type.Unsafe<Readable>({ type: 'string' }) } },
          },
          default: Problem,
        },
      },
    },
    async ({ desk }, reply) =>
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="reviews.csv"')
        .send(Readable.from(exportReviews(desk))),
  );
}
