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

/** What the memories of a gap's cards show. */
export interface Evidence {
  /** The number of cards that were seen. */
  readonly seen: number;
  /** How many of these have the stability to close the gap. */
  readonly stable: number;
  /** The mean recall, 0–1, of the seen cards. */
  meanRecall(atMs: number, scheduler: SchedulerSettings): number;
}

/** Returns what these memories show. */
export function evidenceIn(memories: readonly Memory[]): Evidence {
  const seen = memories.filter(isSeen);
  return {
    seen: seen.length,
    stable: seen.filter(isStable).length,
    meanRecall: (atMs, { weights }) =>
      seen.reduce((sum, memory) => sum + recall(memory, atMs, weights), 0) / seen.length,
  };
}

/**
 * Returns the stage of a gap after something happened to it.
 *
 * @param evidence of the reading's cards after it happened
 */
export function stageAfter(
  before: GapStage | null,
  { kind, cards, scheduler }: GapReading,
  evidence: Evidence,
  { atMs, happening }: { readonly atMs: number; readonly happening: Happening },
): GapStage {
  if (kind !== 'gap') return kind;
  if (cards.length === 0) return 'open';
  const { seen, stable } = evidence;
  if (seen === 0) return 'carded';
  if (before === 'closed' && happening === 'lapsed') return 'reopened';
  const hasFailed = happening === 'lapsed' || happening === 'failed';
  // A closed gap stays closed while recall falls with time, since its cards will be asked.
  const isKnown = () =>
    before === 'closed' ||
    (!hasFailed && stable === seen && evidence.meanRecall(atMs, scheduler) >= scheduler.desiredRetention);
  if (seen === cards.length && isKnown()) return 'closed';
  return before === 'reopened' ? 'reopened' : 'learning';
}

function isSeen(memory: Memory): memory is Seen {
  return memory.state !== 'new';
}

function isStable(memory: Memory): boolean {
  return isSeen(memory) && memory.stability >= CLOSING_STABILITY_DAYS;
}

/** Returns what a review did to a card with the memory `before`. */
export function happeningOf(rating: Grading['rating'], before: Memory): Happening {
  if (rating !== 'again') return 'passed';
  return before.state === 'review' ? 'lapsed' : 'failed';
}

type Reset = Pick<CardEvent, 'id' | 'cardId' | 'atMs'> & { readonly type: 'reset' };
type Act = Reviewed | Reset;

/** Yield after this many gradings. */
const GRADINGS_A_PIECE = 500;

/** Work that lets its caller do something else at each yield. */
type InPieces<Result> = Generator<undefined, Result>;

/**
 * Folds the readings of a gap and the logs of all cards that ever belonged to it into its changes, oldest first. Yields
 * after each piece of work, since a gap may have thousands of reviews. Later settings and files do not change earlier
 * stages, since each reading holds from its time on. Undone events do not count.
 *
 * @param readings oldest first. The gap begins with the first.
 * @param logs a log for each card, in the order of the log
 */
export function* foldLife(
  readings: readonly GapReading[],
  logs: readonly (readonly CardEvent[])[],
): InPieces<readonly GapChange[]> {
  const [first] = readings;
  if (!first) return [];
  const changes: GapChange[] = [];
  const cards = new CardsOfGap(first.scheduler);
  let reading: GapReading | null = null;
  let since = 0;
  const acts: (readonly Act[])[] = [];
  for (const log of logs) {
    acts.push(actsOf(log));
    yield;
  }
  for (const step of inOrder([readings, ...acts])) {
    since += 1;
    if (since % GRADINGS_A_PIECE === 0) yield;
    let cardId: CardId | null = null;
    let happening: Happening = null;
    if ('scheduler' in step) {
      const isNews = !reading || !saysTheSame(step, reading);
      yield* cards.settle(step);
      reading = step;
      if (!isNews) continue;
    } else {
      cardId = step.cardId;
      happening = cards.take(step);
      if (!cards.has(cardId) || !reading) continue;
    }
    const before = changes.at(-1)?.stage ?? null;
    const { atMs } = step;
    const stage = stageAfter(before, reading, cards, { atMs, happening });
    if (stage !== before) changes.push({ stage, atMs, cardId });
  }
  return changes;
}

