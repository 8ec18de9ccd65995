import type { Kysely } from 'kysely';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

/** What sessions and topics have to know of a card that was ever known, seen or not. */
export type RosterCard = Awaited<ReturnType<typeof readCards>>[number];

interface Remembered {
  readonly version: number;
  readonly cards: Map<string, RosterCard>;
}

const remembered = new WeakMap<Store, Map<string, Remembered>>();

/**
 * All cards as they stand for a learner. Reading ten thousand of them takes too long to do after each review, so
 * they are remembered, and read again only as far as something was written.
 */
export async function rosterOf(store: Store, learnerId: string): Promise<Iterable<RosterCard>> {
  const byLearner = remembered.get(store) ?? new Map<string, Remembered>();
  remembered.set(store, byLearner);
  const version = store.version();
  const known = byLearner.get(learnerId);
  const changed = known ? store.cardsChangedSince(known.version) : null;
  const cards = known && changed ? known.cards : new Map<string, RosterCard>();
  if (changed?.length !== 0) {
    for (const card of await readCards(store.read, learnerId, changed)) cards.set(card.id, card);
  }
  byLearner.set(learnerId, { version, cards });
  return cards.values();
}

function readCards(db: Kysely<Tables>, learnerId: string, ids: readonly string[] | null) {
  const query = db
    .selectFrom('cards as c')
    .leftJoin('memories as m', (join) =>
      join.onRef('m.card_id', '=', 'c.id').on('m.learner_id', '=', learnerId),
    )
    .select(['c.id', 'c.plan_id', 'c.note_id', 'c.topic_id', 'c.gap_rank', 'c.position', 'c.urgent_day'])
    .select(['c.live', 'm.state', 'm.suspended', 'm.buried_day', 'm.first_study_day', 'm.last_study_day'])
    .select(['m.due_at_ms', 'm.due_day', 'm.last_reviewed_at_ms', 'm.stability', 'm.reps', 'c.item_key']);
  return (ids === null ? query : query.where('c.id', 'in', ids)).execute();
}
