import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import { stands } from '../log/live-reviews.ts';
import { recallOf } from '../log/recall.ts';
import type { RosterCard } from '../log/roster.ts';
import type { CardId, LearnerId } from '../schedule/ids.ts';
import { DAY_MS, studyDayStart } from '../schedule/study-day.ts';
import { prepare } from '../store/prepared.ts';
import type { CardScope } from './card-scope.ts';
import { cardsByTopic } from './card-scope.ts';
import { mayBeAsked } from './gather.ts';

export interface CramQuestion extends CardScope {
  /** Only cards of weak items: those whose seen cards are recalled, on average, below the desired retention. */
  readonly weak?: boolean;
  /** Cards practised and recalled since then, at most a day back, are left out; absent: since the study day started. */
  readonly sinceMs?: number;
}

/** A card to practise, with what its place is told by. */
export interface CramCard {
  readonly card: RosterCard;
  /** 0–1 now; null while new. */
  readonly recall: number | null;
  /** When practice failed it last; null where it was not practised. */
  readonly failedAtMs: number | null;
}

/**
 * The cards in scope to practise whatever the schedule says, topic by topic. Siblings may meet, and limits don't
 * count: nothing of the schedule is touched.
 */
export async function* cardsToCram(
  desk: ReviewDesk,
  question: CramQuestion,
): AsyncGenerator<readonly CramCard[]> {
  const nowMs = desk.clock();
  const today = studyDayAt(desk, nowMs);
  const sinceMs = question.sinceMs ?? studyDayStart(today, desk.learner);
  const practised = await practisedSince(desk, Math.max(sinceMs, nowMs - DAY_MS));
  for await (const ofTopic of cardsByTopic(desk, question)) {
    const cards = ofTopic
      .filter((card) => mayBeAsked(card, today))
      .map((card) => ({
        card,
        recall: recallOf(card, desk, nowMs),
        failedAtMs: practised.get(card.id)?.failedAtMs ?? null,
      }));
    const wanted = question.weak ? ofWeakItems(desk, cards) : cards;
    yield wanted.filter(({ card, failedAtMs }) => failedAtMs !== null || !practised.has(card.id));
  }
}

/** The weakest first, new ones after those seen, along the roadmap; what practice failed comes again at the end. */
export function byWeakness(a: CramCard, b: CramCard): number {
  return (
    (a.failedAtMs ?? 0) - (b.failedAtMs ?? 0) ||
    (a.recall ?? 2) - (b.recall ?? 2) ||
    a.card.position - b.card.position ||
    (a.card.id < b.card.id ? -1 : 1)
  );
}

/** Those of a topic; a card without an item stands for itself. */
function ofWeakItems(desk: ReviewDesk, cards: readonly CramCard[]): readonly CramCard[] {
  const itemOf = ({ card }: CramCard) => card.item_key ?? ` ${card.id}`;
  const recalls = new Map<string, { sum: number; seen: number }>();
  for (const each of cards) {
    if (each.recall === null) continue;
    const item = recalls.get(itemOf(each)) ?? { sum: 0, seen: 0 };
    recalls.set(itemOf(each), { sum: item.sum + each.recall, seen: item.seen + 1 });
  }
  return cards.filter((each) => {
    const item = recalls.get(itemOf(each));
    return item !== undefined && item.sum / item.seen < desk.schedulerOf(each.card.topic_id).desiredRetention;
  });
}

interface Practised {
  readonly failedAtMs: number | null;
}

/** What the latest practice of each card since then came to. */
async function practisedSince(desk: ReviewDesk, sinceMs: number): Promise<ReadonlyMap<string, Practised>> {
  const rows = await practice.all(desk.store.read, { learner: desk.learner.id, sinceMs });
  return new Map(
    rows.map(({ card_id: cardId, rating, at_ms: atMs }) => [
      cardId,
      { failedAtMs: rating === AGAIN ? atMs : null },
    ]),
  );
}

const AGAIN = 1;

const practice = prepare<{ learner: LearnerId; sinceMs: number }>()((db, param) =>
  db
    .selectFrom('events')
    .select(['card_id', 'rating', 'at_ms'])
    .$narrowType<{ card_id: CardId }>()
    .where('learner_id', '=', param('learner'))
    .where('at_ms', '>=', param('sinceMs'))
    .where('mode', '=', 'cram')
    .where(stands('events'))
    .orderBy('at_ms')
    .orderBy('id'),
);
