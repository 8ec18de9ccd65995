import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Due, LoggedReview, Queue, Rating, Topic } from '../../server/http/schemas/index.ts';
import { api, Refused, Unreachable } from '../api.ts';
import { type Kept, queueFrom } from '../offline/kept.ts';
import { uuid } from '../uuid.ts';
import { words } from '../words/words.ts';
import { type Deed, lastKnownReview, marking, opposite } from './act.ts';
import { dayEnd, watchClock } from './day.ts';
import type { Outbox, Outcome } from './outbox.ts';
import * as sessions from './session.ts';
import { suggestedRating } from './suggest.ts';

const QUEUE_LIMIT = 30;
/** With fewer cards than this ahead, more are fetched while the learner answers. */
const FEW = 6;
/** How far back an undo looks for a review that still counts. */
const UNDO_LIMIT = 100;
const LONGEST_MS = 86_400_000;

export type Phase = 'loading' | 'asking' | 'resting' | 'failed';

/**
 * A review session at work, on everything due or on one topic: what the page shows, and what the learner can do.
 * What is done shows at once and goes to the outbox; the queue is fetched ahead, in the background.
 */
export class Desk {
  readonly #topic: string | undefined;
  readonly #outbox: Outbox;
  readonly #kept: () => Promise<Kept | null>;
  readonly #session = signal(sessions.EMPTY);
  readonly #queue = signal<Pick<Queue, 'due' | 'scheduler'> | null>(null);
  readonly #alone = signal(false);
  readonly #resting = signal(false);
  readonly #failure = signal<unknown>(null);
  readonly #revealed = signal(false);
  readonly #told = signal<readonly boolean[]>([]);
  readonly #notice = signal('');
  /** Reviews taken back here, of which the server may not know yet. */
  readonly #undone = new Set<string>();
  readonly #stops: readonly (() => void)[];
  #shownAtMs = Date.now();
  #refilling: Promise<void> | null = null;

