import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnRating } from '../../server/forecast/answer.ts';
import { DEFAULT_HABITS } from '../../server/forecast/habits.ts';
import { measure } from '../../server/forecast/measure.ts';
import { sessionOf } from '../../server/forecast/session.ts';
import { settingsGroupsOf } from '../../server/forecast/settings-groups.ts';
import type { Simulation, StartCard } from '../../server/forecast/types.ts';
import { asNoteId, asTopicId, type NoteId } from '../../server/schedule/ids.ts';
import { buildSession } from '../../server/schedule/queue/session.ts';
import type { Spent } from '../../server/schedule/queue/types.ts';
import { orderedAs, waitingIn } from '../../server/schedule/queue/waiting.ts';
import { DEFAULT_SCHEDULER, DEFAULT_SESSION } from '../../server/schedule/settings.ts';
import { DAY_MS, studyDayStart } from '../../server/schedule/study-day.ts';
import { MIXES, NEW_ORDERS, REVIEW_ORDERS, type SessionSettings } from '../../server/schedule/types.ts';
import { CALENDAR, NOW, newCard, newCards, reviewCard, run, SCENARIO, startOf, TODAY } from './plan.ts';

const TOMORROW_MS = studyDayStart(TODAY + 1, CALENDAR);

const TOPICS = ['eks/pods', 'eks/rbac', 'eks/storage'];
/** The topic that may have settings of its own. */
const OWN_TOPIC = 'eks/rbac';

/** A few cards in all states, some of them siblings. */
const someCards = fc
  .array(
    fc.record({
      note: fc.integer({ min: 0, max: 7 }),
      state: fc.constantFrom('new', 'learning', 'review', 'relearning'),
      late: fc.integer({ min: 0, max: 20 }),
      stability: fc.double({ min: 0.5, max: 60, noNaN: true }),
      minutes: fc.integer({ min: -600, max: 900 }),
      gapRank: fc.constantFrom(0, 1),
      position: fc.integer({ min: 0, max: 5 }),
      urgent: fc.boolean(),
      buried: fc.boolean(),
    }),
    { maxLength: 14 },
  )
  .map((specs) =>
    specs.map(({ note, state, late, stability, minutes, gapRank, position, urgent, buried }, index) => {
      const place = {
        noteId: `note-${note}`,
        gapRank: gapRank === 0 ? 0 : 1,
        position,
        urgent,
        buried,
        topicId: TOPICS[note % TOPICS.length] ?? '',
      } as const;
      const cardId = `card-${index}`;
      if (state === 'new') return newCard(cardId, place);
      const card = reviewCard(cardId, { late, stability }, place);
      if (state === 'review') return card;
      const dueAtMs = NOW + minutes * 60_000;
      return {
        ...card,
        memory: { ...card.memory, state, intervalDays: 0 },
        due: { dueAtMs, dueDay: dueAtMs < TOMORROW_MS ? TODAY : TODAY + 1, intervalDays: 0 },
      } as StartCard;
    }),
  );

const RETENTION = new Map([
  ['eks/pods', 60],
  ['eks/rbac', 40],
]);

const sessionSettings = fc.record({
  newPerDay: fc.integer({ min: 0, max: 6 }),
  reviewsPerDay: fc.integer({ min: 0, max: 6 }),
  newCountsAgainstReviews: fc.boolean(),
  learnAheadMs: fc.constantFrom(0, 20 * 60_000),
  reviewOrder: fc.constantFrom(...REVIEW_ORDERS),
  newOrder: fc.constantFrom(...NEW_ORDERS),
  mix: fc.constantFrom(...MIXES),
  burySiblings: fc.boolean(),
});

interface Settled {
  readonly settings: SessionSettings;
  /** Of `OWN_TOPIC`; null where it has those of its plan. */
  readonly own: SessionSettings | null;
  readonly answeredNotesToday: ReadonlySet<NoteId>;
  readonly spentIn: ReadonlyMap<string, Spent>;
}

