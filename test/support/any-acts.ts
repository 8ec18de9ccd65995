// Arbitrary acts of a learner for property tests, and what performs them.
import fc from 'fast-check';
import { record } from '../../server/review/record.ts';
import { undo } from '../../server/review/undo.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import { type TestDesk, told, uuid } from './desk.ts';

export const CARDS = ['a', 'b', 'c'] as const;

/** Something that changes what is known of a card. */
type Act = {
  readonly do: 'review' | 'undo' | 'move' | 'set aside';
  readonly cardId: (typeof CARDS)[number];
  readonly rating: (typeof RATINGS)[number];
  readonly waitMs: number;
  /** Whether what is remembered is read before the next act. */
  readonly look: boolean;
};

export const acts = fc.array(
  fc.record<Act>({
    do: fc.constantFrom('review', 'review', 'review', 'undo', 'move', 'set aside'),
    cardId: fc.constantFrom(...CARDS),
    rating: fc.constantFrom(...RATINGS),
    waitMs: fc.constantFrom(1_000, 20_000, 45_000, 90_000, 3 * 86_400_000),
    look: fc.boolean(),
  }),
  { maxLength: 12 },
);

/** Does one after the other, time passing before each; `look` is called in between, now and then. */
export async function perform(
  desk: TestDesk,
  some: readonly Act[],
  look: () => Promise<unknown>,
): Promise<void> {
  const reviews: string[] = [];
  for (const { do: what, cardId, rating, waitMs, look: looks } of some) {
    desk.now += waitMs;
    if (what === 'review') {
      const id = uuid();
      await record(desk, told({ id, cardId, rating }));
      reviews.push(id);
    } else if (what === 'undo') {
      await undo(desk, reviews.pop() ?? uuid());
    } else {
      const change = what === 'move' ? { topic_id: `eks/${cardId}` } : ({ live: 0 } as const);
      await desk.store.write((tx) =>
        tx.updateTable('cards').set(change).where('id', '=', cardId).executeTakeFirst(),
      );
    }
    if (looks) await look();
  }
}
