import { Type } from 'typebox';
import { act } from '../../review/acts.ts';
import { actOnAll, takeBack } from '../../review/bulk.ts';
import { presentLeft } from '../cards/now.ts';
import { otherContent, sameForm } from '../client-ids.ts';
import { ApiProblem } from '../problems.ts';
import {
  ActBody,
  ActUndone,
  BulkActBody,
  BulkActResult,
  CardId,
  CardNow,
  Problem,
  Uuid,
} from '../schemas.ts';
import type { App, Services } from '../services.ts';
import { unknownCard } from '../unknown.ts';

/** Acts on cards other than answers (suspend, bury, start over), and undoing them. */
export function actRoutes(app: App, { renderer }: Services): void {
  app.post(
    '/api/cards/:id/acts',
    {
      schema: {
        summary: 'Suspend, bury until tomorrow, or start a card over',
        params: Type.Object({ id: CardId }),
        body: ActBody,
        response: { 200: CardNow, 201: CardNow, default: Problem },
      },
    },
    async ({ desk, params, body }, reply) => {
      const acted = await act(desk, { id: sameForm(body.id), cardId: params.id, act: body.act });
      if (acted.outcome === 'unknown-card') throw unknownCard(params.id);
      if (acted.outcome === 'conflict') throw otherContent(body.id);
      reply.code(acted.outcome === 'done' ? 201 : 200);
      return presentLeft(desk, renderer, acted.card);
    },
  );

  app.post(
    '/api/acts',
    {
      schema: {
        summary: 'Suspend, bury until tomorrow, or start over many cards at once, all of them or none',
        body: BulkActBody,
        response: { 200: BulkActResult, 201: BulkActResult, default: Problem },
      },
    },
    async ({ desk, body }, reply) => {
      const done = await actOnAll(desk, { ...body, id: sameForm(body.id) });
      if (done.outcome === 'conflict') throw otherContent(body.id);
      reply.code(done.cards.some(({ outcome }) => outcome === 'done') ? 201 : 200);
      return { id: body.id, act: body.act, cards: [...done.cards] };
    },
  );

  app.delete(
    '/api/acts/:id',
    {
      schema: {
        summary: 'Undo an act on one card or many',
        params: Type.Object({ id: Uuid }),
        response: { 200: ActUndone, default: Problem },
      },
    },
    async ({ desk, params }) => {
      const undone = await takeBack(desk, sameForm(params.id));
      if (undone.outcome === 'unknown-act') throw unknownAct(params.id);
      return { id: params.id, cardIds: [...undone.cardIds] };
    },
  );
}

function unknownAct(id: string): ApiProblem {
  return new ApiProblem(
    404,
    'unknown-act',
    'Act not found',
    `There is no act ${id} on a card. To undo a review, use DELETE /api/reviews/${id}.`,
  );
}
