import { batch, computed, type ReadonlySignal, signal } from '@preact/signals';
import type { ActBody, Due, Queue, Rating, Topic } from '../../server/http/schemas/index.ts';
import { api, Refused, Unreachable } from '../api.ts';
import { uuid } from '../uuid.ts';
import { type Act, lastKnownReview } from './act.ts';
import { dayEnd, watchClock } from './day.ts';
import type { Outbox, Outcome } from './outbox.ts';
import * as sessions from './session.ts';

const QUEUE_LIMIT = 30;
/** With fewer cards than this ahead, more are fetched while the learner answers. */
const FEW = 6;
const LONGEST_MS = 86_400_000;

export type Phase = 'loading' | 'asking' | 'resting' | 'failed';

/** A review session at work: what the page shows, and what the learner can do. */
export interface Desk {
  readonly phase: ReadonlySignal<Phase>;
  readonly session: ReadonlySignal<sessions.Session>;
  readonly current: ReadonlySignal<sessions.Entry | undefined>;
  readonly revealed: ReadonlySignal<boolean>;
  /** Of an `explain` card, which points were told. */
  readonly told: ReadonlySignal<readonly boolean[]>;
  /** Something that the learner should know, calmly. */
  readonly notice: ReadonlySignal<string>;
  readonly failure: ReadonlySignal<unknown>;
  readonly due: ReadonlySignal<Due | null>;
  /** The topics as they stood when the session began. */
  readonly topicsBefore: Promise<readonly Topic[]>;
  reveal(): void;
  tick(point: number): void;
  grade(rating: Rating): void;
  /** Hides the card for today (`bury`) or until it is brought back (`suspend`). */
  putAside(how: 'bury' | 'suspend'): void;
  undo(): Promise<void>;
  /** Shows the current card as the server now has it, after an edit. */
  reread(): Promise<void>;
  retry(): void;
  /** Goes on after a rest with what has fallen due. */
  goOn(): void;
  close(): void;
}

