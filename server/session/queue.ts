// The queue: the next cards to ask, with previews.
import { shownLoadByDay } from '../log/day-load.ts';
import type { CardNow, ReviewDesk } from '../log/desk.ts';
import { studyDayAt } from '../log/desk.ts';
import { memoryByCard } from '../log/memories.ts';
import { historyOf } from '../log/rows.ts';
import type { CardId } from '../schedule/ids.ts';
import { isLeech } from '../schedule/leech.ts';
import { previews } from '../schedule/review.ts';
import type { CardHistory, Due, Rating, SchedulerSettings } from '../schedule/types.ts';
import { byDueTime, cardsAhead } from './ahead.ts';
import { firstOfPieces } from './card-scope.ts';
import { type CardText, cardTextOf } from './card-text.ts';
import { byWeakness, type CramQuestion, cardsToCram } from './cram.ts';
import { sessionsOf } from './due.ts';
import { cardsWithin, type Pace, paceOf } from './pace.ts';

/** A card with all that is needed to ask it, except its HTML. */
export interface CardToAsk extends CardHistory, CardText {
  /** Whether the card's lapses have reached the leech threshold of its topic. */
  readonly leech: boolean;
  /** The settings that decide its memory and intervals. */
  readonly scheduler: SchedulerSettings;
  /** The due time that each rating would decide now. */
  readonly previews: Readonly<Record<Rating, Due>>;
}

/** `due`: today's session. `ahead`: reviews made early. `cram`: practice that does not change the schedule. */
export type QueueMode = 'due' | 'ahead' | 'cram';

export interface QueueQuestion extends CramQuestion {
  /** The default is `due`. */
  readonly mode?: QueueMode;
  /** Return at most this many cards. */
  readonly limit: number;
  /** Limit the session to the cards that fit into this time at the learner's pace. */
  readonly minutes?: number;
}

/** A session with its first cards, in the order to ask them. */
export interface Queue {
  readonly mode: QueueMode;
  /** The number of cards in the whole session. */
  readonly total: number;
  readonly pace: Pace;
  readonly cards: readonly CardToAsk[];
}

/** Returns the cards to ask next. */
export async function queue(
  desk: ReviewDesk,
  { mode = 'due', limit, minutes, ...question }: QueueQuestion,
): Promise<Queue> {
  const pace = await paceOf(desk);
  const { cardIds, total } = await modes[mode](desk, question, limit);
  const most = minutes === undefined ? total : Math.min(total, cardsWithin(minutes, pace));
  const cards = await Promise.all(cardIds.slice(0, most).map((id) => cardToAsk(desk, id)));
  return { mode, total: most, pace, cards: cards.filter((card) => card !== undefined) };
}

/** The first cards of a session, in order, and the number of cards in it. */
interface Asked {
  readonly cardIds: readonly CardId[];
  readonly total: number;
}

const modes: Readonly<
  Record<QueueMode, (desk: ReviewDesk, question: CramQuestion, limit: number) => Promise<Asked>>
> = {
  async due(desk, scope, limit) {
    const entries = (await sessionsOf(desk, scope)).flatMap(({ session }) => session.queue);
    return { cardIds: entries.slice(0, limit).map(({ cardId }) => cardId), total: entries.length };
  },
  async ahead(desk, scope, limit) {
    const { first, total } = await firstOfPieces(cardsAhead(desk, scope), limit, byDueTime);
    return { cardIds: first.map(({ id }) => id), total };
  },
  async cram(desk, question, limit) {
    const { first, total } = await firstOfPieces(cardsToCram(desk, question), limit, byWeakness);
    return { cardIds: first.map(({ card }) => card.id), total };
  },
};

/** Returns a card with previews as of now, in today's session or not, or undefined for an unknown id. */
export async function cardToAsk(desk: ReviewDesk, cardId: CardId): Promise<CardToAsk | undefined> {
  const key = { learner: desk.learner.id, id: cardId };
  return askedAsLeft(desk, { cardId, ...historyOf(await memoryByCard.first(desk.store.read, key)) });
}

/** Returns a card with previews as of now, from the state that an act returned. Reads no memory. */
export async function askedAsLeft(
  desk: ReviewDesk,
  { cardId, ...history }: CardNow,
): Promise<CardToAsk | undefined> {
  const text = await cardTextOf(desk.store, cardId);
  if (!text) return undefined;
  const nowMs = desk.clock();
  const today = studyDayAt(desk, nowMs);
  const loadOn = await shownLoadByDay(desk);
  const scheduler = desk.schedulerOf(text.topic.id);
  return {
    ...text,
    ...history,
    leech:
      history.memory.state !== 'new' && isLeech(history.memory.lapses, desk.leechThresholdOf(text.topic.id)),
    scheduler,
    previews: previews(history.memory, cardId, nowMs, today, scheduler, desk.learner, {
      previousDays: history.due?.intervalDays,
      load: loadOn(today),
    }),
  };
}
