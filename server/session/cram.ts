// Cramming: practice that changes no memory and no due time.
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
  /** Whether to ask only weak items: those with a mean recall of seen cards below the desired retention. */
  readonly weak?: boolean;
  /** Leave out cards recalled in practice since this time, at most a day ago. The default is the study day's start. */
  readonly sinceMs?: number;
}

/** A card to practise, with the figures that order it. */
export interface CramCard {
  readonly card: RosterCard;
  /** The current recall, 0–1; null for a new card. */
  readonly recall: number | null;
  /** When the card was last forgotten in practice; null if it was not practised. */
  readonly failedAtMs: number | null;
}

/**
 * Yields the cards in scope to practise, topic by topic, due or not. Limits do not apply and siblings are not kept
 * apart, since practice does not change the schedule.
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

/** Orders cards: the weakest first, then new ones along the roadmap. Cards forgotten in practice come last. */
export function byWeakness(a: CramCard, b: CramCard): number {
  return (
    (a.failedAtMs ?? 0) - (b.failedAtMs ?? 0) ||
    (a.recall ?? 2) - (b.recall ?? 2) ||
    a.card.position - b.card.position ||
    (a.card.id < b.card.id ? -1 : 1)
  );
}

/** The cards of a topic's weak items. A card without an item counts as an item of its own. */
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

/** The result of each card's latest practice since a time. */
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
