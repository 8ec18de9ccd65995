import { Type } from 'typebox';
import { addGapWithCards } from '../../gap/add.ts';
import { listGaps } from '../../gap/list.ts';
import { Gap, GapBody, GapResult, GapsQuery, Problem } from '../schemas.ts';
import { scopeOf } from '../scope.ts';
import type { App, Services } from '../services.ts';
import { refuseUnknownScope } from '../unknown.ts';
import { presentGap, presentGapResult } from './present.ts';

/** Gaps: what the learner does not know yet. */
export function gapRoutes(app: App, { store, library }: Services): void {
  app.get(
    '/api/gaps',
    {
      schema: {
        summary: 'The gaps of the plans with their cards and their history',
        querystring: GapsQuery,
        response: { 200: Type.Array(Gap), default: Problem },
      },
    },
    async ({ desk, query: { status, plan, topic } }) => {
      const scope = scopeOf({ plan, topic });
      await refuseUnknownScope(store, scope);
      const gaps = await listGaps(desk, scope);
      return gaps.filter((gap) => status === undefined || gap.status === status).map(presentGap);
    },
  );

  app.post(
    '/api/gaps',
    {
      schema: {
        summary: 'Add a gap, with cards for it, to the plan and the deck',
        body: GapBody,
        response: { 200: GapResult, 201: GapResult, default: Problem },
      },
    },
    async ({ desk, body: { topicId, text, cards = [] } }, reply) => {
      const added = await addGapWithCards(desk, library, { topicId, text, cards });
      reply.code(added.created ? 201 : 200);
      return presentGapResult(desk, topicId, added);
    },
  );
}
