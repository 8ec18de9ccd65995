// The pace of a learner, which turns minutes into cards.
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
  /** The number of cards timed. Below twenty, the default pace is used. */
  readonly timedCards: number;
}

/** An answer takes 8 seconds, as forecasts assume for a new learner, and some cards take two answers. */
const DEFAULT_MS_PER_CARD = 10_000;
const FEWEST_CARDS = 20;
const LATEST_CARDS = 300;

/**
 * Returns the learner's pace as of its first use on a study day: the median time of the 300 cards reviewed last. The
 * time of a card is the sum of its live reviews on the study day of its last review. Answers without a duration are
 * left out.
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

/** Returns the number of cards that fit into some minutes, at least one. */
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

/** The times of the cards that have one, in milliseconds. */
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
