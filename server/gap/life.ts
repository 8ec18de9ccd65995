// The life of a gap: a fold over what the files said and what the learner answered.
import { gradingOf } from '../schedule/fold.ts';
import { asEventId, type CardId } from '../schedule/ids.ts';
import { byPlace, isGrading, type Reviewed, standing } from '../schedule/live-reviews.ts';
import { grade, NEW, type Seen } from '../schedule/memory.ts';
import { recall } from '../schedule/recall.ts';
import type { CardEvent, Grading, Memory, SchedulerSettings } from '../schedule/types.ts';

/**
 * `open`: no card yet. `carded`: has cards, none seen. `learning`: a card was seen. `closed`: known, on evidence.
 * `reopened`: a card lapsed since it was closed.
 */
export const GAP_STATUSES = ['open', 'carded', 'learning', 'closed', 'reopened'] as const;
export type GapStatus = (typeof GAP_STATUSES)[number];

/** `covered`: the author moved the gap to the covered items. `gone`: the gap is no longer in the plan. */
export type GapStage = GapStatus | 'covered' | 'gone';

/** What the files and the settings say about a gap, from a time on. */
export interface GapReading {
  readonly atMs: number;
  readonly kind: 'gap' | 'covered' | 'gone';
  readonly cards: readonly CardId[];
  readonly scheduler: SchedulerSettings;
}

/** A change to a stage, with its time and the card whose answer caused it; null if the files did. */
export interface GapChange {
  readonly stage: GapStage;
  readonly atMs: number;
  readonly cardId: CardId | null;
}

/** What happened to a card. `lapsed`: forgotten while in review. null: nothing, the files were read. */
export type Happening = 'passed' | 'failed' | 'lapsed' | 'reset' | null;

/** To close a gap, each card needs a stability of three weeks. */
const CLOSING_STABILITY_DAYS = 21;

/**
 * Returns the stage of a gap after something happened to it.
 *
 * @param memories the memories of the reading's cards after it happened, in the reading's order.
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
  // A closed gap stays closed while recall falls with time, since its cards will be asked.
  const isKnown = before === 'closed' || (!hasFailed && isEvidence(seen, atMs, scheduler));
  if (seen.length === cards.length && isKnown) return 'closed';
  return before === 'reopened' ? 'reopened' : 'learning';
}

/** Whether mean recall reaches the desired retention, and every card has the stability to close. */
function isEvidence(seen: readonly Seen[], atMs: number, scheduler: SchedulerSettings): boolean {
  if (seen.some(({ stability }) => stability < CLOSING_STABILITY_DAYS)) return false;
  const sum = seen.reduce((all, memory) => all + recall(memory, atMs, scheduler.weights), 0);
  return sum / seen.length >= scheduler.desiredRetention;
}

function isSeen(memory: Memory): memory is Seen {
  return memory.state !== 'new';
}

/** Returns what a review did to a card with the memory `before`. */
export function happeningOf(rating: Grading['rating'], before: Memory): Happening {
  if (rating !== 'again') return 'passed';
  return before.state === 'review' ? 'lapsed' : 'failed';
}

type Reset = Pick<CardEvent, 'id' | 'cardId' | 'atMs'> & { readonly type: 'reset' };
type Act = Reviewed | Reset;

/**
 * Folds the readings of a gap and the events of all cards that ever belonged to it into its changes, oldest first.
 * Later settings and files do not change earlier stages, since each reading holds from its time on. Undone events do
 * not count.
 *
 * @param readings oldest first. The gap begins with the first.
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

/** Whether two readings agree apart from the settings, which alone change no stage until the next review. */
function saysTheSame(a: GapReading, b: GapReading): boolean {
  return a.kind === b.kind && a.cards.join() === b.cards.join();
}

/** The events that change memories: gradings and resets that were not undone. */
function actsOf(events: readonly CardEvent[]): readonly Act[] {
  return standing(events).filter((event): event is Act => event.type === 'reset' || isGrading(event));
}

/** Sorts by time. At the same time readings come first, then events in the order of the log. */
function inOrder(readings: readonly GapReading[], acts: readonly Act[]): readonly (GapReading | Act)[] {
  const placeOf = (step: GapReading | Act) => ({
    atMs: step.atMs,
    id: 'id' in step ? step.id : asEventId(''),
  });
  return [...readings, ...acts].sort((a, b) => byPlace(placeOf(a), placeOf(b)));
}

/** The memories of cards while their log is folded, with settings that may change on the way. */
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
