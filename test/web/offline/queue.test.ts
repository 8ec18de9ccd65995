import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CardNow, Queue, QueueCard } from '../../../server/http/schemas.ts';
import { asCardId, asEventId, asNoteId, asTopicId } from '../../../server/schedule/ids.ts';
import { DEFAULT_SCHEDULER, NO_EASY_DAYS } from '../../../server/schedule/settings.ts';
import { type Act, marking, opposite } from '../../../web/offline/act.ts';
import { type Kept, keptAfter, keptOf } from '../../../web/offline/kept.ts';
import { queueFrom } from '../../../web/offline/queue.ts';

const AS_OF = '2026-11-23T10:00:00.000Z';
const NOW_MS = Date.parse(AS_OF);
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

function card(cardId: string, topic = 'k8s/pods'): QueueCard {
  const days = { dueAt: '2026-11-26T04:00:00.000Z', intervalDays: 3 };
  const step = { dueAt: '2026-11-23T10:10:00.000Z', intervalDays: 0 };
  return {
    cardId: asCardId(cardId),
    noteId: asNoteId(cardId),
    kind: 'basic',
    state: 'review',
    topic: { id: asTopicId(topic), title: topic },
    item: null,
    lang: null,
    promptHtml: '',
    answerHtml: '',
    lastReviewId: null,
    leech: false,
    memory: {
      step: 0,
      stability: 20,
      difficulty: 5,
      reps: 3,
      lapses: 0,
      firstStudyDay: '2026-10-10',
      lastStudyDay: '2026-11-02',
      lastReviewedAt: '2026-11-02T10:00:00.000Z',
      intervalDays: 21,
    },
    intervalDays: 21,
    schedulerId: 'plan',
    previews: { again: step, hard: days, good: days, easy: days },
  };
}

function queue(cards: readonly QueueCard[]): Queue {
  const count = { total: cards.length, new: 0, learning: 0, review: cards.length };
  return {
    cards: [...cards],
    session: { mode: 'due', cards: cards.length, minutes: 1, secondsPerCard: 10, timedCards: 0 },
    due: {
      asOf: AS_OF,
      studyDay: '2026-11-23',
      ...count,
      backlog: 0,
      heldBack: { new: { cards: 0, days: 0 }, review: { cards: 0, days: 0 } },
      nextDueAt: null,
      topics: [],
    },
    scheduler: {
      id: 'plan',
      weights: [...DEFAULT_SCHEDULER.weights],
      retention: DEFAULT_SCHEDULER.desiredRetention,
      steps: {
        learningMs: [...DEFAULT_SCHEDULER.learningStepsMs],
        relearningMs: [...DEFAULT_SCHEDULER.relearningStepsMs],
      },
      maximumIntervalDays: DEFAULT_SCHEDULER.maximumIntervalDays,
      loadBalance: true,
      others: [],
      easyDays: [...NO_EASY_DAYS],
      work: { cards: [], toPlace: 1 },
      studyDay: '2026-11-23',
      zone: 'UTC',
      rollover: 240,
    },
  };
}

function kept(...ids: string[]): Kept {
  return keptOf(queue(ids.map((id) => card(id))));
}

let acts = 0;
function graded(cardId: string, rating: 'again' | 'good', atMs = NOW_MS): Act & { kind: 'review' } {
  const id = `act ${acts++}`;
  return {
    kind: 'review',
    id: asEventId(id),
    cardId: asCardId(cardId),
    body: { id: asEventId(id), cardId: asCardId(cardId), rating, reviewedAt: new Date(atMs).toISOString() },
  };
}

function asked(from: Kept, done: readonly Act[], nowMs = NOW_MS, topic?: string): readonly string[] {
  return queueFrom(from, topic, done, nowMs).entries.map((entry) => entry.card.cardId);
}

