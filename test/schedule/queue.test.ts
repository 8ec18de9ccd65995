import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildSession, type SessionInput } from '../../server/schedule/queue.ts';
import { recallAfter } from '../../server/schedule/recall.ts';
import { DEFAULT_SCHEDULER, DEFAULT_SESSION } from '../../server/schedule/settings.ts';
import { spread } from '../../server/schedule/spread.ts';
import { DAY_MS, studyDayOf, studyDayStart } from '../../server/schedule/study-day.ts';
import type { Candidate } from '../../server/schedule/types.ts';

const MINUTE_MS = 60_000;
const CALENDAR = { zone: 'Europe/Helsinki', rolloverMinutes: 240 };
const NOW = Date.parse('2026-11-23T09:00:00Z');
const TODAY = studyDayOf(NOW, CALENDAR);
const TOMORROW_MS = studyDayStart(TODAY + 1, CALENDAR);

function card(cardId: string, changed: Partial<Candidate>): Candidate {
  return {
    cardId,
    noteId: cardId,
    topicId: 'eks/pods',
    state: 'new',
    gapRank: 1,
    position: 0,
    urgent: false,
    dueAtMs: null,
    dueDay: null,
    lastReviewedAtMs: null,
    stability: null,
    ...changed,
  };
}

const fresh = (cardId: string, changed: Partial<Candidate> = {}) => card(cardId, changed);

/** A review that fell due `late` days ago, with a stability of ten days. */
const due = (cardId: string, late = 0, changed: Partial<Candidate> = {}) =>
  card(cardId, {
    state: 'review',
    dueDay: TODAY - late,
    dueAtMs: studyDayStart(TODAY - late, CALENDAR),
    lastReviewedAtMs: NOW - (10 + late) * DAY_MS,
    stability: 10,
    ...changed,
  });

/** A card on a step that ends in so many minutes; after the rollover for many. */
const learning = (cardId: string, minutes: number, changed: Partial<Candidate> = {}) =>
  card(cardId, {
    state: 'learning',
    dueAtMs: NOW + minutes * MINUTE_MS,
    dueDay: studyDayOf(NOW + minutes * MINUTE_MS, CALENDAR),
    lastReviewedAtMs: NOW - MINUTE_MS,
    stability: 1,
    ...changed,
  });

const NOTHING_ANSWERED: Omit<SessionInput, 'candidates'> = {
  answeredNotesToday: new Set(),
  introducedToday: 0,
  reviewedToday: 0,
  settings: DEFAULT_SESSION,
  nowMs: NOW,
  studyDay: TODAY,
  studyDayEndMs: TOMORROW_MS,
};

function session(candidates: readonly Candidate[], changed: Partial<SessionInput> = {}) {
  return buildSession({ candidates, ...NOTHING_ANSWERED, ...changed });
}

const order = (candidates: readonly Candidate[], changed: Partial<SessionInput> = {}) =>
  session(candidates, changed).queue.map(({ cardId }) => cardId);
const limits = (newPerDay: number, reviewsPerDay: number) => ({
  settings: { ...DEFAULT_SESSION, newPerDay, reviewsPerDay, newCountsAgainstReviews: false },
});

