import { Type } from 'typebox';
import { history } from '../../log/history.ts';
import { isLeechAlarmed } from '../../review/leech.ts';
import { type Recorded, record } from '../../review/record.ts';
import { undo } from '../../review/undo.ts';
import { presentKnownCard } from '../cards/now.ts';
import { otherContent, sameForm } from '../client-ids.ts';
import { ApiProblem } from '../problems.ts';
import {
  LoggedReview,
  Problem,
  ReviewBody,
  ReviewResult,
  ReviewsQuery,
  UndoResult,
  Uuid,
} from '../schemas.ts';
import type { App, Services } from '../services.ts';
import { unknownCard } from '../unknown.ts';
import { presentReview } from './present.ts';

/** Grading cards, and undoing it. */
export function reviewRoutes(app: App, services: Services): void {
  const { desk } = services;

  app.post(
    '/api/reviews',
    {
      schema: {
        summary: 'Grade a card, or practise it (mode cram), once, however often it is sent',
        body: ReviewBody,
        response: { 200: ReviewResult, 201: ReviewResult, default: Problem },
      },
    },
    async ({ body }, reply) => {
      const { reviewedAt, expectedLastReviewId: expected, mode = 'review', ...given } = body;
      const id = sameForm(body.id);
      const recorded = await record(desk, {
        ...given,
        id,
        ...(expected !== undefined && { expectedLastReviewId: expected && sameForm(expected) }),
        ...(reviewedAt !== undefined && { reviewedAtMs: Date.parse(reviewedAt) }),
        mode,
      });
      await refuse(services, recorded, body.id, body.cardId);
      reply.code(recorded.outcome === 'created' ? 201 : 200);
      const leech = await isLeechAlarmed(desk, { ...given, id });
      return { reviewId: body.id, leech, card: await presentKnownCard(services, body.cardId) };
    },
  );

  app.delete(
    '/api/reviews/:id',
    {
      schema: {
        summary: 'Undo a review',
        params: Type.Object({ id: Uuid }),
        response: { 200: UndoResult, default: Problem },
      },
    },
    async ({ params }) => {
      const undone = await undo(desk, sameForm(params.id));
      if (undone.outcome === 'not-a-review') throw otherContent(params.id);
      const card = undone.outcome === 'undone' ? await presentKnownCard(services, undone.card.cardId) : null;
      return { reviewId: params.id, undone: true as const, card };
    },
  );

  app.get(
    '/api/reviews',
    {
      schema: {
        summary: 'The latest reviews, newest first',
        querystring: ReviewsQuery,
        response: { 200: Type.Object({ reviews: Type.Array(LoggedReview) }), default: Problem },
      },
    },
    async ({ query: { cardId, limit = 50 } }) => {
      const reviews = await history(desk, { ...(cardId !== undefined && { cardId }), limit });
      return { reviews: reviews.map(presentReview) };
    },
  );
}

async function refuse(services: Services, recorded: Recorded, id: string, cardId: string): Promise<void> {
  switch (recorded.outcome) {
    case 'unknown-card':
      throw unknownCard(cardId);
    case 'conflict':
      throw otherContent(id);
    case 'card-changed':
      throw new ApiProblem(
        409,
        'card-changed',
        'Card answered elsewhere',
        'The card was answered elsewhere since you loaded it. Grade "card" instead, if it is still due.',
        { card: await presentKnownCard(services, cardId) },
      );
    default:
  }
}
