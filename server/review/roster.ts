import type { Kysely, RawBuilder } from 'kysely';
import { prepare } from '../store/prepared.ts';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';

/** Beyond so many changed cards, reading all of them at once is faster. */
const MOST_READ_ONE_BY_ONE = 500;

/** What sessions and topics have to know of a card that was ever known, seen or not. */
export type RosterCard = Awaited<ReturnType<typeof everyCard.all>>[number];

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
  const few = changed && changed.length <= MOST_READ_ONE_BY_ONE ? changed : null;
  const fresh = few
    ? await readSome(store, learnerId, few)
    : await everyCard.all(store.read, { learner: learnerId });
  // From here on at once: an older reading that ends later must not leave its cards under a newer version.
  const cards = known && few ? known.cards : new Map<string, RosterCard>();
  for (const card of fresh) cards.set(card.id, card);
  byLearner.set(learnerId, { version, cards });
  return cards.values();
}

async function readSome(
  store: Store,
  learner: string,
  ids: readonly string[],
): Promise<readonly RosterCard[]> {
  const cards = await Promise.all([...new Set(ids)].map((id) => oneCard.first(store.read, { learner, id })));
  return cards.filter((card) => card !== undefined);
}

const everyCard = prepare<{ learner: string }>()((db, param) => rosterCards(db, param('learner')));
const oneCard = prepare<{ learner: string; id: string }>()((db, param) =>
  rosterCards(db, param('learner')).where('c.id', '=', param('id')),
);

function rosterCards(db: Kysely<Tables>, learner: RawBuilder<string>) {
  return db
    .selectFrom('cards as c')
    .leftJoin('memories as m', (join) =>
      join.onRef('m.card_id', '=', 'c.id').on('m.learner_id', '=', learner),
    )
    .select(['c.id', 'c.plan_id', 'c.note_id', 'c.topic_id', 'c.item_key', 'c.gap_rank', 'c.position'])
    .select(['c.urgent_day', 'c.live', 'm.state', 'm.suspended', 'm.buried_day', 'm.first_study_day'])
    .select(['m.last_study_day', 'm.due_at_ms', 'm.due_day', 'm.last_reviewed_at_ms', 'm.stability'])
    .select(['m.reps', 'm.lapses', 'm.difficulty', 'm.trials', 'm.trials_passed'])
    .select(['m.trials_predicted', 'm.surprise', 'm.information']);
}