function spentOn({ spentIn }: Settled): Spent {
  const all = [...spentIn.values()];
  return {
    introducedToday: all.reduce((sum, { introducedToday }) => sum + introducedToday, 0),
    reviewedToday: all.reduce((sum, { reviewedToday }) => sum + reviewedToday, 0),
  };
}

/** What `buildSession` asks on a day, given every card of the plan topic by topic. */
function wholeSession(cards: readonly StartCard[], isFirst: boolean, settled: Settled) {
  const { settings, own, answeredNotesToday, spentIn } = settled;
  const asked = cards.filter(({ buried }) => !(isFirst && buried));
  const candidates = asked.map((card) => ({
    ...card,
    state: card.memory.state,
    urgent: isFirst && card.urgent,
    dueAtMs: card.due?.dueAtMs ?? null,
    dueDay: card.due?.dueDay ?? null,
    lastReviewedAtMs: card.memory.state === 'new' ? null : card.memory.lastReviewedAtMs,
    stability: card.memory.state === 'new' ? null : card.memory.stability,
  }));
  const day = { settings, topicRetention: RETENTION, studyDay: TODAY, studyDayEndMs: TOMORROW_MS };
  const waiting = TOPICS.map((topic) => {
    const ofTopic = topic === OWN_TOPIC && own ? own : settings;
    const spent = spentIn.get(topic) ?? { introducedToday: 0, reviewedToday: 0 };
    const some = candidates.filter(({ topicId }) => topicId === topic);
    return orderedAs(waitingIn(some, answeredNotesToday, { ...day, ...spent, settings: ofTopic }), day);
  });
  const { queue, counts } = buildSession({ ...day, ...spentOn(settled), waiting, nowMs: NOW });
  const steps = asked.filter(
    ({ memory, due }) => /learning/.test(memory.state) && (due?.dueAtMs ?? 0) < TOMORROW_MS,
  );
  return { ids: new Set([...queue, ...steps].map(({ cardId }) => cardId)), counts };
}

const someSpent = fc
  .array(fc.record({ introducedToday: fc.nat(2), reviewedToday: fc.nat(2) }), {
    minLength: TOPICS.length,
    maxLength: TOPICS.length,
  })
  .map((all) => new Map(all.map((spent, index) => [TOPICS[index] ?? '', spent])));

describe('a simulated day', () => {
  it.each([true, false])('asks the same cards as the queue, for any plan (first day: %s)', (isFirst) => {
    fc.assert(
      fc.property(
        someCards,
        sessionSettings,
        fc.option(sessionSettings),
        someSpent,
        fc.boolean(),
        (cards, settings, own, spent, met) => {
          const answeredNotesToday = new Set((isFirst && met ? ['note-0', 'note-1'] : []).map(asNoteId));
          const spentIn = isFirst ? spent : new Map<string, Spent>();
          const settled = { settings, own, answeredNotesToday, spentIn };
          const whole = wholeSession(cards, isFirst, settled);
          const start = startOf(cards, {
            ...spentOn(settled),
            answeredNotesToday,
            spentIn,
            topicRetention: RETENTION,
            studyDay: isFirst ? TODAY : TODAY - 1,
          });
          const scenario = {
            ...SCENARIO,
            session: settings,
            sessionOf: (topicId: string) => (topicId === OWN_TOPIC && own ? own : settings),
          };
          const groups = settingsGroupsOf(cards, { ...start, studyDay: TODAY }, scenario);
          const waiting = cards.filter(({ due }) => due !== null && due.dueDay <= TODAY);
          const day = { start, scenario, studyDay: TODAY, nowMs: NOW, endMs: TOMORROW_MS };
          const session = sessionOf(waiting, groups, day);
          expect(new Set([...session.cards].map(({ cardId }) => cardId))).toEqual(whole.ids);
          expect(session).toMatchObject({ introduced: whole.counts.new, reviews: whole.counts.review });
        },
      ),
      { numRuns: 400 },
    );
  });

  it('counts the reviews that the limit holds back', () => {
    const cards = ['a', 'b', 'c'].map((id) => reviewCard(id, { stability: 10, late: 1 }));
    const { days } = run(startOf(cards), { days: 2, session: { ...DEFAULT_SESSION, reviewsPerDay: 2 } });
    expect(days[0]).toMatchObject({ reviews: 2, backlog: 1 });
    expect(days[1]).toMatchObject({ backlog: 0 });
    expect(days[1]?.reviews).toBeGreaterThanOrEqual(1);
  });

  it('follows steps to their end, but stops after some answers to one card', () => {
    const always = { ...DEFAULT_HABITS, learning: { again: 1, hard: 0, good: 0, easy: 0 } };
    expect(run(startOf([newCard('a')]), { days: 1, habits: always }).days[0]?.answers).toBe(20);
    const good = { ...DEFAULT_HABITS, learning: { again: 0, hard: 0, good: 1, easy: 0 } };
    expect(run(startOf([newCard('a')]), { days: 1, habits: good }).days[0]?.answers).toBe(2);
  });

  it('keeps siblings apart, and leaves suspended cards alone', () => {
    const cards = [
      newCard('a', { noteId: 'one' }),
      newCard('b', { noteId: 'one' }),
      newCard('c', { suspended: true }),
    ];
    const { days, measures } = run(startOf(cards), { days: 30, measured: new Set([TODAY + 29]) });
    expect(days.map(({ introduced }) => introduced).filter((count) => count > 0)).toEqual([1, 1]);
    expect(measures.get(TODAY + 29)?.get('eks/pods')?.seen).toBe(2);
  });

  it('introduces only the topics asked for', () => {
    const cards = [newCard('a'), newCard('b', { topicId: 'eks/dns' })];
    const { measures } = run(startOf(cards), {
      days: 1,
      measured: new Set([TODAY]),
      introduce: new Set(['eks/dns']),
    });
    expect([...(measures.get(TODAY) ?? [])].map(([topic]) => topic)).toEqual(['eks/dns']);
  });
});

