import { dueCounts } from '../../session/due.ts';
import { queue } from '../../session/queue.ts';
import { ApiProblem } from '../problems.ts';
import { Due, DueQuery, Problem, Queue, QueueQuery, readInstant } from '../schemas.ts';
import { scopeOf } from '../scope.ts';
import type { App, Services } from '../services.ts';
import { refuseUnknownScope } from '../unknown.ts';
import { presentCard, presentDue, presentSession } from './present.ts';
import { presentScheduler } from './scheduler.ts';

/** Counts of what is due today, and the cards to ask. */
export function queueRoutes(app: App, { store, renderer }: Services): void {
  app.get(
    '/api/due',
    {
      schema: {
        summary: 'How many cards are due today, within limits',
        querystring: DueQuery,
        response: {
          200: {
            content: { 'application/json': { schema: Due }, 'text/plain': { schema: { type: 'string' } } },
          },
          default: Problem,
        },
      },
    },
    async ({ desk, query }, reply) => {
      const scope = scopeOf(query);
      await refuseUnknownScope(store, scope);
      const due = presentDue(await dueCounts(desk, scope));
      if (query.format === 'text') return reply.type('text/plain; charset=utf-8').send(`${inWords(due)}\n`);
      return reply.type('application/json; charset=utf-8').send(due);
    },
  );

  app.get(
    '/api/queue',
    {
      schema: {
        summary:
          "The next cards of today's session, of those ahead, or to practise, with what each grade would decide",
        querystring: QueueQuery,
        response: { 200: Queue, default: Problem },
      },
    },
    async ({ desk, query }) => {
      const scope = scopeOf(query);
      await refuseUnknownScope(store, scope);
      const { mode = 'due', limit = 20, minutes, weak, since } = query;
      if (mode !== 'cram') refuseOfCram({ weak, since });
      // First, so that no preview is older than the time that the answer gives.
      const due = presentDue(await dueCounts(desk, scope));
      const { cards, ...session } = await queue(desk, {
        ...scope,
        mode,
        limit,
        ...(minutes !== undefined && { minutes }),
        ...(weak !== undefined && { weak }),
        ...(since !== undefined && { sinceMs: readInstant(since) }),
      });
      const settings = desk.schedulerOf(scope.topicId ?? scope.planId ?? null);
      return {
        session: presentSession(session),
        cards: await Promise.all(cards.map((card) => presentCard(card, renderer))),
        due,
        scheduler: await presentScheduler(desk, settings, cards),
      };
    },
  );
}

function refuseOfCram(given: {
  readonly weak: boolean | undefined;
  readonly since: string | undefined;
}): void {
  const field = Object.entries(given).find(([, value]) => value !== undefined)?.[0];
  if (field === undefined) return;
  const message = 'is for mode=cram only';
  throw new ApiProblem(400, 'invalid-request', 'Invalid request', `query/${field} ${message}.`, {
    errors: [{ at: `query/${field}`, message }],
  });
}

/** One line for a prompt or status bar: `12 due (3 new, 1 learning, 8 review)`. */
function inWords({ total, new: fresh, learning, review }: Due): string {
  return `${total} due (${fresh} new, ${learning} learning, ${review} review)`;
}
