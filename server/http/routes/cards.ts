import { Type } from 'typebox';
import { findCards } from '../../review/find.ts';
import { history } from '../../review/history.ts';
import { cardToAsk } from '../../review/queue.ts';
import { isoOrNull, presentCardNow, presentReview } from '../present.ts';
import { CardDetail, CardId, CardsPage, CardsQuery, Problem } from '../schemas/index.ts';
import type { App, Services } from '../services.ts';
import { refuseUnknownPart, unknownCard } from '../unknown.ts';

const HISTORY_SHOWN = 500;

/** Finding cards, and one with its history. */
export function cardRoutes(app: App, services: Services): void {
  const { desk, renderer } = services;

  app.get(
    '/api/cards',
    {
      schema: {
        summary: 'Find cards by text, topic and state',
        querystring: CardsQuery,
        response: { 200: CardsPage, default: Problem },
      },
    },
    async ({ query: { q, topic, state, cursor, limit = 50 } }) => {
      await refuseUnknownPart(desk, { ...(topic !== undefined && { topicId: topic }) });
      const page = await findCards(desk, {
        ...(q !== undefined && { text: q }),
        ...(topic !== undefined && { topicId: topic }),
        ...(state !== undefined && { state }),
        ...(cursor !== undefined && { cursor }),
        limit,
      });
      return {
        nextCursor: page.nextCursor,
        cards: page.cards.map(({ prompt, dueAtMs, ...card }) => ({
          ...card,
          prompt: renderer.plainText(prompt),
          dueAt: isoOrNull(dueAtMs),
        })),
      };
    },
  );

  app.get(
    '/api/cards/:id',
    {
      schema: {
        summary: 'One card with its history',
        params: Type.Object({ id: CardId }),
        response: { 200: CardDetail, default: Problem },
      },
    },
    async ({ params: { id } }) => {
      const now = await presentCardNow(services, id);
      const card = await cardToAsk(desk, id);
      if (!now || !card) throw unknownCard(id);
      const reviews = await history(desk, { cardId: id, limit: HISTORY_SHOWN });
      return { ...now, path: card.path, line: card.note.line, history: reviews.map(presentReview) };
    },
  );
}
