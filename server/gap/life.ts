import { gradingOf } from '../schedule/fold.ts';
import { asEventId, type CardId } from '../schedule/ids.ts';
import { byPlace, isGrading, type Reviewed, standing } from '../schedule/live-reviews.ts';
import { grade, NEW, type Seen } from '../schedule/memory.ts';
import { recall } from '../schedule/recall.ts';
import type { CardEvent, Grading, Memory, SchedulerSettings } from '../schedule/types.ts';

/**
 * open: no card yet; carded: has cards, none seen; learning: a card of it was seen; closed: known, on evidence;
 * reopened: a card of it lapsed since.
 */
export const GAP_STATUSES = ['open', 'carded', 'learning', 'closed', 'reopened'] as const;
export type GapStatus = (typeof GAP_STATUSES)[number];

/** covered: the plan's author says that it is none any more; gone: the plan does not hold it. */
export type GapStage = GapStatus | 'covered' | 'gone';

/** What the files and the settings said of a gap from an instant on. */
export interface GapReading {
  readonly atMs: number;
  readonly kind: 'gap' | 'covered' | 'gone';
  readonly cards: readonly CardId[];
  readonly scheduler: SchedulerSettings;
}

/** When a gap came to a stage, and by an answer to which card; null where the files brought it about. */
export interface GapChange {
  readonly stage: GapStage;
  readonly atMs: number;
  readonly cardId: CardId | null;
}

/** What happened to a card: a lapse is one forgotten while in review. null: nothing, the files were read. */
export type Happening = 'passed' | 'failed' | 'lapsed' | 'reset' | null;

/** Each card of a closed gap is to stay for three weeks. */
const CLOSING_STABILITY_DAYS = 21;

/**
 * The stage of a gap after something happened to it at an instant.
 *
 * @param memories of the cards of the reading, in its order, as they are then.
 */
export function stageAfter(
  before: GapStage | null,
  { kind, cards, scheduler }: GapReading,
  memories: readonly Memory[],
  { atMs, happening }: { readonly atMs: number; readonly happening: Happening },
): GapStage {
  if (kind !== 'gap') return kind;
  if (cards.length === 0) return 'open';
  const seen = memories.filter(isSeen);
  if (seen.length === 0) return 'carded';
  if (before === 'closed' && happening === 'lapsed') return 'reopened';
  const hasFailed = happening === 'lapsed' || happening === 'failed';
  // Recall that falls with time alone reopens nothing: the card will be asked.
  const isKnown = before === 'closed' || (!hasFailed && isEvidence(seen, atMs, scheduler));
  if (seen.length === cards.length && isKnown) return 'closed';
  return before === 'reopened' ? 'reopened' : 'learning';
}

/** Mean recall at least as high as is desired, and no card that would be gone soon. */
function isEvidence(seen: readonly Seen[], atMs: number, scheduler: SchedulerSettings): boolean {
  if (seen.some(({ stability }) => stability < CLOSING_STABILITY_DAYS)) return false;
  const sum = seen.reduce((all, memory) => all + recall(memory, atMs, scheduler.weights), 0);
  return sum / seen.length >= scheduler.desiredRetention;
}

function isSeen(memory: Memory): memory is Seen {
  return memory.state !== 'new';
}

export function happeningOf(rating: Grading['rating'], before: Memory): Happening {
  if (rating !== 'again') return 'passed';
  return before.state === 'review' ? 'lapsed' : 'failed';
}

type Reset = Pick<CardEvent, 'id' | 'cardId' | 'atMs'> & { readonly type: 'reset' };
type Act = Reviewed | Reset;

/**
 * The life of a gap: a fold over its readings and the events of all cards that ever stood under it. What was decided
 * under settings or files of then stays, since each reading says from when on it holds; what was undone was never.
 *
 * @param readings oldest first; the first is the gap's beginning, and tells nothing of what was before.
 */
export function foldLife(
  readings: readonly GapReading[],
  events: readonly CardEvent[],
): readonly GapChange[] {
  const [first] = readings;
  if (!first) return [];
  const changes: GapChange[] = [];
  const cards = cardsUnder(first.scheduler);
  let reading: GapReading | null = null;
  for (const step of inOrder(readings, actsOf(events))) {
    let cardId: CardId | null = null;
    let happening: Happening = null;
    if ('scheduler' in step) {
      const isNews = !reading || !saysTheSame(step, reading);
      cards.settle(step.scheduler);
      reading = step;
      if (!isNews) continue;
    } else {
      cardId = step.cardId;
      happening = cards.take(step);
      if (!reading?.cards.includes(cardId)) continue;
    }
    const before = changes.at(-1)?.stage ?? null;
    const { atMs } = step;
    const stage = stageAfter(before, reading, reading.cards.map(cards.memoryOf), { atMs, happening });
    if (stage !== before) changes.push({ stage, atMs, cardId });
  }
  return changes;
}

/** Settings alone move no gap: they count from the next review on. */
function saysTheSame(a: GapReading, b: GapReading): boolean {
  return a.kind === b.kind && a.cards.join() === b.cards.join();
}

/** What moves memories: gradings that count, and resets. */
function actsOf(events: readonly CardEvent[]): readonly Act[] {
  return standing(events).filter((event): event is Act => event.type === 'reset' || isGrading(event));
}

/** By time; at one instant the files come first, then the log in its own order. */
function inOrder(readings: readonly GapReading[], acts: readonly Act[]): readonly (GapReading | Act)[] {
  const placeOf = (step: GapReading | Act) => ({
    atMs: step.atMs,
    id: 'id' in step ? step.id : asEventId(''),
  });
  return [...readings, ...acts].sort((a, b) => byPlace(placeOf(a), placeOf(b)));
}

/** The memories of cards while their log is told, under settings that may change on the way. */
function cardsUnder(initial: SchedulerSettings) {
  const gradings = new Map<string, Grading[]>();
  const memories = new Map<string, Memory>();
  let scheduler = initial;
  const memoryOf = (cardId: CardId): Memory => memories.get(cardId) ?? NEW;
  return {
    memoryOf,
    take(act: Act): Happening {
      const { cardId } = act;
      if (act.type === 'reset') {
        gradings.delete(cardId);
        memories.delete(cardId);
        return 'reset';
      }
      const before = memoryOf(cardId);
      const grading = gradingOf(act);
      const ofCard = gradings.get(cardId);
      if (ofCard) ofCard.push(grading);
      else gradings.set(cardId, [grading]);
      memories.set(cardId, grade(before, grading, scheduler).memory);
      return happeningOf(act.rating, before);
    },
    settle(next: SchedulerSettings): void {
      if (next === scheduler) return;
      scheduler = next;
      for (const [cardId, graded] of gradings) {
        memories.set(
          cardId,
          graded.reduce<Memory>((memory, grading) => grade(memory, grading, next).memory, NEW),
        );
      }
    },
  };
}
