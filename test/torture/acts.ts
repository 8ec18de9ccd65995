// Acts of every kind, one at a time.
import type { Random } from './random.ts';
import type { Server } from './server.ts';
import {
  type Act,
  bulk,
  edit,
  gap,
  importOf,
  move,
  newNote,
  PLAN,
  review,
  setting,
  undo,
  type World,
} from './world.ts';

/** An act; `look` for one that leaves nothing to check. */
export interface Doing {
  readonly look: boolean;
  readonly act: Act;
}

/** Any act of a learner. The ids of reviews are added to `reviews`, whose last one may be undone. */
export async function anyAct(
  random: Random,
  { topicIds, cardIds }: World,
  server: Server,
  reviews: string[],
): Promise<Doing> {
  const look = (method: string, path: string, body?: unknown) => ({
    look: true,
    act: { method, path, ...(body !== undefined && { body }) } satisfies Act,
  });
  const keep = (act: Act) => ({ look: false, act });
  const cardId = random.pick(cardIds);
  const topicId = random.pick(topicIds);
  switch (random.below(16)) {
    case 0:
      return look('POST', '/api/backup', {});
    case 1:
      return look('POST', '/api/doctor', {});
    case 2:
      return look('GET', random.pick(READS));
    case 3:
      return look('POST', `/api/plans/${PLAN}/report`, {});
    case 4:
      return keep(gap(random, topicId));
    case 5:
      return keep(newNote(random, topicId));
    case 6: {
      const note = await server.get<{ etag: string }>(`/api/notes/${cardId}`);
      return keep(edit(random, cardId, note.body.etag));
    }
    case 7:
      return keep(move(cardId, topicId));
    case 8:
      return keep(setting(random));
    case 9:
      return keep(importOf(random, cardIds, 10, Date.now()));
    case 10:
      return keep(bulk(random, random.pick(['suspend', 'unsuspend', 'bury', 'unbury']), [cardId]));
    case 11:
      return keep(undo(reviews.at(-1) ?? random.uuid()));
    default: {
      const act = review(random, cardId);
      reviews.push(act.id);
      return keep(act);
    }
  }
}

/** What a learner looks at. */
export const READS = [
  '/api/due',
  '/api/queue',
  '/api/topics',
  '/api/cards?q=answer',
  '/api/stats/days',
  '/api/stats/today',
  '/api/gaps',
  '/api/reviews',
  '/api/backups',
  '/api/forecast/load?days=30',
  '/api/export/reviews.csv',
  '/api/plans/lab',
];