describe('a simulation', () => {
  it('is the same for the same seed, and differs for another', () => {
    const start = startOf(newCards(40));
    const scenario = { days: 60, measured: new Set([TODAY + 59]) };
    expect(run(start, scenario, 7)).toEqual(run(start, scenario, 7));
    expect(run(start, scenario, 7).days).not.toEqual(run(start, scenario, 8).days);
  });

  it('does not change its start', () => {
    const cards = newCards(5);
    run(startOf(cards));
    expect(cards).toEqual(newCards(5));
  });

  it('sees no fewer cards with more new cards a day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 10 }),
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 1, max: 20 }),
        (count, newPerDay, more, days) => {
          const seenWith = (newPerDay: number) => {
            const session = { ...DEFAULT_SESSION, newPerDay };
            const measured = new Set([TODAY + days - 1]);
            const { measures } = run(startOf(newCards(count)), { days, session, measured });
            return measures.get(TODAY + days - 1)?.get('eks/pods')?.seen ?? 0;
          };
          expect(seenWith(newPerDay)).toBe(Math.min(count, newPerDay * days));
          expect(seenWith(newPerDay + more)).toBeGreaterThanOrEqual(seenWith(newPerDay));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('forgets along the curve without study', () => {
    const cards = [3, 10, 40].map((stability, index) => reviewCard(`card-${index}`, { stability, late: 0 }));
    const session = { ...DEFAULT_SESSION, newPerDay: 0, reviewsPerDay: 0 };
    const days = [0, 9, 99, 364];
    const measured = new Set(days.map((day) => TODAY + day));
    const { measures } = run(startOf(cards), { days: 365, session, measured });
    // R(t, S) = (1 + factor · t ÷ S)^−w₂₀ with factor = 0.9^(−1 ÷ w₂₀) − 1.
    const decay = DEFAULT_SCHEDULER.weights[20] ?? Number.NaN;
    const factor = 0.9 ** (-1 / decay) - 1;
    for (const day of days) {
      const endMs = studyDayStart(TODAY + day + 1, CALENDAR);
      const expected = cards.reduce((sum, { memory }) => {
        if (memory.state === 'new') throw new Error('has been seen');
        const elapsed = (endMs - memory.lastReviewedAtMs) / DAY_MS;
        return sum + (1 + (factor * elapsed) / memory.stability) ** -decay;
      }, 0);
      expect(measures.get(TODAY + day)?.get('eks/pods')?.recall).toBeCloseTo(expected, 6);
      const unstudied = measure(cards, endMs, SCENARIO);
      expect(measures.get(TODAY + day)).toEqual(unstudied);
    }
  });

  it('schedules the cards of a topic by its own settings, and balances the days', () => {
    const cards = newCards(300).map((card, i) => ({
      ...card,
      topicId: asTopicId(i % 2 === 0 ? 'eks/pods' : 'eks/rbac'),
    }));
    const keen = { ...DEFAULT_SCHEDULER, desiredRetention: 0.96 };
    const day = TODAY + 199;
    const runWith = (loadBalance: boolean) => {
      const schedulers = [DEFAULT_SCHEDULER, keen].map((scheduler) => ({ ...scheduler, loadBalance }));
      const [usual = DEFAULT_SCHEDULER, other = keen] = schedulers;
      const schedulerOf = (topicId: string) => (topicId === 'eks/rbac' ? other : usual);
      return run(startOf(cards), { days: 200, measured: new Set([day]), schedulerOf });
    };
    const { days, measures } = runWith(true);
    const recallOf = (topicId: string) => {
      const { recall = 0, seen = 1 } = measures.get(day)?.get(topicId) ?? {};
      return recall / seen;
    };
    expect(recallOf('eks/rbac')).toBeGreaterThan(recallOf('eks/pods') + 0.02);
    const unevenness = ({ days }: Pick<Simulation, 'days'>) =>
      days
        .slice(60)
        .reduce((sum, { reviews }, i) => sum + Math.abs(reviews - (days[i + 59]?.reviews ?? 0)), 0);
    expect(unevenness({ days })).toBeLessThan(0.85 * unevenness(runWith(false)));
  });

  it('keeps retention near the desired one with study', () => {
    const { measures } = run(startOf(newCards(300)), { days: 365, measured: new Set([TODAY + 364]) });
    const { recall = 0, seen = 0 } = measures.get(TODAY + 364)?.get('eks/pods') ?? {};
    expect(seen).toBe(300);
    expect(recall / seen).toBeGreaterThan(0.9);
    expect(recall / seen).toBeLessThan(0.98);
  });
});