  readonly session: ReadonlySignal<sessions.Session> = this.#session;
  readonly current = computed(() => this.#session.value.ahead[0]);
  readonly revealed: ReadonlySignal<boolean> = this.#revealed;
  /** Of an `explain` card, which points were told. */
  readonly told: ReadonlySignal<readonly boolean[]> = this.#told;
  /** The grade that Space and Enter give. */
  readonly suggested = computed<Rating>(() =>
    this.current.value?.card.points ? suggestedRating(this.#told.value) : 'good',
  );
  /** Something that the learner should know, calmly. */
  readonly notice: ReadonlySignal<string> = this.#notice;
  readonly failure: ReadonlySignal<unknown> = this.#failure;
  /** Whether the server can't be reached, and the cards are those that the browser kept. */
  readonly alone: ReadonlySignal<boolean> = this.#alone;
  readonly due: ReadonlySignal<Due | null> = computed(() => this.#queue.value?.due ?? null);
  /** The topics as they stood when the session began. */
  readonly topicsBefore: Promise<readonly Topic[]>;
  readonly phase = computed<Phase>(() => {
    if (this.#resting.value) return 'resting';
    if (this.current.value) return 'asking';
    return this.#failure.value ? 'failed' : 'loading';
  });

  /**
   * @param topic id of the topic to review; all topics where it is left out.
   * @param kept what the browser keeps for a time without the server; null where that is nothing.
   */
  constructor(topic: string | undefined, outbox: Outbox, kept: () => Promise<Kept | null>) {
    this.#topic = topic;
    this.#outbox = outbox;
    this.#kept = kept;
    this.#stops = [
      outbox.listen((outcome) => this.#hear(outcome)),
      outbox.failing.subscribe((failing) => {
        if (!failing) this.#recover();
      }),
      watchClock((nowMs, slept) => this.#look(nowMs, slept)),
    ];
    this.topicsBefore = this.#refill(true).then(() => api.topics());
    this.topicsBefore.catch(() => undefined);
  }

  readonly close = () => {
    for (const stop of this.#stops) stop();
  };

  readonly reveal = () => {
    const card = this.current.peek()?.card;
    if (!card || this.#revealed.peek()) return;
    batch(() => {
      this.#told.value = (card.points ?? []).map(() => false);
      this.#revealed.value = true;
    });
  };

  readonly tick = (point: number) => {
    this.#told.value = this.#told.peek().map((is, i) => (i === point ? !is : is));
  };

  readonly grade = (rating: Rating) => {
    const entry = this.current.peek();
    if (!entry || !this.#revealed.peek()) return;
    const { cardId, lastReviewId, points } = entry.card;
    const unsent = this.#outbox.unsent.peek().map(({ act }) => act);
    const id = uuid();
    const body = {
      id,
      cardId,
      rating,
      reviewedAt: new Date().toISOString(),
      durationMs: this.#took(),
      expectedLastReviewId: lastKnownReview(cardId, lastReviewId, unsent),
      ...(points ? { points: [...this.#told.peek()] } : {}),
    };
    this.#do({ kind: 'review', id, cardId, body }, entry, leaves(entry, rating));
  };

  /** Hides the card for today (`bury`) or until it is brought back (`suspend`). */
  readonly putAside = (how: 'bury' | 'suspend') => {
    const entry = this.current.peek();
    if (!entry) return;
    this.#do(marking(uuid(), entry.card.cardId, how), entry, true);
    this.#notice.value = how === 'bury' ? words().review.buried : words().review.suspended;
  };

  /** Takes back the last thing done; when all of this session is taken back, the latest reviews before it. */
  readonly undo = async () => {
    this.#notice.value = '';
    const last = this.#session.peek().done.at(-1);
    if (last) return this.#undoLast(last);
    try {
      await this.#undoEarlier();
    } catch (error) {
      this.#notice.value = words().review.notTakenBack(reason(error));
    }
  };

  /** Shows the current card as the server now has it, after an edit. */
  readonly reread = async () => {
    const cardId = this.current.peek()?.card.cardId;
    if (cardId === undefined) return;
    try {
      const { value, asOfMs } = await api.card(cardId);
      if (value.setAside) throw new Error(words().review.noteLost);
      const entry = { card: value, asOfMs };
      this.#session.value = sessions.withEntry(this.#session.peek(), entry);
    } catch (error) {
      this.#turn(sessions.without(this.#session.peek(), cardId));
      this.#notice.value = words().review.cardLeft(reason(error));
      void this.#refill(true);
    }
  };

  /** Asks for the queue again; the card on the screen stays. */
  readonly refresh = () => {
    this.#failure.value = null;
    void this.#refill(true);
  };

  /** Goes on after a rest with what has fallen due. */
  readonly goOn = () => {
    this.#resting.value = false;
    this.#shownAtMs = Date.now();
  };

  /** Puts another state on the page: the prompt of its first card, or its answer as `last` left it. */
  #turn(session: sessions.Session, last?: sessions.Done): void {
    batch(() => {
      this.#session.value = session;
      this.#told.value = last?.points ?? [];
      this.#revealed.value = last !== undefined;
      this.#shownAtMs = Date.now() - (last?.tookMs ?? 0);
    });
  }

  #took(): number {
    return Math.min(LONGEST_MS, Math.max(0, Date.now() - this.#shownAtMs));
  }

  #do(act: Deed, entry: sessions.Entry, leaves: boolean): void {
    const done = { entry, act, points: this.#told.peek(), tookMs: this.#took(), leaves };
    this.#notice.value = '';
    this.#turn(sessions.withDone(this.#session.peek(), done, Date.now()));
    this.#outbox.add(act);
    const { ahead, waiting, left } = this.#session.peek();
    const moreExist = left > ahead.length + waiting.length;
    if (ahead.length === 0 || (ahead.length < FEW && moreExist)) void this.#refill(true);
  }

  #undoLast(last: sessions.Done): void {
    const { act } = last;
    const refused = this.#outbox.unsent.peek().some(({ id, refused }) => id === act.id && refused);
    if (refused) this.#outbox.discard(act.id);
    else this.#outbox.add(opposite(uuid(), act));
    this.#undone.add(act.id);
    this.#resting.value = false;
    this.#turn(sessions.withoutLast(this.#session.peek()), act.kind === 'review' ? last : undefined);
  }

  async #undoEarlier(): Promise<void> {
    await this.#outbox.flush();
    const counts = ({ id, undone }: LoggedReview) => !undone && !this.#undone.has(id);
    const last = (await api.latestReviews(UNDO_LIMIT)).find(counts);
    if (!last) {
      this.#notice.value = words().review.noneToTakeBack;
      return;
    }
    const { value, asOfMs } = await api.undo(last.id);
    this.#undone.add(last.id);
    if (!value.card) return;
    this.#notice.value = words().review.tookBackEarlier;
    this.#resting.value = false;
    this.#turn(sessions.withCurrent(this.#session.peek(), { card: value.card, asOfMs }));
    void this.#refill(true);
  }

  /** Takes in what became of an act. */
  #hear(outcome: Outcome): void {
    if (outcome.result === 'refused') return;
    const { act, card } = outcome;
    if (outcome.result === 'changed') {
      this.#session.value = sessions.withoutDone(this.#session.peek(), act.id);
      this.#notice.value = words().review.answeredElsewhere;
      void this.#refill(true);
    }
    const scheduler = this.#queue.peek()?.scheduler;
    const isOvertaken = this.#outbox.unsent.peek().some((each) => each.act.cardId === act.cardId);
    if (!card || !scheduler || isOvertaken) return;
    const fresh = { card: card.value, asOfMs: card.asOfMs };
    this.#session.value = sessions.withFresh(this.#session.peek(), fresh, dayEnd(scheduler), Date.now());
  }

  /** A new day, a long sleep or the end of a rest: the queue, and what its buttons promise, are out of date. */
  #look(nowMs: number, slept: boolean): void {
    this.#recover();
    const queue = this.#queue.peek();
    if (!queue) return;
    const isDueAgain = this.#resting.peek() && nowMs >= Date.parse(queue.due.nextDueAt ?? '');
    if (slept || isDueAgain || nowMs >= dayEnd(queue.scheduler)) void this.#refill(false);
  }

  #recover(): void {
    if (this.#alone.peek() || (this.#failure.peek() && !this.current.peek())) void this.#refill(true);
  }

  #refill(keepCurrent: boolean): Promise<void> {
    this.#refilling ??= this.#fetch(keepCurrent).finally(() => {
      this.#refilling = null;
      // Something was answered while the queue was on its way, and now there is no card.
      if (this.phase.peek() === 'loading') void this.#refill(true);
    });
    return this.#refilling;
  }

  async #fetch(keepCurrent: boolean): Promise<void> {
    try {
      await this.#outbox.flush();
      // What the server doesn't know yet, its queue would ask again.
      if (this.#outbox.failing.peek()) throw new Unreachable(words().review.waitToBeSaved);
      const known = this.#session.peek().done;
      const queue = await api.queue(this.#topic, QUEUE_LIMIT);
      this.#take(queue, sessions.askedOf(queue), known, keepCurrent);
      this.#alone.value = false;
    } catch (error) {
      if (error instanceof Refused || !(await this.#takeKept())) this.#failure.value = error;
    }
  }

  /** Whether the browser had kept a queue. */
  async #takeKept(): Promise<boolean> {
    const kept = await this.#kept().catch(() => null);
    if (!kept) return false;
    const unsent = this.#outbox.unsent.peek().map(({ act }) => act);
    const asked = queueFrom(kept, this.#topic, unsent, Date.now());
    const nextAt = asked.nextAtMs === null ? kept.due.nextDueAt : new Date(asked.nextAtMs).toISOString();
    this.#take({ ...kept, due: { ...kept.due, nextDueAt: nextAt } }, asked, this.#session.peek().done, true);
    this.#alone.value = true;
    return true;
  }

  #take(
    about: Pick<Queue, 'due' | 'scheduler'>,
    asked: sessions.Asked,
    known: readonly sessions.Done[],
    keepCurrent: boolean,
  ): void {
    batch(() => {
      const before = this.#session.peek();
      const next = sessions.withQueue(before, asked, known, keepCurrent);
      this.#queue.value = about;
      this.#failure.value = null;
      if (next.ahead[0]?.card.cardId === before.ahead[0]?.card.cardId) this.#session.value = next;
      else this.#turn(next);
      if (next.ahead.length === 0 && next.done.length === known.length) this.#resting.value = true;
    });
  }
}

/** Whether a card is out of today's session after a grade. */
function leaves({ card, unforeseen }: sessions.Entry, rating: Rating): boolean {
  return unforeseen ? rating !== 'again' : card.previews[rating].intervalDays > 0;
}

function reason(error: unknown): string {
  if (error instanceof Refused) return error.problem.detail;
  return error instanceof Error ? error.message : String(error);
}