describe('a session', () => {
  it('of nothing is empty', () => {
    expect(session([])).toEqual({
      queue: [],
      counts: { new: 0, learning: 0, review: 0 },
      backlog: 0,
      byTopic: new Map(),
      nextDueAtMs: null,
    });
  });

  it('asks learning cards that are due, then reviews with new cards between them, then steps nearly due', () => {
    const candidates = [
      learning('soon', 15),
      fresh('fresh'),
      due('review-a', 0),
      due('review-b', 1),
      learning('now', 0),
      learning('late', -5, { state: 'relearning' }),
      learning('much-later', 45),
    ];
    expect(order(candidates)).toEqual(['late', 'now', 'review-a', 'fresh', 'review-b', 'soon']);
  });

  it('asks reviews by falling recall, by stability as much as by lateness', () => {
    const candidates = [
      due('forgotten', 300),
      due('firm', 20, { stability: 900 }),
      due('fallen', 5),
      due('fine'),
    ];
    expect(order(candidates)).toEqual(['firm', 'fine', 'fallen', 'forgotten']);
  });

  it('asks a review that is due today, not one of tomorrow', () => {
    expect(order([due('today', 0), due('tomorrow', -1)])).toEqual(['today']);
  });

  it('brings new cards of a gap just found, then of gaps, then along the roadmap', () => {
    const candidates = [
      fresh('third', { position: 3 }),
      fresh('second', { position: 2 }),
      fresh('gap', { position: 9, gapRank: 0 }),
      fresh('just-found', { position: 99, gapRank: 0, urgent: true }),
    ];
    expect(order(candidates)).toEqual(['just-found', 'gap', 'second', 'third']);
  });

  it('is in one order, however the cards are found', () => {
    const candidates = [due('a'), due('b'), fresh('c'), fresh('d'), learning('e', 0), learning('f', 0)];
    expect(order([...candidates].reverse())).toEqual(order(candidates));
  });
});

describe('the limits of a day', () => {
  it('hold back reviews and new cards, and say how many', () => {
    const candidates = [
      due('r1', 1),
      due('r2', 2),
      due('r3', 3),
      fresh('n1', { position: 1 }),
      fresh('n2', { position: 2 }),
    ];
    const { queue, backlog, counts } = session(candidates, limits(1, 2));
    expect(queue.map(({ cardId }) => cardId)).toEqual(['r1', 'n1', 'r2']);
    expect(backlog).toBe(2);
    expect(counts).toEqual({ new: 1, learning: 0, review: 2 });
  });

  it('count what was answered already today', () => {
    const candidates = [due('r1'), due('r2'), fresh('n1'), fresh('n2')];
    const { counts, backlog } = session(candidates, {
      ...limits(20, 200),
      introducedToday: 19,
      reviewedToday: 199,
    });
    expect(counts).toEqual({ new: 1, learning: 0, review: 1 });
    expect(backlog).toBe(2);
  });

  it('hold back all that is left after more than the limit was answered', () => {
    const { queue, backlog } = session([due('r'), fresh('n')], { introducedToday: 25, reviewedToday: 300 });
    expect(queue).toEqual([]);
    expect(backlog).toBe(2);
  });

  it('let new cards take what reviews leave, unless that is switched off', () => {
    const candidates = [due('r1'), fresh('n1'), fresh('n2'), fresh('n3')];
    const together = { settings: { ...DEFAULT_SESSION, newPerDay: 20, reviewsPerDay: 3 } };
    expect(session(candidates, together)).toMatchObject({ counts: { new: 2, review: 1 }, backlog: 1 });
    const later = { ...together, introducedToday: 1, reviewedToday: 1 };
    expect(session(candidates, later)).toMatchObject({ counts: { new: 0, review: 1 }, backlog: 3 });
    expect(session(candidates, limits(20, 3))).toMatchObject({ counts: { new: 3, review: 1 }, backlog: 0 });
  });

  it('let urgent cards through, and count none of them', () => {
    const candidates = [
      fresh('urgent-1', { urgent: true }),
      fresh('urgent-2', { urgent: true }),
      fresh('plain'),
    ];
    expect(order(candidates, limits(0, 0))).toEqual(['urgent-1', 'urgent-2']);
    expect(order(candidates, limits(1, 0))).toEqual(['urgent-1', 'urgent-2', 'plain']);
  });

  it('never hold back learning cards', () => {
    expect(order([learning('step', 0)], limits(0, 0))).toEqual(['step']);
  });
});

