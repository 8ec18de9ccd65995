import { Type } from 'typebox';
import { history } from '../../log/history.ts';
import { record } from '../../review/record.ts';
import { undo } from '../../review/undo.ts';
import { asEventId } from '../../schedule/ids.ts';
import { presentLeft } from '../cards/now.ts';
import { otherContent, sameForm } from '../client-ids.ts';
import { ApiProblem } from '../problems.ts';
import {
  type CardNow,
  LoggedReview,
  Problem,
  ReviewBody,
  ReviewResult,
  ReviewsQuery,
  readInstant,
  UndoResult,
  Uuid,
} from '../schemas.ts';
import type { App, Services } from '../services.ts';
import { unknownCard } from '../unknown.ts';
import { presentReview } from './present.ts';

/** Grading cards, and undoing it. */
export function reviewRoutes(app: App, { renderer }: Services): void {
  app.post(
    '/api/reviews',
    {
      schema: {
        summary: 'Grade a card, or practise it (mode cram), once, however often it is sent',
        body: ReviewBody,
        response: { 200: ReviewResult, 201: ReviewResult, default: Problem },
      },
    },
    async ({ desk, body }, reply) => {
      const { reviewedAt, expectedLastReviewId: expected, mode = 'review', ...given } = body;
      const id = sameForm(body.id);
      const recorded = await record(desk, {
        ...given,
        id,
        ...(expected !== undefined && {
          expectedLastReviewId: expected === null ? null : sameForm(asEventId(expected)),
        }),
        ...(reviewedAt !== undefined && { reviewedAtMs: readInstant(reviewedAt) }),
        mode,
      });
      switch (recorded.outcome) {
        case 'unknown-card':
          throw unknownCard(body.cardId);
        case 'conflict':
          throw otherContent(body.id);
        case 'card-changed':
          throw cardChanged(await presentLeft(desk, renderer, recorded.card));
        default: {
          const { outcome, card, leech } = recorded;
          reply.code(outcome === 'created' ? 201 : 200);
          return { reviewId: body.id, leech, card: await presentLeft(desk, renderer, card) };
        }
      }
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
    async ({ desk, params }) => {
      const undone = await undo(desk, sameForm(params.id));
      if (undone.outcome === 'not-a-review') throw otherContent(params.id);
      const card = undone.outcome === 'undone' ? await presentLeft(desk, renderer, undone.card) : null;
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
    async ({ desk, query: { cardId, limit = 50 } }) => {
      const reviews = await history(desk, { ...(cardId !== undefined && { cardId }), limit });
      return { reviews: reviews.map(presentReview) };
    },
  );
}

function cardChanged(card: CardNow): ApiProblem {
  return new ApiProblem(
    409,
    'card-changed',
    'The card has been answered elsewhere',
    'The card was answered elsewhere since you loaded it. Look at "card" and grade that, if it is still due.',
    { card },
  );
}
