// Finds cards that meet conditions.
import type { ReviewDesk } from '../log/desk.ts';
import { studyDayAt } from '../log/desk.ts';
import { recallOf } from '../log/recall.ts';
import { type RosterCard, rosterOf } from '../log/roster.ts';
import type { CardId, NoteId, TopicId } from '../schedule/ids.ts';
import { isLeech } from '../schedule/leech.ts';
import type { CardState } from '../schedule/types.ts';
import { type Among, cardsHolding, cardsTagged, type Phrase } from '../store/card-index.ts';
import type { CardRow } from '../store/tables.ts';
import type { Cursor } from './cursor.ts';
import { FirstCards, placing, type Sorting } from './place.ts';
import type { CardStatus, Condition } from './search.ts';

export interface CardsSought {
  /** A card must meet all conditions. Cards set aside are found only with the status `set-aside`. */
  readonly conditions: readonly Condition[];
  readonly sorting: Sorting;
  /** The end of the previous page in the same sorting; null for the first page. */
  readonly cursor: Cursor | null;
  readonly limit: number;
}

export interface CardFound {
  readonly cardId: CardId;
  readonly noteId: NoteId;
  readonly kind: CardRow['kind'];
  readonly state: CardState;
  readonly topic: { readonly id: TopicId; readonly title: string };
  readonly item: string | null;
  /** Markdown of the note's heading. */
  readonly prompt: string;
  readonly dueAtMs: number | null;
  /** The current recall, 0–1; null for a new card. */
  readonly recall: number | null;
  readonly difficulty: number | null;
  readonly lapses: number;
  readonly leech: boolean;
  readonly suspended: boolean;
  readonly buried: boolean;
  readonly setAside: boolean;
}

export interface CardsFound {
  readonly cards: readonly CardFound[];
  /** The number of cards on all pages. */
  readonly total: number;
  readonly next: Cursor | null;
}

/** Returns a page of the cards that meet all conditions. */
export async function findCards(desk: ReviewDesk, sought: CardsSought): Promise<CardsFound> {
  const { sorting, cursor, limit } = sought;
  const nowMs = desk.clock();
  const asOfMs = cursor?.asOfMs ?? nowMs;
  const tests = await testsOf(desk, sought.conditions, nowMs);
  const places = placing(desk, sorting, asOfMs, await inPrompt(desk, sought));
  const first = new FirstCards(places, limit + 1, cursor?.last ?? null);
  const { topics } = await rosterOf(desk.store, desk.learner.id);
  let total = 0;
  for (const { cards } of topics.values()) {
    for (const card of cards.values()) {
      if (!meetsAll(card, tests)) continue;
      total++;
      first.offer(card);
    }
  }
  const last = first.cards.length > limit ? first.placeAt(limit - 1) : undefined;
  return {
    cards: await described(desk, first.cards.slice(0, limit), nowMs),
    total,
    next: last ? { sorting, asOfMs, last } : null,
  };
}

/** Returns the other cards of a card's note, in the order of the note. */
export async function siblingsOf(
  desk: ReviewDesk,
  card: { readonly cardId: CardId; readonly noteId: NoteId; readonly topic: { readonly id: TopicId } },
): Promise<readonly CardFound[]> {
  const { topics } = await rosterOf(desk.store, desk.learner.id);
  const siblings = [...(topics.get(card.topic.id)?.cards.values() ?? [])]
    .filter(({ id, note_id: noteId, live }) => noteId === card.noteId && id !== card.cardId && live === 1)
    .sort((a, b) => a.position - b.position);
  return described(desk, siblings, desk.clock());
}

function wordsSought(conditions: readonly Condition[]): readonly Phrase[] {
  return conditions.flatMap((one) => (one.by === 'text' && !one.not ? [one.phrase] : []));
}

type Test = (card: RosterCard) => boolean;

function meetsAll(card: RosterCard, tests: readonly Test[]): boolean {
  for (const test of tests) if (!test(card)) return false;
  return true;
}

async function testsOf(
  desk: ReviewDesk,
  conditions: readonly Condition[],
  nowMs: number,
): Promise<readonly Test[]> {
  const phrases = wordsSought(conditions);
  const held = phrases.length > 0 ? [among(await cardsHolding(desk.store.read, phrases, 'anywhere'))] : [];
  const others = conditions.filter((one) => one.by !== 'text' || one.not);
  const tests = await Promise.all(others.map((one) => testOf(desk, one, nowMs)));
  const wantsSetAside = conditions.some((one) => one.by === 'is' && one.status === 'set-aside' && !one.not);
  return [...held, ({ live }) => (live === 0) === wantsSetAside, ...tests];
}

