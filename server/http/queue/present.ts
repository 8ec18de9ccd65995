import type { Renderer } from '../../render/renderer.ts';
import { schedulerId } from '../../schedule/settings.ts';
import { formatStudyDay } from '../../schedule/study-day.ts';
import { type Due as DueTime, type Memory, RATINGS } from '../../schedule/types.ts';
import type { DueCounts } from '../../session/due.ts';
import type { Queue as AskedQueue, CardToAsk } from '../../session/queue.ts';
import { iso, isoOrNull, oneDecimal } from '../figures.ts';
import type { Due, Previews, QueueCard, QueueSession } from './schema.ts';

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

/** A card with its HTML. */
export async function presentCard(card: CardToAsk, renderer: Renderer): Promise<QueueCard> {
  const { note, cardId, path, links } = card;
  const sides = await renderer.renderCard(note, cardId, { path, links });
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
