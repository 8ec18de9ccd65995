import { describe, expect, it } from 'vitest';
import type { CardNow, QueueCard } from '../../../server/http/schemas.ts';
import { asCardId, asEventId, asNoteId, asTopicId } from '../../../server/schedule/ids.ts';
import type { Asked } from '../../../web/offline/entry.ts';
import * as sessions from '../../../web/review/session.ts';

const AS_OF = '2026-11-23T10:00:00.000Z';
const NOW_MS = Date.parse(AS_OF);
const MINUTE_MS = 60_000;
const DAY_END_MS = Date.parse('2026-11-24T04:00:00.000Z');

function card(cardId: string): QueueCard {
  const preview = { dueAt: '2026-11-26T04:00:00.000Z', intervalDays: 3 };
  return {
    cardId: asCardId(cardId),
    noteId: asNoteId(cardId),
    kind: 'basic',
    state: 'review',
    topic: { id: asTopicId('k8s/pods'), title: 'Pods' },
    item: null,
    lang: null,
    promptHtml: `<p>${cardId}?</p>`,
    answerHtml: '<p>Yes.</p>',
    lastReviewId: null,
    leech: false,
    memory: null,
    intervalDays: 0,
    schedulerId: 'default',
    previews: { again: preview, hard: preview, good: preview, easy: preview },
  };
}

function queue(ids: readonly string[], total = ids.length): Asked {
  return { entries: ids.map((id) => ({ card: card(id), asOfMs: NOW_MS })), total };
}

function opened(ids: readonly string[], total?: number): sessions.Session {
  return sessions.withQueue(sessions.EMPTY, queue(ids, total), [], true);
}

function doneWith(session: sessions.Session, leaves = true): sessions.Done {
  const entry = session.ahead[0];
  if (!entry) throw new Error('no card is on the screen');
  const { cardId } = entry.card;
  const id = `review of ${cardId}`;
  return {
    entry,
    act: { kind: 'review', id: asEventId(id), cardId, body: { id: asEventId(id), cardId, rating: 'good' } },
    points: [],
    tookMs: 1000,
    leaves,
  };
}

function now(cardId: string, more: Partial<CardNow> = {}): CardNow {
  return {
    ...card(cardId),
    stability: 1,
    difficulty: 5,
    dueAt: new Date(NOW_MS + 10 * MINUTE_MS).toISOString(),
    intervalDays: 0,
    reps: 1,
    lapses: 0,
    suspended: false,
    buried: false,
    setAside: false,
    ...more,
  };
}

const ids = (session: sessions.Session) => session.ahead.map((entry) => entry.card.cardId);
const fresh = (session: sessions.Session, sent: CardNow) =>
  sessions.withFresh(session, { card: sent, asOfMs: NOW_MS }, DAY_END_MS, NOW_MS);

