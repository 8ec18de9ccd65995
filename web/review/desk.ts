// The state of a review session and everything the learner can do in it; the page only draws it.

import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { Due, LoggedReview, Rating, Topic } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { Refused, Unreachable } from '../errors.ts';
import { type CardAct, isPractice, lastKnownReview, marking, opposite } from '../offline/act.ts';
import { dayEnd, watchClock } from '../offline/day.ts';
import type { Entry, FreshEntry } from '../offline/entry.ts';
import type { Kept } from '../offline/kept.ts';
import { loadAway } from '../offline/load-away.ts';
import type { Outbox, Outcome } from '../offline/outbox.ts';
import { uuid } from '../uuid.ts';
import { errorWords } from '../words/server-words.ts';
import { words } from '../words/words.ts';
import { foreseen } from './foreseen.ts';
import * as sessions from './session.ts';
import { type About, type Found, knowing, Source } from './source.ts';
import { suggestedRating } from './suggest.ts';
import type { Wish } from './wish.ts';

/** With fewer cards than this ahead, more are fetched while the learner answers. */
const FEW = 6;
/** How far back an undo looks for a review that still counts. */
const UNDO_LIMIT = 100;
const LONGEST_MS = 86_400_000;
/** How long to wait for the server, which knows best how a card comes back, before computing it here. */
const ANSWERED_MS = 1000;

export type Phase = 'loading' | 'asking' | 'resting' | 'failed';

/**
 * A running review session: what the page shows, and what the learner can do. Acts show at once and go to the outbox;
 * the queue is fetched ahead, in the background.
 */
export class Desk {
  readonly #wish: Wish;
  readonly #source: Source;
  readonly #outbox: Outbox;
  readonly #kept: () => Promise<Kept | null>;
  readonly #session = signal(sessions.EMPTY);
  readonly #queue = signal<About | null>(null);
  readonly #alone = signal(false);
  readonly #resting = signal(false);
  readonly #failure = signal<unknown>(null);
  readonly #revealed = signal(false);
  readonly #ticked = signal<readonly boolean[]>([]);
  readonly #notice = signal('');
  readonly #leech = signal<FreshEntry | null>(null);
  readonly #shownAtMs = signal(Date.now());
  /** Reviews undone here that the server may not know of yet. */
  readonly #undone = new Set<string>();
  readonly #stops: readonly (() => void)[];
  #refilling: Promise<void> | null = null;