describe('siblings', () => {
  const note = { noteId: 'warm-pool' };

  it('do not meet: a review keeps its new sibling away, a new card the next', () => {
    expect(order([fresh('warm-pool.c2', note), due('warm-pool.c1', 0, note)])).toEqual(['warm-pool.c1']);
    expect(order([fresh('c1', { ...note, position: 1 }), fresh('c2', { ...note, position: 2 })])).toEqual([
      'c1',
    ]);
  });

  it('stay away once one of them was answered today', () => {
    const answered = { answeredNotesToday: new Set(['warm-pool']) };
    expect(order([due('c1', 0, note), fresh('c2', note), fresh('other')], answered)).toEqual(['other']);
  });

  it('stay away from a card that is learnt today, even later', () => {
    expect(order([learning('c1', 90, note), due('c2', 0, note)])).toEqual([]);
    const { counts } = session([learning('c1', 90, note), due('c2', 0, note)]);
    expect(counts).toEqual({ new: 0, learning: 1, review: 0 });
  });

  it('on steps are all asked: their steps run', () => {
    const answered = { answeredNotesToday: new Set(['warm-pool']) };
    expect(order([learning('c1', -1, note), learning('c2', 0, note)], answered)).toEqual(['c1', 'c2']);
  });

  it('left out are no backlog, and take nothing of the limits', () => {
    const candidates = [due('c1', 0, note), due('c2', 1, note), due('other', 2)];
    const { queue, backlog } = session(candidates, limits(20, 2));
    expect(queue.map(({ cardId }) => cardId)).toEqual(['c1', 'other']);
    expect(backlog).toBe(0);
  });
});

describe('the counts', () => {
  it('have learning cards until the study day ends, also those not asked yet', () => {
    const minutesLeft = (TOMORROW_MS - NOW) / MINUTE_MS;
    const candidates = [
      learning('now', 0),
      learning('tonight', minutesLeft - 1),
      learning('tomorrow', minutesLeft),
    ];
    expect(session(candidates).counts.learning).toBe(2);
  });

  it('cover all that is asked, also just before the study day ends', () => {
    const nowMs = TOMORROW_MS - 5 * MINUTE_MS;
    const crossing = learning('crossing', (TOMORROW_MS - NOW) / MINUTE_MS + 5);
    expect(session([crossing], { nowMs })).toMatchObject({
      queue: [],
      counts: { learning: 0 },
      nextDueAtMs: TOMORROW_MS + 5 * MINUTE_MS,
    });
  });

  it('stand by topic and sum to the totals', () => {
    const candidates = [
      due('a', 0, { topicId: 'eks/pods' }),
      learning('b', 0, { topicId: 'eks/pods', state: 'relearning' }),
      fresh('c', { topicId: 'eks/rbac' }),
      due('d', -3, { topicId: 'eks/quiet' }),
    ];
    expect(session(candidates).byTopic).toEqual(
      new Map([
        ['eks/pods', { new: 0, learning: 1, review: 1 }],
        ['eks/rbac', { new: 1, learning: 0, review: 0 }],
      ]),
    );
  });
});

describe('the next moment with more to ask', () => {
  it('is that of the next step, also one that may be asked ahead', () => {
    expect(session([learning('a', 45), learning('b', 10), learning('c', 0)]).nextDueAtMs).toBe(
      NOW + 10 * MINUTE_MS,
    );
  });

  it('is that of the next review', () => {
    expect(session([due('a', -3), due('b', -2)]).nextDueAtMs).toBe(studyDayStart(TODAY + 2, CALENDAR));
  });

  it('is the next study day where limits or siblings hold cards back', () => {
    expect(session([fresh('a'), fresh('b')], limits(1, 200)).nextDueAtMs).toBe(TOMORROW_MS);
    const siblings = [fresh('a', { noteId: 'note' }), fresh('b', { noteId: 'note' })];
    expect(session(siblings).nextDueAtMs).toBe(TOMORROW_MS);
  });

  it('is none where a limit of none holds them back for good', () => {
    expect(session([fresh('a')], limits(0, 200)).nextDueAtMs).toBeNull();
    expect(session([due('a')], limits(20, 0)).nextDueAtMs).toBeNull();
  });

  it('is none where all is asked now', () => {
    expect(session([fresh('a'), due('b'), learning('c', 0)]).nextDueAtMs).toBeNull();
  });

  it('is not before its study day where a change of zone left an earlier instant on record', () => {
    expect(session([due('a', -1, { dueAtMs: NOW - DAY_MS })]).nextDueAtMs).toBe(TOMORROW_MS);
  });
});