describe('a queue without the server', () => {
  it('asks the kept cards in their order', () => {
    const { cards, ...about } = kept('a', 'b', 'c');
    expect(asked({ ...about, cards: [...cards].reverse() }, [])).toEqual(['a', 'b', 'c']);
  });

  it('asks only one topic if requested', () => {
    const both = keptOf(queue([card('a'), card('b', 'k8s/dns')]));
    expect(asked(both, [], NOW_MS, 'k8s/dns')).toEqual(['b']);
  });

  it('leaves out answered cards, and brings them back when that is undone', () => {
    const answer = graded('a', 'good');
    expect(asked(kept('a', 'b'), [answer])).toEqual(['b']);
    expect(asked(kept('a', 'b'), [answer, opposite(asEventId('undo'), answer)])).toEqual(['a', 'b']);
  });

  it('brings a forgotten card back after its step, with new previews', () => {
    const done = [graded('a', 'again')];
    const before = queueFrom(kept('a', 'b'), undefined, done, NOW_MS + 9 * MINUTE_MS);
    expect(before).toMatchObject({ total: 2, nextAtMs: NOW_MS + 10 * MINUTE_MS });
    expect(before.entries.map(({ card }) => card.cardId)).toEqual(['b']);
    const after = queueFrom(kept('a'), undefined, done, NOW_MS + 10 * MINUTE_MS);
    expect(after.nextAtMs).toBeNull();
    expect(after.entries).toMatchObject([
      { card: { cardId: 'a', state: 'relearning', memory: { lapses: 1 } }, asOfMs: NOW_MS + 10 * MINUTE_MS },
    ]);
    const { again, good } = after.entries[0]?.card.previews ?? {};
    expect(again).toEqual({ dueAt: '2026-11-23T10:20:00.000Z', intervalDays: 0 });
    expect(good?.intervalDays).toBeGreaterThan(0);
  });

  it('drops a card at the next pass, and lets it wait again after the next lapse', () => {
    const first = graded('a', 'again');
    const laterMs = NOW_MS + 10 * MINUTE_MS;
    expect(asked(kept('a'), [first, graded('a', 'good', laterMs)], laterMs + DAY_MS)).toEqual([]);
    const again = [first, graded('a', 'again', laterMs)];
    expect(asked(kept('a'), again, laterMs + 9 * MINUTE_MS)).toEqual([]);
    expect(asked(kept('a'), again, laterMs + 10 * MINUTE_MS)).toEqual(['a']);
  });

  it('leaves out cards put aside until they are brought back', () => {
    const bury = marking(asEventId('1'), asCardId('a'), 'bury');
    expect(asked(kept('a', 'b'), [bury])).toEqual(['b']);
    expect(asked(kept('a', 'b'), [bury, opposite(asEventId('2'), bury)])).toEqual(['a', 'b']);
  });

  it('has no previews on a later study day, neither for kept cards nor for forgotten ones', () => {
    const forgotten = queueFrom(kept('a'), undefined, [graded('a', 'again')], NOW_MS + DAY_MS).entries;
    expect(forgotten).toMatchObject([{ card: { state: 'relearning' }, unforeseen: true }]);
    const [entry] = queueFrom(kept('a'), undefined, [], NOW_MS + DAY_MS).entries;
    expect(entry?.unforeseen).toBe(true);
    expect(queueFrom(kept('a'), undefined, [], NOW_MS).entries[0]?.unforeseen).toBeUndefined();
  });

  it('never asks a card twice, nor one whose last answer took it out of the day', () => {
    const ids = ['a', 'b', 'c', 'd'];
    const step = fc.record({ id: fc.constantFrom(...ids), rating: fc.constantFrom('again', 'good') });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const done = steps.map(({ id, rating }, i) => graded(id, rating as 'again', NOW_MS + i * MINUTE_MS));
        const left = asked(kept(...ids), done, NOW_MS + DAY_MS);
        const last = new Map(steps.map(({ id, rating }) => [id, rating]));
        expect(left).toEqual(ids.filter((id) => last.get(id) !== 'good'));
      }),
    );
  });
});

describe('a kept card after the server accepted an answer', () => {
  const [one] = kept('a').cards;
  if (!one) throw new Error('nothing is kept');
  const now = (more: Partial<CardNow>): CardNow => ({
    ...card('a'),
    stability: 1,
    difficulty: 5,
    dueAt: '2026-11-26T04:00:00.000Z',
    intervalDays: 3,
    reps: 1,
    lapses: 0,
    suspended: false,
    buried: false,
    setAside: false,
    ...more,
  });
  const keptWith = (more: Partial<CardNow>) =>
    keptAfter(one, now(more), NOW_MS, kept('a').scheduler, NOW_MS + 5000);

  it('leaves at the end of the study day', () => {
    expect(keptWith({})).toBeNull();
    expect(keptWith({ dueAt: AS_OF, suspended: true })).toBeNull();
    expect(keptWith({ dueAt: AS_OF, buried: true })).toBeNull();
  });

  it('comes back after its step, by the browser’s clock', () => {
    const back = keptWith({ dueAt: '2026-11-23T10:10:00.000Z', lastReviewId: 'r' });
    expect(back).toMatchObject({ readyAtMs: NOW_MS + 5000 + 10 * MINUTE_MS, card: { lastReviewId: 'r' } });
  });
});
