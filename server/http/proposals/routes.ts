import { Type } from 'typebox';
import { acceptProposal, dismissProposal } from '../../gap/decide.ts';
import { listProposals, type Proposal } from '../../gap/proposals.ts';
import type { Renderer } from '../../render/renderer.ts';
import type { GapDecisionRow } from '../../store/tables.ts';
import { yieldAfter } from '../../store/yielding.ts';
import { iso } from '../figures.ts';
import { presentGapResult } from '../gaps/present.ts';
import { ApiProblem } from '../problems.ts';
import {
  AcceptBody,
  Dismissed,
  GapProposal,
  GapResult,
  Problem,
  ProposalParams,
  ProposalsQuery,
} from '../schemas.ts';
import { scopeOf } from '../scope.ts';
import type { App, Services } from '../services.ts';
import { refuseUnknownScope } from '../unknown.ts';

/** Yield to the event loop after this many. */
const PROPOSALS_A_PIECE = 10;

/** Gaps that the log proposes, to accept or dismiss. */
export function proposalRoutes(app: App, { store, library, renderer }: Services): void {
  app.get(
    '/api/gaps/proposals',
    {
      schema: {
        summary: 'Covered items whose cards lapsed three times within 14 days: perhaps gaps',
        querystring: ProposalsQuery,
        response: { 200: Type.Array(GapProposal), default: Problem },
      },
    },
    async ({ desk, query: { plan, topic } }) => {
      const scope = scopeOf({ plan, topic });
      await refuseUnknownScope(store, scope);
      const presented: GapProposal[] = [];
      const pieces = yieldAfter(PROPOSALS_A_PIECE);
      for (const proposal of await listProposals(desk, scope)) {
        presented.push(await presentProposal(proposal, renderer));
        await pieces();
      }
      return presented;
    },
  );

  app.post(
    '/api/gaps/proposals/:id/accept',
    {
      schema: {
        summary: 'Add a proposed gap to the plan, with its text or another, and cards for it',
        params: ProposalParams,
        body: AcceptBody,
        response: { 200: GapResult, 201: GapResult, default: Problem },
      },
    },
    async ({ desk, params, body }, reply) => {
      const accepted = await acceptProposal(desk, library, params.id.toLowerCase(), body);
      if (accepted.outcome === 'unknown') throw unknownProposal(params.id);
      if (accepted.outcome === 'conflict') throw decidedOtherwise(accepted.decision);
      reply.code(accepted.added.created ? 201 : 200);
      return presentGapResult(desk, accepted.topicId, accepted.added);
    },
  );

  app.post(
    '/api/gaps/proposals/:id/dismiss',
    {
      schema: {
        summary: 'Dismiss a proposed gap',
        params: ProposalParams,
        response: { 200: Dismissed, default: Problem },
      },
    },
    async ({ desk, params: { id } }) => {
      const dismissed = await dismissProposal(desk, id.toLowerCase());
      if (dismissed.outcome === 'unknown') throw unknownProposal(id);
      if (dismissed.outcome === 'conflict') throw decidedOtherwise(dismissed.decision);
      return { id, at: iso(dismissed.atMs) };
    },
  );
}

async function presentProposal(
  { id, topic, item, text, lapses }: Proposal,
  { plainText }: Renderer,
): Promise<GapProposal> {
  return {
    id,
    topic,
    item,
    text,
    lapses: await Promise.all(
      lapses.map(async (lapse) => ({
        cardId: lapse.cardId,
        prompt: await plainText(lapse.prompt),
        at: iso(lapse.atMs),
        reviewId: lapse.id,
      })),
    ),
  };
}

function unknownProposal(id: string): ApiProblem {
  return new ApiProblem(
    404,
    'unknown-proposal',
    'Proposal not found',
    `There is no proposal "${id}". GET /api/gaps/proposals lists the current ones.`,
  );
}

function decidedOtherwise({ decision, gap_text: text, at_ms: atMs }: GapDecisionRow): ApiProblem {
  const made = decision === 'accepted' ? `accepted as "${text}"` : 'dismissed';
  return new ApiProblem(
    409,
    'proposal-decided',
    'This proposal has already been decided',
    `This proposal was ${made} on ${iso(atMs)}. Edit the gap in plan.md, or add another with POST /api/gaps.`,
    { decision, text, at: iso(atMs) },
  );
}
