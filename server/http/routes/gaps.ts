import { Type } from 'typebox';
import { addGapWithCards } from '../../gap/add.ts';
import { type GapNow, listGaps } from '../../gap/list.ts';
import type { Store } from '../../store/store.ts';
import { Gap, GapBody, GapResult, GapsQuery, Problem } from '../schemas/index.ts';
import type { App, Services } from '../services.ts';
import { refuseUnknownPart } from '../unknown.ts';

/** Gaps: what the learner found missing. */
export function gapRoutes(app: App, { desk, library }: Services): void {
  app.get(
    '/api/gaps',
    {
      schema: {
        summary: 'The gaps of the plans with their cards',
        querystring: GapsQuery,
        response: { 200: Type.Array(Gap), default: Problem },
      },
    },
    async ({ query: { status, plan, topic } }) => {
      const part = {
        ...(plan !== undefined && { planId: plan }),
        ...(topic !== undefined && { topicId: topic }),
      };
      await refuseUnknownPart(desk, part);
      const gaps = await listGaps(desk, part);
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
    async ({ body: { topicId, text, cards = [] } }, reply) => {
      const added = await addGapWithCards(desk, library, { topicId, text, cards });
      const [gap] = await listGaps(desk, { topicId, key: added.key });
      if (!gap) throw new Error(`The gap "${text}" was written to ${topicId} and is not listed there.`);
      reply.code(added.created ? 201 : 200);
      return {
        gap: presentGap(gap),
        addedCards: await cardsOfNotes(desk.store, added.addedNotes),
        planLine: added.line,
      };
    },
  );
}

async function cardsOfNotes(store: Store, noteIds: readonly string[]): Promise<string[]> {
  if (noteIds.length === 0) return [];
  const rows = await store.read
    .selectFrom('cards')
    .select('id')
    .where('note_id', 'in', noteIds)
    .where('live', '=', 1)
    .orderBy('position')
    .execute();
  return rows.map(({ id }) => id);
}

function presentGap({ topic, key, text, status, cards, drafts }: GapNow): Gap {
  return { topic, key, text, status, cards, drafts: [...drafts] };
}