async function testOf(desk: ReviewDesk, condition: Condition, nowMs: number): Promise<Test> {
  const test = await positiveTestOf(desk, condition, nowMs);
  return condition.not ? (card) => !test(card) : test;
}

async function positiveTestOf(desk: ReviewDesk, condition: Condition, nowMs: number): Promise<Test> {
  switch (condition.by) {
    case 'text':
      return among(await cardsHolding(desk.store.read, [condition.phrase], 'anywhere'));
    case 'tag':
      return among(await cardsTagged(desk.store.read, condition.tag));
    case 'topic':
      return inTopic(condition.id.toLowerCase());
    case 'plan':
      return ({ plan_id: id }) => id.toLowerCase() === condition.id.toLowerCase();
    case 'is':
      return statusTest(desk, condition.status, nowMs);
  }
}

function among(found: Among): Test {
  return ({ number }) => found(number);
}

function inTopic(wanted: string): Test {
  return ({ topic_id }) => {
    const id = topic_id.toLowerCase();
    return id === wanted || id.slice(id.indexOf('/') + 1) === wanted;
  };
}

function statusTest(desk: ReviewDesk, status: CardStatus, nowMs: number): Test {
  const today = studyDayAt(desk, nowMs);
  switch (status) {
    case 'set-aside':
      return ({ live }) => live === 0;
    case 'suspended':
      return ({ suspended }) => suspended === 1;
    case 'buried':
      return ({ buried_day: day }) => day === today;
    case 'leech':
      return (card) => isLeechCard(card, desk);
    case 'due':
      return (card) =>
        (card.state ?? 'new') !== 'new' && (card.due_day ?? today) <= today && !isHidden(card, today);
    default:
      return ({ state }) => (state ?? 'new') === status;
  }
}

function isLeechCard({ lapses, topic_id: topicId }: RosterCard, desk: ReviewDesk): boolean {
  return lapses !== null && lapses > 0 && isLeech(lapses, desk.leechThresholdOf(topicId));
}

function isHidden({ suspended, buried_day: buriedDay }: RosterCard, today: number): boolean {
  return suspended === 1 || buriedDay === today;
}

/** Tests whether the heading of a card's note has all words sought. */
async function inPrompt(desk: ReviewDesk, { conditions, sorting }: CardsSought): Promise<Test> {
  const phrases = wordsSought(conditions);
  if (sorting.order !== 'relevance' || phrases.length === 0) return () => false;
  return among(await cardsHolding(desk.store.read, phrases, 'prompt'));
}

async function described(
  desk: ReviewDesk,
  page: readonly RosterCard[],
  nowMs: number,
): Promise<readonly CardFound[]> {
  if (page.length === 0) return [];
  const rows = await desk.store.read
    .selectFrom('cards as c')
    .innerJoin('notes as n', 'n.id', 'c.note_id')
    .innerJoin('topics as t', 't.id', 'c.topic_id')
    .leftJoin('items as i', (join) =>
      join.onRef('i.topic_id', '=', 'c.topic_id').onRef('i.key', '=', 'c.item_key'),
    )
    .select(['c.id', 'c.kind', 't.title', 'i.text', 'n.prompt'])
    .where(
      'c.id',
      'in',
      page.map(({ id }) => id),
    )
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const today = studyDayAt(desk, nowMs);
  return page.flatMap((card) => {
    const row = byId.get(card.id);
    if (!row) return [];
    return [
      {
        cardId: card.id,
        noteId: card.note_id,
        kind: row.kind,
        state: card.state ?? 'new',
        topic: { id: card.topic_id, title: row.title },
        item: row.text,
        prompt: row.prompt,
        dueAtMs: card.due_at_ms,
        recall: recallOf(card, desk, nowMs),
        difficulty: card.difficulty,
        lapses: card.lapses ?? 0,
        leech: isLeechCard(card, desk),
        suspended: card.suspended === 1,
        buried: card.buried_day === today,
        setAside: card.live === 0,
      },
    ];
  });
}
