import { sidesOf } from '../deck/cards.ts';
import { type ReviewDesk, studyDayAt } from '../log/desk.ts';
import type { PastReview } from '../log/history.ts';
import type { Renderer } from '../render/renderer.ts';
import { schedulerId } from '../schedule/settings.ts';
import { formatStudyDay } from '../schedule/study-day.ts';
import { type CardHistory, type Due as DueTime, type Memory, RATINGS } from '../schedule/types.ts';
import type { DueCounts } from '../session/due.ts';
import { type Queue as AskedQueue, type CardToAsk, cardToAsk } from '../session/queue.ts';
import type { CardNow, Due, LoggedReview, Previews, QueueCard, QueueSession } from './schemas.ts';
import type { Services } from './services.ts';
import { unknownCard } from './unknown.ts';

/** Milliseconds since the epoch as ISO 8601 in UTC. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

export function isoOrNull(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : iso(ms);
}

/** 0–1 as a percentage with one decimal. */
export function percent(share: number): number;
export function percent(share: number | null): number | null;
export function percent(share: number | null): number | null {
  return share === null ? null : Math.round(share * 1000) / 10;
}

export function presentDue(due: DueCounts): Due {
  return {
    asOf: iso(due.asOfMs),
    studyDay: formatStudyDay(due.studyDay),
    total: due.total,
    new: due.new,
    learning: due.learning,
    review: due.review,
    backlog: due.backlog,
    heldBack: { new: { ...due.heldBack.new }, review: { ...due.heldBack.review } },
    nextDueAt: isoOrNull(due.nextDueAtMs),
    topics: due.topics.map(({ id, title, total, new: fresh, learning, review }) => ({
      id,
      title,
      total,
      new: fresh,
      learning,
      review,
    })),
  };
}

export function presentSession({ mode, total, pace }: Omit<AskedQueue, 'cards'>): QueueSession {
  return {
    mode,
    cards: total,
    minutes: oneDecimal((total * pace.msPerCard) / 60_000),
    secondsPerCard: oneDecimal(pace.msPerCard / 1_000),
    timedCards: pace.timedCards,
  };
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A card with its HTML. */
export function presentCard(card: CardToAsk, renderer: Renderer): QueueCard {
  const sides = renderer.renderSides(sidesOf(card.note, card.cardId), { path: card.path, links: card.links });
  return {
    cardId: card.cardId,
    noteId: card.noteId,
    kind: card.kind,
    state: card.memory.state,
    topic: card.topic,
    item: card.item?.text ?? null,
    lang: card.lang,
    promptHtml: sides.promptHtml,
    answerHtml: sides.answerHtml,
    ...(sides.points && { points: [...sides.points] }),
    lastReviewId: card.lastReviewId,
    leech: card.leech,
    memory: presentMemory(card.memory),
    intervalDays: card.due?.intervalDays ?? 0,
    schedulerId: schedulerId(card.scheduler),
    previews: presentPreviews(card.previews),
  };
}

function presentMemory(memory: Memory): QueueCard['memory'] {
  if (memory.state === 'new') return null;
  return {
    step: memory.step,
    stability: memory.stability,
    difficulty: memory.difficulty,
    reps: memory.reps,
    lapses: memory.lapses,
    firstStudyDay: formatStudyDay(memory.firstStudyDay),
    lastStudyDay: formatStudyDay(memory.lastStudyDay),
    lastReviewedAt: iso(memory.lastReviewedAtMs),
    intervalDays: memory.intervalDays,
  };
}

function presentPreviews(previews: CardToAsk['previews']): Previews {
  const [again, hard, good, easy] = RATINGS.map((rating) => presentPreview(previews[rating]));
  if (!again || !hard || !good || !easy) throw new Error('A rating has no preview.');
  return { again, hard, good, easy };
}

function presentPreview({ dueAtMs, intervalDays }: DueTime) {
  return { dueAt: iso(dueAtMs), intervalDays };
}

/** A card as it stands now; null where there never was one. */
export async function presentCardNow({ desk, renderer }: Services, cardId: string): Promise<CardNow | null> {
  const card = await cardToAsk(desk, cardId);
  return card
    ? { ...presentCard(card, renderer), ...presentFigures(card, desk), setAside: !card.live }
    : null;
}

/** A card as it stands now. @throws ApiProblem 404 where there never was one. */
export async function presentKnownCard(services: Services, cardId: string): Promise<CardNow> {
  const card = await presentCardNow(services, cardId);
  if (!card) throw unknownCard(cardId);
  return card;
}

function presentFigures({ memory, due, suspended, buriedDay }: CardHistory, desk: ReviewDesk) {
  const seen = memory.state === 'new' ? null : memory;
  return {
    stability: seen?.stability ?? null,
    difficulty: seen?.difficulty ?? null,
    dueAt: isoOrNull(due?.dueAtMs),
    reps: seen?.reps ?? 0,
    lapses: seen?.lapses ?? 0,
    suspended,
    buried: buriedDay === studyDayAt(desk, desk.clock()),
  };
}

export function presentReview(review: PastReview): LoggedReview {
  return {
    id: review.id,
    cardId: review.cardId,
    rating: review.rating,
    reviewedAt: iso(review.atMs),
    studyDay: formatStudyDay(review.studyDay),
    durationMs: review.durationMs,
    predictedRecall: review.predictedRecall,
    intervalDays: review.due?.intervalDays ?? null,
    points: review.points ? [...review.points] : null,
    mode: review.mode,
    undone: review.undone,
  };
}
