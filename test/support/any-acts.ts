// Arbitrary acts of a learner for property tests, and a function that performs them.

import fc from 'fast-check';
import { ACTS, type Act } from '../../server/review/acts.ts';
import { actOnAll, takeBack } from '../../server/review/bulk.ts';
import { importReviews } from '../../server/review/import.ts';
import { record } from '../../server/review/record.ts';
import { undo } from '../../server/review/undo.ts';
import { asCardId, asEventId, asTopicId, type TopicId } from '../../server/schedule/ids.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import { newReview, type TestDesk, uuid } from './desk.ts';

export const CARDS = ['a', 'b', 'c'] as const;

/** Something that changes the state of a card. */
type Deed = {
  readonly do:
    | ('review' | 'practise' | 'late review' | 'import' | 'undo' | 'early undo')
    | ('act' | 'take back' | 'move' | 'set aside');
  readonly cardId: (typeof CARDS)[number];
  readonly rating: (typeof RATINGS)[number];
  readonly act: Act;
  readonly waitMs: number;
  /** Whether `perform` calls its `look` after this deed. */
  readonly look: boolean;
};

const deed = fc.record<Deed>({
  do: fc.constantFrom(
    ...(['review', 'review', 'review', 'practise', 'late review', 'import', 'undo', 'undo'] as const),
    ...(['early undo', 'act', 'act', 'take back', 'move', 'set aside'] as const),
  ),
  cardId: fc.constantFrom(...CARDS),
  rating: fc.constantFrom(...RATINGS),
  act: fc.constantFrom('reset', 'reset', ...ACTS),
  waitMs: fc.constantFrom(0, 1_000, 20_000, 45_000, 90_000, 3 * 86_400_000),
  look: fc.boolean(),
});

export const acts = fc.array(deed, { maxLength: 12 });
/** Enough acts that most combinations of them occur. */
export const manyActs = fc.array(deed, { minLength: 30, maxLength: 40 });

/** Performs the deeds in order, each after its wait, and calls `look` after some of them. */
export async function perform(
  desk: TestDesk,
  some: readonly Deed[],
  look: () => Promise<unknown>,
): Promise<void> {
  const reviews: string[] = [];
  const done: string[] = [];
  /** Ids of reviews whose undo came before them. */
  const early: string[] = [];
  const nextReview = () => {
    const id = early.pop() ?? uuid();
    reviews.push(id);
    return id;
  };
  const deeds: Readonly<Record<Deed['do'], (deed: Deed) => Promise<unknown>>> = {
    review: ({ cardId, rating }) => record(desk, newReview({ id: asEventId(nextReview()), cardId, rating })),
    practise: ({ cardId, rating }) =>
      record(desk, newReview({ id: asEventId(nextReview()), cardId, rating, mode: 'cram' })),
    'late review': ({ cardId, rating, waitMs }) =>
      record(
        desk,
        newReview({ id: asEventId(nextReview()), cardId, rating, reviewedAtMs: desk.now - waitMs }),
      ),
    import: ({ cardId, rating, waitMs }) =>
      importReviews(desk, [
        {
          id: asEventId(nextReview()),
          cardId: asCardId(cardId),
          rating,
          reviewedAtMs: desk.now - waitMs,
          durationMs: 5_000,
        },
      ]),
    undo: () => undo(desk, asEventId(reviews.pop() ?? uuid())),
    'early undo': () => {
      const id = uuid();
      early.push(id);
      return undo(desk, asEventId(id));
    },
    act: ({ cardId, act }) => {
      const id = uuid();
      done.push(id);
      return actOnAll(desk, { id: asEventId(id), act, cardIds: [asCardId(cardId), asCardId(CARDS[0])] });
    },
    'take back': () => takeBack(desk, asEventId(done.pop() ?? uuid())),
    move: ({ cardId }) => changeCard(desk, cardId, { topic_id: asTopicId(`eks/${cardId}`) }),
    'set aside': ({ cardId }) => changeCard(desk, cardId, { live: 0 }),
  };
  for (const deed of some) {
    desk.now += deed.waitMs;
    await deeds[deed.do](deed);
    if (deed.look) await look();
  }
}

function changeCard(desk: TestDesk, cardId: string, change: { topic_id: TopicId } | { live: 0 }) {
  return desk.store.write((tx) =>
    tx.updateTable('cards').set(change).where('id', '=', asCardId(cardId)).executeTakeFirst(),
  );
}
