import type { ReviewDesk } from '../log/desk.ts';
import type { RosterCard } from '../log/roster.ts';
import type { CardId, TopicId } from '../schedule/ids.ts';
import { recallAfter } from '../schedule/recall.ts';
import { type CardScope, cardsByTopic, firstOfPieces } from '../session/card-scope.ts';
import { prepare } from '../store/prepared.ts';

export interface HardCard {
  readonly cardId: CardId;
  readonly topic: { readonly id: TopicId; readonly title: string };
  /** Markdown of the note's heading. */
  readonly prompt: string;
  /** 1–10. */
  readonly difficulty: number;
  readonly lapses: number;
  readonly reviews: number;
  /** Days. */
  readonly stability: number;
  /** 0–1, now. */
  readonly recall: number;
}

const promptOf = prepare<{ id: CardId }>()((db, param) =>
  db
    .selectFrom('cards as c')
    .innerJoin('notes as n', 'n.id', 'c.note_id')
    .innerJoin('topics as t', 't.id', 'c.topic_id')
    .select(['n.prompt', 't.title'])
    .where('c.id', '=', param('id')),
);

/** The seen cards by descending difficulty, then by descending lapses, suspended ones included. */
export async function hardestCards(
  desk: ReviewDesk,
  scope: CardScope,
  limit: number,
): Promise<readonly HardCard[]> {
  const { first } = await firstOfPieces(seenByTopic(desk, scope), limit, byHardness);
  const nowMs = desk.clock();
  return Promise.all(
    first.map(async (card): Promise<HardCard> => {
      const { weights } = desk.schedulerOf(card.topic_id);
      const shown = await promptOf.first(desk.store.read, { id: card.id });
      return {
        cardId: card.id,
        topic: { id: card.topic_id, title: shown?.title ?? card.topic_id },
        prompt: shown?.prompt ?? card.id,
        difficulty: card.difficulty,
        lapses: card.lapses ?? 0,
        reviews: card.reps ?? 0,
        stability: card.stability,
        recall: recallAfter(nowMs - card.last_reviewed_at_ms, card.stability, weights),
      };
    }),
  );
}

type Seen = RosterCard & {
  readonly difficulty: number;
  readonly stability: number;
  readonly last_reviewed_at_ms: number;
};

async function* seenByTopic(desk: ReviewDesk, scope: CardScope): AsyncGenerator<readonly Seen[]> {
  for await (const cards of cardsByTopic(desk, scope)) yield cards.filter(isSeen);
}

function isSeen(card: RosterCard): card is Seen {
  return card.difficulty !== null && card.stability !== null && card.last_reviewed_at_ms !== null;
}

function byHardness(a: Seen, b: Seen): number {
  return b.difficulty - a.difficulty || (b.lapses ?? 0) - (a.lapses ?? 0) || (a.id < b.id ? -1 : 1);
}