const anyCandidate = fc.oneof(
  fc.record({ position: fc.nat(50), gapRank: fc.constantFrom(0 as const, 1 as const), urgent: fc.boolean() }),
  fc.tuple(fc.integer({ min: -20, max: 400 }), fc.integer({ min: 1, max: 300 })).map(([late, stability]) => {
    const { state, dueDay, dueAtMs, lastReviewedAtMs } = due('', late);
    return { state, dueDay, dueAtMs, lastReviewedAtMs, stability };
  }),
  fc.integer({ min: -60, max: 2000 }).map((minutes) => {
    const { state, dueDay, dueAtMs, lastReviewedAtMs, stability } = learning('', minutes);
    return { state, dueDay, dueAtMs, lastReviewedAtMs, stability };
  }),
);

const anyCandidates = fc
  .array(fc.tuple(anyCandidate, fc.nat(30), fc.nat(4)), { maxLength: 60 })
  .map((drawn) =>
    drawn.map(([changed, note, topic], index) =>
      card(`card-${index}`, { ...changed, noteId: `note-${note}`, topicId: `eks/${topic}` }),
    ),
  );

const anyInput = fc.record({
  candidates: anyCandidates,
  answered: fc.uniqueArray(fc.nat(30), { maxLength: 10 }),
  introducedToday: fc.nat(5),
  reviewedToday: fc.nat(5),
  newPerDay: fc.nat(10),
  reviewsPerDay: fc.nat(20),
});

/** The same said plainly: all cards in their order, and one after the other is let through, kept away or held back. */
function plainly(candidates: readonly Candidate[], input: Omit<SessionInput, 'candidates'>) {
  const { settings, nowMs } = input;
  const dueIn = ({ dueAtMs }: Candidate) => (dueAtMs ?? 0) - nowMs;
  const recallOf = ({ lastReviewedAtMs, stability }: Candidate) =>
    recallAfter(nowMs - (lastReviewedAtMs ?? 0), stability ?? 0, DEFAULT_SCHEDULER.weights);
  const learning = candidates
    .filter(({ state }) => state === 'learning')
    .filter((each) => nowMs + dueIn(each) < input.studyDayEndMs)
    .sort(by(dueIn));
  const reviews = candidates
    .filter(({ state, dueDay }) => state === 'review' && (dueDay ?? 0) <= input.studyDay)
    .sort(by((each) => -recallOf(each), dueIn));
  const fresh = candidates
    .filter(({ state }) => state === 'new')
    .sort(
      by(
        ({ urgent }) => (urgent ? 0 : 1),
        ({ gapRank }) => gapRank,
        ({ position }) => position,
      ),
    );
  const met = new Set([...input.answeredNotesToday, ...learning.map(({ noteId }) => noteId)]);
  const left = {
    review: settings.reviewsPerDay - input.reviewedToday,
    new: settings.newPerDay - input.introducedToday,
  };
  const chosen: Candidate[] = [];
  let backlog = 0;
  for (const each of [...reviews, ...fresh]) {
    if (met.has(each.noteId)) continue;
    met.add(each.noteId);
    if (each.urgent || left[each.state === 'new' ? 'new' : 'review']-- > 0) chosen.push(each);
    else backlog += 1;
  }
  const queue = [
    ...learning.filter((each) => dueIn(each) <= 0),
    ...spread(
      chosen.filter(({ state }) => state === 'review'),
      chosen.filter(({ state }) => state === 'new'),
    ),
    ...learning.filter((each) => dueIn(each) > 0 && dueIn(each) <= settings.learnAheadMs),
  ].map(({ cardId, topicId, state }) => ({ cardId, topicId, state }));
  return { queue, backlog };
}