describe('a simulated answer', () => {
  it('recalls a card in review as often as its memory predicts', () => {
    const ratings = Array.from({ length: 4_000 }, (_, index) => {
      const card = reviewCard(`card-${index}`, { stability: 10, late: 0 });
      return drawnRating(card, NOW, SCENARIO, 1);
    });
    const share = (rating: string) => ratings.filter((each) => each === rating).length / ratings.length;
    // Ten days after its last review, a stability of ten days means a recall of 0.9.
    expect(share('again')).toBeCloseTo(0.1, 1);
    expect(Math.abs(share('again') - 0.1)).toBeLessThan(0.02);
    expect(Math.abs(share('good') - 0.9 * DEFAULT_HABITS.passed.good)).toBeLessThan(0.03);
  });

  it('fails more often in a topic that is recalled worse than predicted', () => {
    const offsets = new Map([['eks/pods', { logit: -1 }]]);
    const failed = (scenario: typeof SCENARIO) =>
      Array.from({ length: 1_000 }, (_, index) => reviewCard(`card-${index}`, { stability: 10, late: 0 }))
        .map((card) => drawnRating(card, NOW, scenario, 1))
        .filter((rating) => rating === 'again').length;
    expect(failed({ ...SCENARIO, offsets })).toBeGreaterThan(1.5 * failed(SCENARIO));
  });

  it('rates new cards by the habits', () => {
    const ratings = newCards(4_000).map((card) => drawnRating(card, NOW, SCENARIO, 1));
    const again = ratings.filter((rating) => rating === 'again').length / ratings.length;
    expect(Math.abs(again - DEFAULT_HABITS.learning.again)).toBeLessThan(0.03);
  });
});