/** Opens a session on everything due, or on one topic. `close` it when the page goes. */
export function openDesk(topic: string | undefined, outbox: Outbox): Desk {
  const session = signal(sessions.EMPTY);
  const queue = signal<Queue | null>(null);
  const resting = signal(false);
  const failure = signal<unknown>(null);
  const revealed = signal(false);
  const told = signal<readonly boolean[]>([]);
  const notice = signal('');
  const current = computed(() => session.value.ahead[0]);
  const undone = new Set<string>();
  let shownAtMs = Date.now();
  let refilling: Promise<void> | null = null;
  let closed = false;

  const phase = computed<Phase>(() => {
    if (resting.value) return 'resting';
    if (current.value) return 'asking';
    return failure.value ? 'failed' : 'loading';
  });

  /** Turns to the prompt of the card that is now on top. */
  const turn = (next: sessions.Session, face: Partial<sessions.Done> = {}) =>
    batch(() => {
      session.value = next;
      told.value = face.points ?? [];
      revealed.value = face.points !== undefined;
      shownAtMs = Date.now() - (face.tookMs ?? 0);
    });

  const took = () => Math.min(LONGEST_MS, Math.max(0, Date.now() - shownAtMs));

  const refill = (keepCurrent: boolean): Promise<void> => {
    refilling ??= fetchQueue(keepCurrent).finally(() => {
      refilling = null;
      if (!closed && !resting.peek() && !current.peek() && !failure.peek()) void refill(true);
    });
    return refilling;
  };

  const fetchQueue = async (keepCurrent: boolean) => {
    try {
      await outbox.flush();
      // What the server doesn't know yet, its queue would ask again.
      if (outbox.failing.peek()) throw new Unreachable('answers wait to be saved');
      const known = session.peek().done;
      const fresh = await api.queue(topic, QUEUE_LIMIT);
      batch(() => {
        const before = current.peek()?.card.cardId;
        const next = sessions.withQueue(session.peek(), fresh, known, keepCurrent);
        queue.value = fresh;
        failure.value = null;
        if (next.ahead[0]?.card.cardId === before) session.value = next;
        else turn(next);
        if (next.ahead.length === 0 && session.peek().done.length === known.length) resting.value = true;
      });
    } catch (error) {
      failure.value = error;
    }
  };

  const does = (act: Act, entry: sessions.Entry, leaves: boolean) => {
    const done = { entry, act, points: told.peek(), tookMs: took(), leaves };
    notice.value = '';
    turn(sessions.withDone(session.peek(), done, Date.now()));
    outbox.add(act);
    const { ahead, waiting, left } = session.peek();
    if (ahead.length === 0 || (ahead.length < FEW && left > ahead.length + waiting.length)) {
      void refill(true);
    }
  };

  const listen = (outcome: Outcome) => {
    const { act } = outcome;
    if (outcome.result === 'refused') return;
    if (outcome.result === 'changed') {
      session.value = sessions.withoutDone(session.peek(), act.id);
      notice.value =
        'That card was answered elsewhere meanwhile. The other answer counts; yours was left out.';
      void refill(true);
    }
    const later = outbox.unsent.peek().some((each) => each.act.cardId === act.cardId);
    const fresh = outcome.result === 'saved' ? outcome.card?.value : outcome.card;
    if (!fresh || !queue.value || later) return;
    const asOfMs = (outcome.result === 'saved' && outcome.card?.asOfMs) || Date.now();
    const ends = dayEnd(queue.value.scheduler);
    session.value = sessions.withFresh(session.peek(), fresh, asOfMs, ends, Date.now());
  };

  const undoEarlier = async () => {
    await outbox.flush();
    const reviews = await api.latestReviews(100);
    const last = reviews.find(({ id, undone: gone }) => !gone && !undone.has(id));
    if (!last) {
      notice.value = 'There is no review left to take back.';
      return;
    }
    const { value, asOfMs } = await api.undo(last.id);
    undone.add(last.id);
    if (!value.card) return;
    notice.value = 'Took back the latest review from before this session.';
    resting.value = false;
    turn(sessions.withCurrent(session.peek(), { card: value.card, asOfMs }));
    void refill(true);
  };

  const undoLast = (last: sessions.Done) => {
    const { act, entry } = last;
    const { cardId } = entry.card;
    const refused = outbox.unsent.peek().some((each) => each.id === act.id && each.refused);
    if (refused) outbox.discard(act.id);
    else outbox.add(opposite(act, cardId));
    undone.add(act.id);
    resting.value = false;
    turn(sessions.withoutLast(session.peek()), act.kind === 'review' ? last : {});
  };

  const stops = [
    outbox.listen(listen),
    // Coming back after a failure, the queue is fetched as soon as the outbox gets through.
    outbox.failing.subscribe((failing) => {
      if (!failing && failure.peek() && !current.peek()) void refill(true);
    }),
    watchClock((nowMs, slept) => {
      if (failure.peek() && !current.peek()) void refill(true);
      const known = queue.peek();
      if (!known) return;
      const dueAgain = resting.peek() && nowMs >= Date.parse(known.due.nextDueAt ?? '');
      if (slept || dueAgain || nowMs >= dayEnd(known.scheduler)) void refill(false);
    }),
  ];
  const topicsBefore = refill(true).then(api.topics);
  topicsBefore.catch(() => undefined);

  return {
    topicsBefore,
    phase,
    session,
    current,
    revealed,
    told,
    notice,
    failure,
    due: computed(() => queue.value?.due ?? null),
    reveal() {
      const card = current.peek()?.card;
      if (!card || revealed.peek()) return;
      told.value = (card.points ?? []).map(() => false);
      revealed.value = true;
    },
    tick(point) {
      told.value = told.peek().map((is, i) => (i === point ? !is : is));
    },
    grade(rating) {
      const entry = current.peek();
      if (!entry || !revealed.peek()) return;
      const { cardId, lastReviewId, points, previews } = entry.card;
      const unsent = outbox.unsent.peek().map((each) => each.act);
      const id = uuid();
      const body = {
        id,
        cardId,
        rating,
        reviewedAt: new Date().toISOString(),
        durationMs: took(),
        expectedLastReviewId: lastKnownReview(cardId, lastReviewId, unsent),
        ...(points ? { points: [...told.peek()] } : {}),
      };
      does({ kind: 'review', id, cardId, body }, entry, previews[rating].intervalDays > 0);
    },
    putAside(how) {
      const entry = current.peek();
      if (!entry) return;
      does(marking(entry.card.cardId, how), entry, true);
      notice.value =
        how === 'bury' ? 'Put aside until tomorrow.' : 'Suspended: it stays out until brought back.';
    },
    async undo() {
      notice.value = '';
      const last = session.peek().done.at(-1);
      if (last) return undoLast(last);
      try {
        await undoEarlier();
      } catch (error) {
        notice.value = `Could not take back: ${reason(error)}`;
      }
    },
    async reread() {
      const entry = current.peek();
      if (!entry) return;
      const { cardId } = entry.card;
      try {
        const { value, asOfMs } = await api.card(cardId);
        if (value.setAside) throw new Error('the note no longer has it');
        const ends = queue.peek() ? dayEnd((queue.peek() as Queue).scheduler) : 0;
        session.value = sessions.withFresh(session.peek(), value, asOfMs, ends, Date.now());
      } catch (error) {
        turn(sessions.without(session.peek(), cardId));
        notice.value = `This card is out of the session: ${reason(error)}`;
        void refill(true);
      }
    },
    retry() {
      failure.value = null;
      void refill(true);
    },
    goOn() {
      resting.value = false;
      shownAtMs = Date.now();
      if (!current.peek()) void refill(true);
    },
    close() {
      closed = true;
      for (const stop of stops) stop();
    },
  };
}

function marking(cardId: string, act: ActBody['act']): Act {
  const id = uuid();
  return { kind: 'mark', id, cardId, body: { id, act } };
}

/** What takes an act back. */
function opposite(act: Act, cardId: string): Act {
  if (act.kind !== 'mark') return { kind: 'undo', id: uuid(), cardId, reviewId: act.id };
  return marking(cardId, act.body.act === 'bury' ? 'unbury' : 'unsuspend');
}

function reason(error: unknown): string {
  if (error instanceof Refused) return error.problem.detail;
  return error instanceof Error ? error.message : String(error);
}