/** By the first of the figures in which two cards differ, else by their ids. */
function by(...figures: readonly ((card: Candidate) => number)[]) {
  return (a: Candidate, b: Candidate) => {
    for (const figure of figures) {
      if (figure(a) !== figure(b)) return figure(a) - figure(b);
    }
    return a.cardId < b.cardId ? -1 : 1;
  };
}

describe('any session', () => {
  it('is what going through all cards in their order gives', () => {
    fc.assert(
      fc.property(anyInput, ({ candidates, answered, newPerDay, reviewsPerDay, ...today }) => {
        const input = {
          ...NOTHING_ANSWERED,
          ...today,
          ...limits(newPerDay, reviewsPerDay),
          answeredNotesToday: new Set(answered.map((note) => `note-${note}`)),
        };
        expect(buildSession({ ...input, candidates })).toMatchObject(plainly(candidates, input));
      }),
      { numRuns: 1000 },
    );
  });

  it('asks no card twice, no siblings but steps, within its limits and its counts', () => {
    fc.assert(
      fc.property(anyInput, ({ candidates, answered, newPerDay, reviewsPerDay, ...today }) => {
        const answeredNotesToday = new Set(answered.map((note) => `note-${note}`));
        const { queue, counts, byTopic, nextDueAtMs } = session(candidates, {
          ...today,
          ...limits(newPerDay, reviewsPerDay),
          answeredNotesToday,
        });
        const byId = new Map(candidates.map((each) => [each.cardId, each]));
        const asked = queue.flatMap(({ cardId }) => byId.get(cardId) ?? []);
        expect(new Set(asked).size).toBe(queue.length);

        const alone = asked.filter(({ state }) => state === 'new' || state === 'review');
        const notes = alone.map(({ noteId }) => noteId);
        expect(new Set(notes).size).toBe(notes.length);
        expect(notes.filter((note) => answeredNotesToday.has(note))).toEqual([]);

        const limited = asked.filter(({ state, urgent }) => state === 'new' && !urgent).length;
        expect(limited).toBeLessThanOrEqual(Math.max(0, newPerDay - today.introducedToday));
        expect(counts.review).toBeLessThanOrEqual(Math.max(0, reviewsPerDay - today.reviewedToday));
        expect(counts.review + counts.new).toBe(alone.length);
        expect(counts.learning).toBeGreaterThanOrEqual(asked.length - alone.length);

        const sum = (kind: 'new' | 'learning' | 'review') =>
          [...byTopic.values()].reduce((total, each) => total + each[kind], 0);
        expect({ new: sum('new'), learning: sum('learning'), review: sum('review') }).toEqual(counts);
        expect(nextDueAtMs ?? Number.POSITIVE_INFINITY).toBeGreaterThan(NOW);
      }),
      { numRuns: 1000 },
    );
  });

  it('with its backlog is the session without limits', () => {
    fc.assert(
      fc.property(anyInput, ({ candidates, newPerDay, reviewsPerDay, ...today }) => {
        const limited = session(candidates, { ...today, ...limits(newPerDay, reviewsPerDay) });
        const unlimited = session(candidates, limits(1000, 1000));
        expect(limited.queue.length + limited.backlog).toBe(unlimited.queue.length);
      }),
    );
  });

  it('is built in milliseconds for ten thousand cards', () => {
    const candidates = Array.from({ length: 10_000 }, (_, index) => {
      const changed = { noteId: `note-${index % 7000}`, topicId: `eks/${index % 40}`, position: index };
      if (index % 3 === 0) return fresh(`card-${index}`, changed);
      return due(`card-${index}`, index % 200, { ...changed, stability: 1 + (index % 500) });
    });
    session(candidates);
    const before = performance.now();
    session(candidates);
    // Takes about two; the rest is for a busy machine.
    expect(performance.now() - before).toBeLessThan(150);
  });
});
