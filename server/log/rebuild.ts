// Rebuilds all memories from the log.
import { asCardId, type CardId, type LearnerId } from '../schedule/ids.ts';
import { prepare } from '../store/prepared.ts';
import type { ReviewDesk } from './desk.ts';
import { refold } from './memories.ts';

/** Fold this many in one transaction, and let other work run in between. */
const CARDS_A_BATCH = 50;

const cardsAfter = prepare<{ learner: LearnerId; after: CardId }>()((db, param) =>
  db
    .selectFrom('events')
    .select('card_id')
    .distinct()
    .where('learner_id', '=', param('learner'))
    .where('card_id', '>', param('after'))
    .$narrowType<{ card_id: CardId }>()
    .orderBy('card_id')
    .limit(CARDS_A_BATCH),
);

/** Folds the log of every card again and stores the memories. Returns the number of cards. */
export async function rebuildMemories(desk: ReviewDesk): Promise<number> {
  let count = 0;
  let after = asCardId('');
  for (;;) {
    const batch = await desk.store.write(async (tx, pause) => {
      const cards = await cardsAfter.all(tx, { learner: desk.learner.id, after });
      for (const { card_id: cardId } of cards) {
        await refold(tx, desk, cardId);
        await pause();
      }
      return cards;
    });
    count += batch.length;
    const last = batch.at(-1);
    if (!last) return count;
    after = last.card_id;
  }
}

const incompleteCard = prepare<{ learner: LearnerId }>()((db, param) =>
  db
    .selectFrom('memories')
    .select('card_id')
    .where('learner_id', '=', param('learner'))
    .where('trials', 'is', null)
    .limit(1),
);

/** Whether memories need rebuilding because an older version of Tenax stored fewer columns. */
export async function memoriesAreIncomplete(desk: ReviewDesk): Promise<boolean> {
  return (await incompleteCard.first(desk.store.read, { learner: desk.learner.id })) !== undefined;
}
