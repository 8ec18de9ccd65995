import { settledForTheDay } from '../log/day-values.ts';
import type { ReviewDesk } from '../log/desk.ts';
import { isLive } from '../log/live-reviews.ts';
import type { RosterCard } from '../log/roster.ts';
import type { CardId, LearnerId } from '../schedule/ids.ts';
import { median } from '../schedule/median.ts';
import type { StudyDay } from '../schedule/types.ts';
import { prepare } from '../store/prepared.ts';
import { cardsByTopic, firstOfPieces } from './card-scope.ts';

/** How long a learner takes for a card. */
export interface Pace {
  readonly msPerCard: number;
  /** The cards that it rests on; below twenty, the default stands in. */
  readonly timedCards: number;
}

/** An answer takes 8 seconds, as forecasts assume of a learner of whom little is known; some cards take two. */
const DEFAULT_MS_PER_CARD = 10_000;
const FEWEST_CARDS = 20;
const LATEST_CARDS = 300;

/**
 * The median time that a card took on the study day of its last review, all its live reviews of that day together,
 * over the 300 cards that were reviewed last; answers without a duration are left out. As it was when first asked for
 * on a study day.
 */
export const paceOf = settledForTheDay<Pace, Pace>({
  name: 'pace',
  async measure(desk) {
    const times = await timesOf(desk, await latestCards(desk));
    const ownMs = times.length < FEWEST_CARDS ? null : median(times);
    return { msPerCard: Math.max(1, ownMs ?? DEFAULT_MS_PER_CARD), timedCards: times.length };
  },
  read: (pace) => pace,
});

/** The cards that fit into some minutes at a pace; one at least. */
export function cardsWithin(minutes: number, { msPerCard }: Pace): number {
  return Math.max(1, Math.floor((minutes * 60_000) / msPerCard));
}

type Seen = RosterCard & { readonly last_reviewed_at_ms: number; readonly last_study_day: number };

async function latestCards(desk: ReviewDesk): Promise<readonly Seen[]> {
  const { first } = await firstOfPieces(
    seenByTopic(desk),
    LATEST_CARDS,
    (a, b) => b.last_reviewed_at_ms - a.last_reviewed_at_ms || (a.id < b.id ? -1 : 1),
  );
  return first;
}

async function* seenByTopic(desk: ReviewDesk): AsyncGenerator<readonly Seen[]> {
  for await (const cards of cardsByTopic(desk, {})) yield cards.filter(isSeen);
}

function isSeen(card: RosterCard): card is Seen {
  return card.last_reviewed_at_ms !== null && card.last_study_day !== null;
}

/** Those of the cards of which something is known. */
async function timesOf(desk: ReviewDesk, cards: readonly Seen[]): Promise<readonly number[]> {
  const learner = desk.learner.id;
  const sums = await Promise.all(
    cards.map(({ id, last_study_day: day }) => timeOnDay.first(desk.store.read, { learner, id, day })),
  );
  return sums.flatMap((sum) => (sum?.ms ? [sum.ms] : []));
}

const timeOnDay = prepare<{ learner: LearnerId; id: CardId; day: StudyDay }>()((db, param) =>
  db
    .selectFrom('events')
    .select((eb) => eb.fn.sum<number | null>('duration_ms').as('ms'))
    .where('learner_id', '=', param('learner'))
    .where('card_id', '=', param('id'))
    .where('study_day', '=', param('day'))
    .where(isLive('events')),
);
