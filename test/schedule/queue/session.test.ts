import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fractionOf } from '../../../server/schedule/hash.ts';
import { spread } from '../../../server/schedule/queue/spread.ts';
import { recallAfter } from '../../../server/schedule/recall.ts';
import { DEFAULT_SCHEDULER } from '../../../server/schedule/settings.ts';
import { DAY_MS, studyDayStart } from '../../../server/schedule/study-day.ts';
import type { Candidate, NewOrder, ReviewOrder } from '../../../server/schedule/types.ts';
import {
  anyPlan,
  build,
  CALENDAR,
  due,
  fresh,
  learning,
  limits,
  MINUTE_MS,
  NOW,
  order,
  type Plan,
  session,
  TODAY,
  TOMORROW_MS,
} from './cards.ts';

describe('a session', () => {
  it('of nothing is empty', () => {
    expect(session([])).toEqual({
      queue: [],
      counts: { new: 0, learning: 0, review: 0 },
      backlog: { new: 0, review: 0 },
      byTopic: new Map(),
      nextDueAtMs: null,
    });
  });

  it('asks due learning cards, then reviews with new cards between them, then steps nearly due', () => {
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

  it('has the same order however the cards are found', () => {
    const candidates = [due('a'), due('b'), fresh('c'), fresh('d'), learning('e', 0), learning('f', 0)];
    expect(order([...candidates].reverse())).toEqual(order(candidates));
  });
});

describe('the counts', () => {
  it('include learning cards until the study day ends, also those not asked yet', () => {
    const minutesLeft = (TOMORROW_MS - NOW) / MINUTE_MS;
    const candidates = [
      learning('now', 0),
      learning('tonight', minutesLeft - 1),
      learning('tomorrow', minutesLeft),
    ];
    expect(session(candidates).counts.learning).toBe(2);
  });

  it('cover everything that is asked, also just before the study day ends', () => {
    const nowMs = TOMORROW_MS - 5 * MINUTE_MS;
    const crossing = learning('crossing', (TOMORROW_MS - NOW) / MINUTE_MS + 5);
    expect(session([crossing], { nowMs })).toMatchObject({
      queue: [],
      counts: { learning: 0 },
      nextDueAtMs: TOMORROW_MS + 5 * MINUTE_MS,
    });
  });

  it('are given by topic and sum to the totals', () => {
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
  it('is the next step, also one that may be asked ahead', () => {
    expect(session([learning('a', 45), learning('b', 10), learning('c', 0)]).nextDueAtMs).toBe(
      NOW + 10 * MINUTE_MS,
    );
  });

  it('is the next review', () => {
    expect(session([due('a', -3), due('b', -2)]).nextDueAtMs).toBe(studyDayStart(TODAY + 2, CALENDAR));
  });

  it('is the next study day if limits or siblings hold cards back', () => {
    expect(session([fresh('a'), fresh('b')], limits(1, 200)).nextDueAtMs).toBe(TOMORROW_MS);
    const siblings = [fresh('a', { noteId: 'note' }), fresh('b', { noteId: 'note' })];
    expect(session(siblings).nextDueAtMs).toBe(TOMORROW_MS);
  });

  it('is null if a limit of 0 holds them back for good', () => {
    expect(session([fresh('a')], limits(0, 200)).nextDueAtMs).toBeNull();
    expect(session([due('a')], limits(20, 0)).nextDueAtMs).toBeNull();
  });

  it('is null if everything is asked now', () => {
    expect(session([fresh('a'), due('b'), learning('c', 0)]).nextDueAtMs).toBeNull();
  });

  it('is not before its study day if a change of zone left an earlier instant on record', () => {
    expect(session([due('a', -1, { dueAtMs: NOW - DAY_MS })]).nextDueAtMs).toBe(TOMORROW_MS);
  });
});

/** The same said plainly: all cards in their order, and one after the other is let through, kept away or held back. */
function plainly(input: Plan) {
  const { candidates, settings, nowMs } = input;
  const dueIn = ({ dueAtMs }: Candidate) => (dueAtMs ?? 0) - nowMs;
  const learning = candidates
    .filter(({ state }) => state === 'learning')
    .filter((each) => nowMs + dueIn(each) < input.studyDayEndMs)
    .sort(by(dueIn));
  const reviews = candidates
    .filter(({ state, dueDay }) => state === 'review' && (dueDay ?? 0) <= input.studyDay)
    .sort(by(...reviewFigures(input), (each) => -recallOf(each), dueIn));
  const fresh = candidates.filter(({ state }) => state === 'new').sort(by(...newFigures(input)));
  const met = new Set([...input.answeredNotesToday, ...learning.map(({ noteId }) => noteId)]);
  const reviewsLeft = Math.max(0, settings.reviewsPerDay - input.reviewedToday);
  const chosen: { new: Candidate[]; review: Candidate[] } = { new: [], review: [] };
  const backlog = { new: 0, review: 0 };
  for (const each of [...reviews, ...fresh]) {
    const kind = each.state === 'new' ? 'new' : 'review';
    if (settings.burySiblings && met.has(each.noteId)) continue;
    met.add(each.noteId);
    const counted = chosen[kind].filter(({ urgent }) => !urgent).length;
    const room = settings.newCountsAgainstReviews
      ? settings.reviewsPerDay - input.reviewedToday - input.introducedToday - chosen.review.length
      : Number.POSITIVE_INFINITY;
    const most = kind === 'review' ? reviewsLeft : Math.min(settings.newPerDay - input.introducedToday, room);
    if (each.urgent || counted < most) chosen[kind].push(each);
    else backlog[kind] += 1;
  }
  const mixed = {
    spread: spread(chosen.review, chosen.new),
    'new-first': [...chosen.new, ...chosen.review],
    'new-last': [...chosen.review, ...chosen.new],
  };
  const queue = [
    ...learning.filter((each) => dueIn(each) <= 0),
    ...mixed[settings.mix],
    ...learning.filter((each) => dueIn(each) > 0 && dueIn(each) <= settings.learnAheadMs),
  ].map(({ cardId, topicId, state }) => ({ cardId, topicId, state }));
  return { queue, backlog };
}

function recallOf({ lastReviewedAtMs, stability }: Candidate): number {
  return recallAfter(TOMORROW_MS - (lastReviewedAtMs ?? 0), stability ?? 0, DEFAULT_SCHEDULER.weights);
}

type Figure = (card: Candidate) => number;

function reviewFigures({ settings, studyDay, studyDayEndMs }: Plan): readonly Figure[] {
  const overdue = ({ dueAtMs, lastReviewedAtMs }: Candidate) =>
    (studyDayEndMs - (dueAtMs ?? 0)) / ((dueAtMs ?? 0) - (lastReviewedAtMs ?? 0));
  const figures: Readonly<Record<ReviewOrder, Figure>> = {
    'falling-recall': (each) => -recallOf(each),
    'rising-recall': recallOf,
    'due-day': ({ dueDay }) => dueDay ?? 0,
    'relative-overdueness': (each) => -overdue(each),
    random: ({ cardId }) => fractionOf(`${studyDay} ${cardId}`),
  };
  return [figures[settings.reviewOrder]];
}

function newFigures({ settings, studyDay, topicRetention }: Plan): readonly Figure[] {
  const gap: Figure = ({ gapRank }) => gapRank;
  const place: Figure = ({ position }) => position;
  const figures: Readonly<Record<NewOrder, readonly Figure[]>> = {
    'gaps-first': [gap, place],
    'weakest-topic': [({ topicId }) => topicRetention.get(topicId) ?? 101, gap, place],
    'file-order': [place],
    random: [({ cardId }) => fractionOf(`${studyDay} ${cardId}`)],
  };
  return [({ urgent }) => (urgent ? 0 : 1), ...figures[settings.newOrder]];
}

/** By the first of the figures in which two cards differ, else by their ids. */
function by(...figures: readonly Figure[]) {
  return (a: Candidate, b: Candidate) => {
    for (const figure of figures) {
      if (figure(a) !== figure(b)) return figure(a) - figure(b);
    }
    return a.cardId < b.cardId ? -1 : 1;
  };
}

describe('any session', () => {
  it('equals going through all cards in order, whatever the settings', () => {
    fc.assert(
      fc.property(anyPlan, (input) => {
        expect(build(input)).toMatchObject(plainly(input));
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same for any split of the cards that keeps notes together', () => {
    fc.assert(
      fc.property(anyPlan, fc.array(fc.nat(3), { minLength: 31, maxLength: 31 }), (plan, partOf) => {
        const parts = [0, 1, 2, 3].map((part) =>
          plan.candidates.filter(({ noteId }) => partOf[Number(noteId.slice('note-'.length))] === part),
        );
        expect(build(plan, parts)).toEqual(build(plan, [plan.candidates]));
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps one order all day long', () => {
    fc.assert(
      fc.property(anyPlan, fc.integer({ min: NOW, max: TOMORROW_MS - 1 }), (plan, nowMs) => {
        const alone = (at: number) =>
          build({ ...plan, nowMs: at }).queue.filter(({ state }) => state === 'new' || state === 'review');
        expect(alone(nowMs)).toEqual(alone(NOW));
      }),
    );
  });

  it('asks no card twice and no buried siblings, within its limits and its counts', () => {
    fc.assert(
      fc.property(anyPlan, (input) => {
        const { settings, answeredNotesToday } = input;
        const { queue, counts, byTopic, nextDueAtMs } = build(input);
        const byId = new Map(input.candidates.map((each) => [each.cardId, each]));
        const asked = queue.flatMap(({ cardId }) => byId.get(cardId) ?? []);
        expect(new Set(asked).size).toBe(queue.length);

        const alone = asked.filter(({ state }) => state === 'new' || state === 'review');
        if (settings.burySiblings) {
          const notes = alone.map(({ noteId }) => noteId);
          expect(new Set(notes).size).toBe(notes.length);
          expect(notes.filter((note) => answeredNotesToday.has(note))).toEqual([]);
        }

        const limited = asked.filter(({ state, urgent }) => state === 'new' && !urgent).length;
        const mostReviews = Math.max(0, settings.reviewsPerDay - input.reviewedToday);
        expect(limited).toBeLessThanOrEqual(Math.max(0, settings.newPerDay - input.introducedToday));
        expect(counts.review).toBeLessThanOrEqual(mostReviews);
        if (settings.newCountsAgainstReviews && limited > 0) {
          expect(counts.review + limited).toBeLessThanOrEqual(mostReviews - input.introducedToday);
        }
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

  it('together with its backlog is the session without limits', () => {
    fc.assert(
      fc.property(anyPlan, (input) => {
        const { queue, backlog } = build(input);
        const settings = { ...input.settings, newPerDay: 1000, reviewsPerDay: 1000 };
        const unlimited = build({ ...input, settings });
        expect(queue.length + backlog.new + backlog.review).toBe(unlimited.queue.length);
      }),
    );
  });
});
