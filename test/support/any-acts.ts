// Arbitrary acts of a learner for property tests, and what performs them.
import fc from 'fast-check';
import { ACTS, type Act } from '../../server/review/acts.ts';
import { actOnAll, takeBack } from '../../server/review/bulk.ts';
import { importReviews } from '../../server/review/import.ts';
import { record } from '../../server/review/record.ts';
import { undo } from '../../server/review/undo.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import { type TestDesk, told, uuid } from './desk.ts';

export const CARDS = ['a', 'b', 'c'] as const;

/** Something that changes what is known of a card. */
type Deed = {
  readonly do:
    | ('review' | 'practise' | 'late review' | 'import' | 'undo' | 'early undo')
    | ('act' | 'take back' | 'move' | 'set aside');
  readonly cardId: (typeof CARDS)[number];
  readonly rating: (typeof RATINGS)[number];
  readonly act: Act;
  readonly waitMs: number;
  /** Whether what is remembered is read before the next deed. */
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
/** Enough of them that most of what may meet does. */
export const manyActs = fc.array(deed, { minLength: 30, maxLength: 40 });

/** Does one after the other, time passing before each; `look` is called in between, now and then. */
export async function perform(
  desk: TestDesk,
  some: readonly Deed[],
  look: () => Promise<unknown>,
): Promise<void> {
  const reviews: string[] = [];
  const done: string[] = [];
  /** The ids of reviews that were undone before they came. */
  const early: string[] = [];
  const nextReview = () => {
    const id = early.pop() ?? uuid();
    reviews.push(id);
    return id;
  };
  const deeds: Readonly<Record<Deed['do'], (deed: Deed) => Promise<unknown>>> = {
    review: ({ cardId, rating }) => record(desk, told({ id: nextReview(), cardId, rating })),
    practise: ({ cardId, rating }) => record(desk, told({ id: nextReview(), cardId, rating, mode: 'cram' })),
    'late review': ({ cardId, rating, waitMs }) =>
      record(desk, told({ id: nextReview(), cardId, rating, reviewedAtMs: desk.now - waitMs })),
    import: ({ cardId, rating, waitMs }) =>
      importReviews(desk, [
        { id: nextReview(), cardId, rating, reviewedAtMs: desk.now - waitMs, durationMs: 5_000 },
      ]),
    undo: () => undo(desk, reviews.pop() ?? uuid()),
    'early undo': () => {
      const id = uuid();
      early.push(id);
      return undo(desk, id);
    },
    act: ({ cardId, act }) => {
      const id = uuid();
      done.push(id);
      return actOnAll(desk, { id, act, cardIds: [cardId, CARDS[0]] });
    },
    'take back': () => takeBack(desk, done.pop() ?? uuid()),
    move: ({ cardId }) => changeCard(desk, cardId, { topic_id: `eks/${cardId}` }),
    'set aside': ({ cardId }) => changeCard(desk, cardId, { live: 0 }),
  };
  for (const deed of some) {
    desk.now += deed.waitMs;
    await deeds[deed.do](deed);
    if (deed.look) await look();
  }
}

function changeCard(desk: TestDesk, cardId: string, change: { topic_id: string } | { live: 0 }) {
  return desk.store.write((tx) =>
    tx.updateTable('cards').set(change).where('id', '=', cardId).executeTakeFirst(),
  );
}
