import { importReviews } from '../../review/import.ts';
import { otherContent, sameForm } from '../client-ids.ts';
import { ApiProblem } from '../problems.ts';
import { ImportBody, ImportResult, Problem, readInstant } from '../schemas.ts';
import type { App } from '../services.ts';

/** Imports a history. */
export function importRoutes(app: App): void {
  app.post(
    '/api/import/reviews',
    {
      schema: {
        summary: 'Add reviews of another program, each once however often it is sent',
        body: ImportBody,
        response: { 200: ImportResult, default: Problem },
      },
    },
    async ({ desk, body: { reviews } }) => {
      const imported = await importReviews(
        desk,
        reviews.map(({ id, cardId, rating, reviewedAt, durationMs }) => ({
          ...(id !== undefined && { id: sameForm(id) }),
          cardId,
          rating,
          reviewedAtMs: readInstant(reviewedAt),
          durationMs: durationMs ?? null,
        })),
      );
      if (imported.outcome === 'in-future') throw inFuture(imported.places);
      if (imported.outcome === 'conflict') throw otherContent(reviews[imported.places[0] ?? 0]?.id ?? '');
      const { added, withoutCard } = imported;
      return { added, known: reviews.length - added, withoutCard: [...withoutCard] };
    },
  );
}

function inFuture(places: readonly number[]): ApiProblem {
  const errors = places.map((place) => ({
    at: `body/reviews/${place}/reviewedAt`,
    message: 'is in the future',
  }));
  return new ApiProblem(
    400,
    'invalid-request',
    'Invalid request',
    `${errors[0]?.at} is in the future. Nothing was imported: send past reviews only.`,
    { errors },
  );
}