/** Whether two readings agree apart from the settings, which alone change no stage until the next review. */
function saysTheSame(a: GapReading, b: GapReading): boolean {
  return a.kind === b.kind && a.cards.join() === b.cards.join();
}

/** The events that change memories: gradings and resets that were not undone. */
function actsOf(log: readonly CardEvent[]): readonly Act[] {
  return standing(log).filter((event): event is Act => event.type === 'reset' || isGrading(event));
}

type Step = GapReading | Act;

/** Merges what is in order. At the same time readings come first, then events in the order of the log. */
function* inOrder(sorted: readonly (readonly Step[])[]): Generator<Step> {
  if (sorted.length < 2) return yield* sorted[0] ?? [];
  const middle = sorted.length >> 1;
  const [left, right] = [inOrder(sorted.slice(0, middle)), inOrder(sorted.slice(middle))];
  let [a, b] = [left.next(), right.next()];
  while (!a.done || !b.done) {
    if (b.done || (!a.done && byPlace(placeOf(a.value), placeOf(b.value)) <= 0)) {
      if (!a.done) yield a.value;
      a = left.next();
    } else {
      yield b.value;
      b = right.next();
    }
  }
}

function placeOf(step: Step) {
  return { atMs: step.atMs, id: 'id' in step ? step.id : FIRST };
}

const FIRST = asEventId('');

/** The cards of a gap while their logs are folded, with settings that may change on the way. */
class CardsOfGap implements Evidence {
  readonly #gradings = new Map<CardId, Grading[]>();
  readonly #memories = new Map<CardId, Memory>();
  #cards: ReadonlySet<CardId> = new Set();
  #scheduler: SchedulerSettings;
  seen = 0;
  stable = 0;

  constructor(scheduler: SchedulerSettings) {
    this.#scheduler = scheduler;
  }

  /** Whether the card belongs to the gap by its latest reading. */
  has(cardId: CardId): boolean {
    return this.#cards.has(cardId);
  }

  meanRecall(atMs: number, { weights }: SchedulerSettings): number {
    let sum = 0;
    for (const cardId of this.#cards) {
      const memory = this.#memoryOf(cardId);
      if (isSeen(memory)) sum += recall(memory, atMs, weights);
    }
    return sum / this.seen;
  }

  /** Takes an act on any card that ever belonged to the gap. */
  take(act: Act): Happening {
    const { cardId } = act;
    const before = this.#memoryOf(cardId);
    if (act.type === 'reset') {
      this.#gradings.delete(cardId);
      this.#put(cardId, NEW);
      return 'reset';
    }
    const grading = gradingOf(act);
    const ofCard = this.#gradings.get(cardId);
    if (ofCard) ofCard.push(grading);
    else this.#gradings.set(cardId, [grading]);
    this.#put(cardId, grade(before, grading, this.#scheduler).memory);
    return happeningOf(act.rating, before);
  }

  /** Takes a reading. Other settings make other memories of all that was graded. */
  *settle({ cards, scheduler }: GapReading): InPieces<void> {
    if (scheduler !== this.#scheduler) {
      this.#scheduler = scheduler;
      let since = 0;
      for (const [cardId, graded] of this.#gradings) {
        const again = (memory: Memory, grading: Grading): Memory => grade(memory, grading, scheduler).memory;
        this.#memories.set(cardId, graded.reduce(again, NEW));
        since += graded.length;
        if (since < GRADINGS_A_PIECE) continue;
        since = 0;
        yield;
      }
    }
    this.#cards = new Set(cards);
    const evidence = evidenceIn(cards.map((cardId) => this.#memoryOf(cardId)));
    this.seen = evidence.seen;
    this.stable = evidence.stable;
  }

  #memoryOf(cardId: CardId): Memory {
    return this.#memories.get(cardId) ?? NEW;
  }

  #put(cardId: CardId, memory: Memory): void {
    if (this.#cards.has(cardId)) {
      const before = this.#memoryOf(cardId);
      this.seen += Number(isSeen(memory)) - Number(isSeen(before));
      this.stable += Number(isStable(memory)) - Number(isStable(before));
    }
    this.#memories.set(cardId, memory);
  }
}
