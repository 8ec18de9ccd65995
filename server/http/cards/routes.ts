import { Type } from 'typebox';
import { readCursor, writeCursor } from '../../find/cursor.ts';
import { type CardsSought, findCards, siblingsOf } from '../../find/find.ts';
import { ORDERS, type Order, type Sorting } from '../../find/place.ts';
import { type Condition, readSearch } from '../../find/search.ts';
import { courseOf } from '../../review/course.ts';
import { cardToAsk } from '../../session/queue.ts';
import { tagsInUse } from '../../store/card-index.ts';
import { ApiProblem } from '../problems.ts';
import { CardDetail, CardId, CardsPage, CardsQuery, Problem, Tags } from '../schemas.ts';
import type { App, Services } from '../services.ts';
import { refuseUnknownScope, unknownCard } from '../unknown.ts';
import { presentCardNow } from './now.ts';
import { presentCourse, presentCurve, presentFound, presentOrigin } from './present.ts';

const HISTORY_SHOWN = 500;

/** Search for cards, and one card with its history. */
export function cardRoutes(app: App, { store, renderer }: Services): void {
  app.get(
    '/api/cards',
    {
      schema: {
        summary: 'Find cards by words, topic, state, tag',
        querystring: CardsQuery,
        response: { 200: CardsPage, default: Problem },
      },
    },
    async ({ desk, query }) => {
      await refuseUnknownScope(store, {
        ...(query.plan !== undefined && { planId: query.plan }),
        ...(query.topic !== undefined && { topicId: query.topic }),
      });
      const found = await findCards(desk, soughtBy(query));
      return {
        total: found.total,
        nextCursor: found.next && writeCursor(found.next),
        cards: await Promise.all(found.cards.map((card) => presentFound(card, renderer))),
      };
    },
  );

  app.get(
    '/api/tags',
    { schema: { summary: 'Tags of cards, by name', response: { 200: Tags, default: Problem } } },
    async () => ({ tags: [...(await tagsInUse(store.read))] }),
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
    async ({ desk, params: { id } }) => {
      const card = await cardToAsk(desk, id);
      if (!card) throw unknownCard(id);
      return {
        ...(await presentCardNow(desk, renderer, card)),
        ...(await presentOrigin(card, renderer)),
        ...presentCurve(card, desk),
        ...presentCourse(await courseOf(desk, id, HISTORY_SHOWN)),
        siblings: await Promise.all(
          (await siblingsOf(desk, card)).map((sibling) => presentFound(sibling, renderer)),
        ),
      };
    },
  );
}

/** The search that a query asks for. @throws ApiProblem 400 if its cursor is invalid or belongs to another sorting. */
function soughtBy(query: CardsQuery): CardsSought {
  const { sort, limit = 50 } = query;
  const name = sort ?? (query.q === undefined ? 'position' : 'relevance');
  const sorting: Sorting = { order: orderOf(name), descending: name.startsWith('-') };
  const cursor = query.cursor === undefined ? null : readCursor(query.cursor);
  const isOfIt = cursor?.sorting.order === sorting.order && cursor.sorting.descending === sorting.descending;
  if (query.cursor !== undefined && !isOfIt) throw strangeCursor();
  return { conditions: conditionsOf(query), sorting, cursor, limit };
}

function orderOf(name: NonNullable<CardsQuery['sort']>): Order {
  return ORDERS.find((order) => name.endsWith(order)) ?? 'position';
}

function conditionsOf({ q = '', plan, topic, tag, state, ...flags }: CardsQuery): readonly Condition[] {
  const not = false;
  return [
    ...readSearch(q),
    ...(plan === undefined ? [] : [{ by: 'plan', id: plan, not } as const]),
    ...(topic === undefined ? [] : [{ by: 'topic', id: topic, not } as const]),
    ...(tag === undefined ? [] : [{ by: 'tag', tag, not } as const]),
    ...(state === undefined ? [] : [{ by: 'is', status: state, not } as const]),
    ...(['due', 'leech', 'suspended'] as const).flatMap((status) => {
      const wanted = flags[status];
      return wanted === undefined ? [] : [{ by: 'is', status, not: !wanted } as const];
    }),
  ];
}

function strangeCursor(): ApiProblem {
  return new ApiProblem(
    400,
    'invalid-request',
    'Invalid request',
    'query/cursor does not belong to this search: send the nextCursor of its last page, or leave it out to start at the first.',
  );
}
