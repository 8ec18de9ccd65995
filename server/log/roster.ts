// The roster: all cards with their state for a learner, kept in process memory.
import type { Kysely, RawBuilder } from 'kysely';
import {
  asCardId,
  asNoteId,
  type CardId,
  type LearnerId,
  type NoteId,
  type TopicId,
} from '../schedule/ids.ts';
import { prepare } from '../store/prepared.ts';
import { perLearner } from '../store/remembered.ts';
import type { Store } from '../store/store.ts';
import type { Tables } from '../store/tables.ts';
import { inPieces, yieldNow } from '../store/yielding.ts';

/** Yield to the event loop after this many. */
const CARDS_A_PIECE = 500;
const CARDS_ONE_BY_ONE = 100;
/** Read changed cards one by one up to this many, or this share of all cards. Beyond both, read all cards again. */
const FEW = 500;
const FEW_SHARE = 0.05;

/** A card that is or was in the files, seen or not, with what sessions and topics need of it. */
export type RosterCard = Awaited<ReturnType<typeof oneCard.all>>[number];

/** The cards of a topic. The object never changes: when a card changes, comes or leaves, the topic gets another one. */
export interface TopicRoster {
  readonly topicId: TopicId;
  readonly cards: ReadonlyMap<CardId, RosterCard>;
}

/** All cards with their state for a learner. */
export interface Roster extends Iterable<RosterCard> {
  readonly topics: ReadonlyMap<TopicId, TopicRoster>;
}

/**
 * Returns all cards with their state for a learner. Reading ten thousand cards after each review takes too long, so the
 * cards are kept in memory, and only those that changed are read again.
 */
export async function rosterOf(store: Store, learnerId: LearnerId): Promise<Roster> {
  const roster = rosters({ store, learner: { id: learnerId } });
  await roster.bringUpToDate();
  return roster;
}

const rosters = perLearner((store, learnerId) => new KeptRoster(store, learnerId));

class KeptRoster implements Roster {
  readonly #store: Store;
  readonly #learner: LearnerId;
  /** The version of the store at which the cards were read; null before the first read. */
  #version: number | null = null;
  #topics = new Map<TopicId, TopicRoster>();
  /** The topic of each card, by card id. */
  #topicOf = new Map<CardId, TopicId>();
  #reading: Promise<void> | null = null;

  constructor(store: Store, learner: LearnerId) {
    this.#store = store;
    this.#learner = learner;
  }

  get topics(): ReadonlyMap<TopicId, TopicRoster> {
    return this.#topics;
  }

  *[Symbol.iterator](): Iterator<RosterCard> {
    for (const { cards } of this.#topics.values()) yield* cards.values();
  }

  /** Reads what changed. A caller that comes during a read waits for it, then reads what was written since it began. */
  async bringUpToDate(): Promise<void> {
    const wanted = this.#store.version();
    while (this.#version === null || this.#version < wanted) {
      this.#reading ??= this.#read().finally(() => {
        this.#reading = null;
      });
      await this.#reading;
    }
  }

  async #read(): Promise<void> {
    const version = this.#store.version();
    const changed = this.#version === null ? null : this.#store.cardsChangedSince(this.#version);
    if (changed && changed.length <= Math.max(FEW, FEW_SHARE * this.#topicOf.size)) {
      this.#replace(await readSome(this.#store, this.#learner, [...new Set(changed)]));
    } else {
      this.#replaceAll(await readAll(this.#store, this.#learner, version));
    }
    this.#version = version;
  }

  #replaceAll(cards: readonly RosterCard[]): void {
    this.#topics = new Map();
    this.#topicOf = new Map();
    this.#replace(cards);
  }

  #replace(cards: readonly RosterCard[]): void {
    const changed = new Map<TopicId, Map<CardId, RosterCard>>();
    const cardsOf = (topicId: TopicId) => {
      const ofTopic = changed.get(topicId) ?? new Map(this.#topics.get(topicId)?.cards);
      changed.set(topicId, ofTopic);
      return ofTopic;
    };
    for (const card of cards) {
      const before = this.#topicOf.get(card.id);
      if (before !== undefined && before !== card.topic_id) cardsOf(before).delete(card.id);
      cardsOf(card.topic_id).set(card.id, card);
      this.#topicOf.set(card.id, card.topic_id);
    }
    for (const [topicId, ofTopic] of changed) this.#topics.set(topicId, { topicId, cards: ofTopic });
  }
}