  readonly session: ReadonlySignal<sessions.Session> = this.#session;
  readonly current = computed(() => this.#session.value.ahead[0]);
  readonly revealed: ReadonlySignal<boolean> = this.#revealed;
  /** For an `explain` card: which of its points the learner has ticked. */
  readonly ticked: ReadonlySignal<readonly boolean[]> = this.#ticked;
  /** The grade that Space and Enter give. */
  readonly suggested = computed<Rating>(() =>
    this.current.value?.card.points ? suggestedRating(this.#ticked.value) : 'good',
  );
  /** A quiet message to the learner. */
  readonly notice: ReadonlySignal<string> = this.#notice;
  /** A card that has just become a leech, until the learner has dealt with it. */
  readonly leech: ReadonlySignal<FreshEntry | null> = this.#leech;
  /** When the card was put on the screen, by this browser's clock. */
  readonly shownAtMs: ReadonlySignal<number> = this.#shownAtMs;
  readonly failure: ReadonlySignal<unknown> = this.#failure;
  /** Whether the server can't be reached, so that the cards are those the browser kept. */
  readonly alone: ReadonlySignal<boolean> = this.#alone;
  readonly due: ReadonlySignal<Due | null> = computed(() => this.#queue.value?.due ?? null);
  /** The topics as they were when the session began. */
  readonly topicsBefore: Promise<readonly Topic[]>;
  readonly phase = computed<Phase>(() => {
    if (this.#resting.value) return 'resting';
    if (this.current.value) return 'asking';
    return this.#failure.value ? 'failed' : 'loading';
  });

  /**
   * @param kept reads the queue that the browser kept; resolves with null if there is none.
   * @param startedOver whether the session was started over: cards practised before are asked again.
   */
  constructor(wish: Wish, outbox: Outbox, kept: () => Promise<Kept | null>, startedOver = false) {
    this.#wish = wish;
    this.#source = new Source(wish, startedOver ? Date.now() : undefined);
    if (startedOver) this.#notice.value = words().review.startedOver;
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
      this.#ticked.value = (card.points ?? []).map(() => false);
      this.#revealed.value = true;
    });
  };

  readonly tick = (point: number) => {
    this.#ticked.value = this.#ticked.peek().map((is, i) => (i === point ? !is : is));
  };

  readonly grade = (rating: Rating) => {
    const entry = this.current.peek();
    if (!entry || !this.#revealed.peek()) return;
    const { cardId, lastReviewId, points } = entry.card;
    const unsent = this.#outbox.unsent.peek().map(({ act }) => act);
    const id = uuid();
    const isCram = this.#wish.mode === 'cram';
    const body = {
      id,
      cardId,
      rating,
      reviewedAt: new Date().toISOString(),
      durationMs: this.#took(),
      ...(isCram
        ? { mode: 'cram' as const }
        : { expectedLastReviewId: lastKnownReview(cardId, lastReviewId, unsent) }),
      ...(points ? { points: [...this.#ticked.peek()] } : {}),
    };
    this.#do(
      { kind: 'review', id, cardId, body },
      entry,
      isCram ? rating !== 'again' : leaves(entry, rating),
    );
  };

  /** Hides the card for today (`bury`) or until it is brought back (`suspend`). */
  readonly putAside = (how: 'bury' | 'suspend') => {
    const entry = this.current.peek();
    if (!entry) return;
    this.#do(marking(uuid(), entry.card.cardId, how), entry, true);
    this.#notice.value = how === 'bury' ? words().review.buried : words().review.suspended;
  };

  /** Shows the learner a quiet message. */
  readonly say = (notice: string) => {
    this.#notice.value = notice;
  };

  /** Leaves the reported leech as it is. */
  readonly leaveLeech = () => {
    this.#leech.value = null;
  };

  /** Suspends the leech, wherever it is in the session by now. */
  readonly suspendLeech = () => {
    const entry = this.#leech.peek();
    if (!entry) return;
    const { cardId } = entry.card;
    this.#leech.value = null;
    if (this.current.peek()?.card.cardId === cardId) return this.putAside('suspend');
    const act = marking(uuid(), cardId, 'suspend');
    const done = { entry, act, points: [], tookMs: 0, leaves: true };
    this.#session.value = sessions.withAside(this.#session.peek(), done);
    this.#notice.value = words().review.suspended;
    this.#outbox.add(act);
  };

  /** Undoes the last act; once those of this session are all undone, the latest reviews before it. */
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

  /** Fetches a card again after an edit. */
  readonly reread = async (cardId: string) => {
    try {
      const { value, asOfMs } = await api.card(cardId);
      if (value.setAside) throw new Error(words().review.noteLost);
      const entry = { card: value, asOfMs };
      this.#session.value = sessions.withEntry(this.#session.peek(), entry);
    } catch (error) {
      const session = sessions.without(this.#session.peek(), cardId);
      if (this.current.peek()?.card.cardId === cardId) this.#turn(session);
      else this.#session.value = session;
      this.#notice.value = words().review.cardLeft(reason(error));
      void this.#refill(true);
    }
  };

  /** Fetches the queue again; the card on the screen stays. */
  readonly refresh = () => {
    this.#failure.value = null;
    void this.#refill(true);
  };

  /** Goes on after a rest with what has fallen due. */
  readonly goOn = () => {
    this.#resting.value = false;
    this.#shownAtMs.value = Date.now();
  };

  /** Shows a new state: the prompt of its first card, or its answer as `last` left it. */
  #turn(session: sessions.Session, last?: sessions.Done): void {
    batch(() => {
      this.#session.value = session;
      this.#ticked.value = last?.points ?? [];
      this.#revealed.value = last !== undefined;
      this.#shownAtMs.value = Date.now() - (last?.tookMs ?? 0);
    });
  }

  #took(): number {
    return Math.min(LONGEST_MS, Math.max(0, Date.now() - this.#shownAtMs.peek()));
  }

  #do(act: CardAct, entry: Entry, leaves: boolean): void {
    const done = { entry, act, points: this.#ticked.peek(), tookMs: this.#took(), leaves };
    this.#notice.value = '';
    this.#turn(sessions.withDone(this.#session.peek(), done, Date.now()));
    this.#outbox.add(act);
    if (act.kind === 'review' && !leaves && !isPractice(act)) {
      setTimeout(() => this.#foresee(done).catch(() => undefined), ANSWERED_MS);
    }
    const { ahead, waiting, left } = this.#session.peek();
    const moreExist = left > ahead.length + waiting.length;
    if (ahead.length === 0 || (ahead.length < FEW && moreExist)) void this.#refill(true);
  }

  /** Puts a card back after its step even if the server doesn't answer. */
  async #foresee(done: sessions.Done): Promise<void> {
    const about = this.#queue.peek();
    const back = about && (await foreseen(done, this.#outbox, about));
    if (back) this.#session.value = sessions.withWaiting(this.#session.peek(), back);
  }

  #undoLast(last: sessions.Done): void {
    const { act } = last;
    const refused = this.#outbox.unsent.peek().some(({ id, refused }) => id === act.id && refused);
    if (refused) this.#outbox.discard(act.id);
    else this.#outbox.add(opposite(uuid(), act));
    this.#undone.add(act.id);
    if (this.#leech.peek()?.card.cardId === act.cardId) this.#leech.value = null;
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

  /** Handles the result of an act. */
  #hear(outcome: Outcome): void {
    if (outcome.result === 'refused') return;
    const { act, card } = outcome;
    if (outcome.result === 'changed') {
      this.#session.value = sessions.withoutDone(this.#session.peek(), act.id);
      this.#notice.value = words().review.answeredElsewhere;
      void this.#refill(true);
    }
    const fresh = card && { card: card.value, asOfMs: card.asOfMs };
    if (outcome.result === 'saved' && outcome.leech) this.#leech.value = fresh;
    const scheduler = this.#queue.peek()?.scheduler;
    const isOvertaken = this.#outbox.unsent.peek().some((each) => each.act.cardId === act.cardId);
    if (!fresh || !scheduler || isOvertaken || isPractice(act)) return;
    this.#session.value = sessions.withFresh(this.#session.peek(), fresh, dayEnd(scheduler), Date.now());
  }

  /** After a new day, a long sleep or a rest, the queue and its previews are out of date: fetch them again. */
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
      // The server's queue would repeat cards whose answers it doesn't have yet.
      if (this.#outbox.failing.peek()) throw new Unreachable(words().review.waitToBeSaved);
      const session = this.#session.peek();
      this.#take(await this.#source.ask(session), session.done, keepCurrent);
      this.#alone.value = false;
    } catch (error) {
      if (error instanceof Refused || !(await this.#takeKept())) this.#failure.value = error;
    }
  }

  /** Resolves with whether the browser had kept a queue. */
  async #takeKept(): Promise<boolean> {
    const [kept, away] = await Promise.all([this.#kept(), loadAway()]).catch(() => [null, null]);
    const session = this.#session.peek();
    const found =
      away && this.#source.askKept(kept, away.queueFrom, this.#outbox.unsent.peek(), session, Date.now());
    if (!found) return false;
    this.#take(found, session.done, true);
    this.#alone.value = true;
    return true;
  }

  #take({ about, asked }: Found, known: readonly sessions.Done[], keepCurrent: boolean): void {
    batch(() => {
      const before = this.#session.peek();
      const next = sessions.withQueue(before, asked, known, keepCurrent);
      this.#queue.value = knowing(about, this.#queue.peek());
      this.#failure.value = null;
      if (next.ahead[0]?.card.cardId === before.ahead[0]?.card.cardId) this.#session.value = next;
      else this.#turn(next);
      if (next.ahead.length === 0 && next.done.length === known.length) this.#resting.value = true;
    });
  }
}

/** Whether a grade takes a card out of today's session. */
function leaves({ card, unforeseen }: Entry, rating: Rating): boolean {
  return unforeseen ? rating !== 'again' : card.previews[rating].intervalDays > 0;
}

function reason(error: unknown): string {
  if (error instanceof Refused || error instanceof Unreachable) return errorWords(error);
  return error instanceof Error ? error.message : String(error);
}