describe('a session', () => {
  it('asks cards in the order of the queue', () => {
    expect(ids(opened(['a', 'b', 'c']))).toEqual(['a', 'b', 'c']);
  });

  it('shows the next card at once', () => {
    const session = opened(['a', 'b'], 7);
    const after = sessions.withDone(session, doneWith(session), NOW_MS);
    expect(ids(after)).toEqual(['b']);
    expect(after.left).toBe(6);
  });

  it('still counts a card that comes back today', () => {
    const session = opened(['a', 'b']);
    expect(sessions.withDone(session, doneWith(session, false), NOW_MS).left).toBe(2);
  });

  it('keeps the card on the screen when more are fetched', () => {
    const session = opened(['a', 'b']);
    expect(ids(sessions.withQueue(session, queue(['c', 'a', 'd']), [], true))).toEqual(['a', 'c', 'd']);
    expect(ids(sessions.withQueue(session, queue(['c', 'd']), [], true))).toEqual(['a', 'c', 'd']);
  });

  it('drops the card on the screen when a new day no longer asks it', () => {
    expect(ids(sessions.withQueue(opened(['a', 'b']), queue(['c']), [], false))).toEqual(['c']);
  });

  it('does not repeat a card answered while the queue was on its way', () => {
    const asked = opened(['a', 'b', 'c']);
    const since = sessions.withDone(asked, doneWith(asked), NOW_MS);
    const merged = sessions.withQueue(since, queue(['a', 'b', 'c']), asked.done, true);
    expect(ids(merged)).toEqual(['b', 'c']);
    expect(merged.left).toBe(2);
  });

  it('brings a card back as soon as its step is over, before all others', () => {
    let session = opened(['a', 'b', 'c', 'd']);
    session = fresh(sessions.withDone(session, doneWith(session, false), NOW_MS), now('a'));
    expect(session.waiting).toHaveLength(1);
    const early = sessions.withDone(session, doneWith(session), NOW_MS + 9 * MINUTE_MS);
    expect(ids(early)).toEqual(['c', 'd']);
    const late = sessions.withDone(early, doneWith(early), NOW_MS + 10 * MINUTE_MS);
    expect(ids(late)).toEqual(['a', 'd']);
    expect(late.waiting).toEqual([]);
  });

  it('counts a step from the answer, whatever the server’s clock says', () => {
    const session = opened(['a', 'b']);
    const hourBehindMs = NOW_MS - 60 * MINUTE_MS;
    const sent = now('a', { dueAt: new Date(hourBehindMs + 10 * MINUTE_MS).toISOString() });
    const after = sessions.withFresh(
      sessions.withDone(session, doneWith(session), NOW_MS),
      { card: sent, asOfMs: hourBehindMs },
      DAY_END_MS,
      NOW_MS,
    );
    expect(after.waiting[0]?.atMs).toBe(NOW_MS + 10 * MINUTE_MS);
  });

  it.each([
    ['due on a later day', { dueAt: '2026-11-26T04:00:00.000Z', intervalDays: 3 }],
    ['suspended', { suspended: true }],
    ['put aside for today', { buried: true }],
    ['gone from the files', { setAside: true }],
  ])('drops a card that is %s', (_why, state) => {
    const session = opened(['a', 'b']);
    const after = fresh(sessions.withDone(session, doneWith(session), NOW_MS), now('a', state));
    expect(after.waiting).toEqual([]);
  });

  it('brings a card back before the server answers, then follows the answer', () => {
    const session = opened(['a', 'b', 'c']);
    const forgotten = sessions.withDone(session, doneWith(session, false), NOW_MS);
    const back = { entry: { card: card('a'), asOfMs: NOW_MS }, atMs: NOW_MS + MINUTE_MS };
    const waits = sessions.withWaiting(forgotten, back);
    expect(ids(sessions.withDone(waits, doneWith(waits), NOW_MS + MINUTE_MS))).toEqual(['a', 'c']);
    const answered = fresh(waits, now('a', { reps: 7 }));
    expect(answered.waiting).toMatchObject([{ entry: { card: { reps: 7 } }, atMs: NOW_MS + 10 * MINUTE_MS }]);
  });

  it('leaves a card in place that is already back', () => {
    const session = opened(['a', 'b']);
    const back = { entry: { card: card('b'), asOfMs: NOW_MS }, atMs: NOW_MS };
    expect(sessions.withWaiting(session, back)).toBe(session);
  });

  it('shows a card ahead as the server last sent it, in its place', () => {
    const after = fresh(opened(['a', 'b']), now('b', { promptHtml: '<p>reworded</p>' }));
    expect(ids(after)).toEqual(['a', 'b']);
    expect(after.ahead[1]?.card.promptHtml).toBe('<p>reworded</p>');
  });

  it('is the same as before once an answer is undone', () => {
    const session = opened(['a', 'b'], 5);
    expect(sessions.withoutLast(sessions.withDone(session, doneWith(session), NOW_MS))).toEqual(session);
  });

  it('takes a card out of the waiting ones when its answer is undone', () => {
    const session = opened(['a', 'b']);
    const waiting = fresh(sessions.withDone(session, doneWith(session, false), NOW_MS), now('a'));
    const back = sessions.withoutLast(waiting);
    expect(ids(back)).toEqual(['a', 'b']);
    expect(back.waiting).toEqual([]);
  });

  it('has nothing to undo before the first answer', () => {
    const session = opened(['a']);
    expect(sessions.withoutLast(session)).toBe(session);
  });
});