async function readSome(
  store: Store,
  learner: LearnerId,
  ids: readonly CardId[],
): Promise<readonly RosterCard[]> {
  const cards: RosterCard[] = [];
  const add = adder(cards);
  for await (const piece of inPieces(ids, CARDS_ONE_BY_ONE)) {
    for (const rows of await Promise.all(piece.map((id) => oneCard.all(store.read, { learner, id })))) {
      rows.forEach(add);
    }
  }
  return cards;
}

/** @param version the store's version before the first read. */
async function readAll(store: Store, learner: LearnerId, version: number): Promise<readonly RosterCard[]> {
  const cards: RosterCard[] = [];
  const add = adder(cards);
  for (let after: CardId | undefined = asCardId(''); after !== undefined; after = cards.at(-1)?.id) {
    const rows = await cardsAfter.all(store.read, { learner, after });
    rows.forEach(add);
    if (rows.length < CARDS_A_PIECE) break;
    await yieldNow();
  }
  if (store.cardsChangedSince(version) !== null) return cards;
  // A write during the read may have changed any card. Read all again in one statement.
  const again: RosterCard[] = [];
  (await everyCard.all(store.read, { learner })).forEach(adder(again));
  return again;
}

/**
 * Returns a function that adds a copy of a row. Rows from the database take four times the memory, and their columns
 * are slow to read. Strings that many cards share are in memory once.
 */
function adder(cards: RosterCard[]): (row: RosterCard) => void {
  const words = new Map<unknown, unknown>();
  const shared = <Word extends string>(word: Word): Word => {
    if (!words.has(word)) words.set(word, word);
    return words.get(word) as Word;
  };
  return (row) => {
    cards.push({
      id: row.id,
      number: row.number,
      plan_id: shared(row.plan_id),
      note_id: sharedWith(row.id, row.note_id),
      topic_id: shared(row.topic_id),
      item_key: row.item_key === null ? null : shared(row.item_key),
      gap_rank: row.gap_rank,
      position: row.position,
      urgent_day: row.urgent_day,
      live: row.live,
      state: STATES.find((state) => state === row.state) ?? null,
      suspended: row.suspended,
      buried_day: row.buried_day,
      first_study_day: row.first_study_day,
      last_study_day: row.last_study_day,
      due_at_ms: row.due_at_ms,
      due_day: row.due_day,
      last_reviewed_at_ms: row.last_reviewed_at_ms,
      stability: row.stability,
      reps: row.reps,
      lapses: row.lapses,
      difficulty: row.difficulty,
      trials: row.trials,
      trials_passed: row.trials_passed,
      trials_predicted: row.trials_predicted,
      surprise: row.surprise,
      information: row.information,
    });
  };
}

const STATES = ['new', 'learning', 'review', 'relearning'] as const;

const everyCard = prepare<{ learner: LearnerId }>()((db, param) => rosterCards(db, param('learner')));
const cardsAfter = prepare<{ learner: LearnerId; after: CardId }>()((db, param) =>
  rosterCards(db, param('learner')).where('c.id', '>', param('after')).orderBy('c.id').limit(CARDS_A_PIECE),
);
const oneCard = prepare<{ learner: LearnerId; id: CardId }>()((db, param) =>
  rosterCards(db, param('learner')).where('c.id', '=', param('id')),
);

function rosterCards(db: Kysely<Tables>, learner: RawBuilder<LearnerId>) {
  return db
    .selectFrom('cards as c')
    .leftJoin('memories as m', (join) =>
      join.onRef('m.card_id', '=', 'c.id').on('m.learner_id', '=', learner),
    )
    .leftJoin('urgent_cards as u', (join) =>
      join.onRef('u.card_id', '=', 'c.id').on('u.learner_id', '=', learner),
    )
    .select(['c.id', 'c.number', 'c.plan_id', 'c.note_id', 'c.topic_id', 'c.item_key', 'c.gap_rank'])
    .select([
      'c.position',
      'u.study_day as urgent_day',
      'c.live',
      'm.state',
      'm.suspended',
      'm.buried_day',
      'm.first_study_day',
    ])
    .select(['m.last_study_day', 'm.due_at_ms', 'm.due_day', 'm.last_reviewed_at_ms', 'm.stability'])
    .select(['m.reps', 'm.lapses', 'm.difficulty', 'm.trials', 'm.trials_passed'])
    .select(['m.trials_predicted', 'm.surprise', 'm.information']);
}

/** The id of the note. If the card's id is equal, returns the same string, so that it is in memory once. */
function sharedWith(cardId: string, noteId: NoteId): NoteId {
  return noteId === cardId ? asNoteId(cardId) : noteId;
}
