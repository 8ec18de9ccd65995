import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asTopicId, type TopicId } from '../../../server/schedule/ids.ts';
import { buildSession } from '../../../server/schedule/queue/session.ts';
import type { Session } from '../../../server/schedule/queue/types.ts';
import { orderedAs, waitingIn } from '../../../server/schedule/queue/waiting.ts';
import { DEFAULT_SESSION } from '../../../server/schedule/settings.ts';
import type { Candidate, SessionSettings } from '../../../server/schedule/types.ts';
import {
  anyPlan,
  anySettings,
  build,
  due,
  fresh,
  learning,
  limits,
  NOTHING_ANSWERED,
  order,
  type Plan,
  session,
  TOMORROW_MS,
} from './cards.ts';

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
    expect(backlog).toEqual({ new: 1, review: 1 });
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
    expect(backlog).toEqual({ new: 1, review: 1 });
  });

  it('hold back everything once more than the limit was answered', () => {
    const { queue, backlog } = session([due('r'), fresh('n')], { introducedToday: 25, reviewedToday: 300 });
    expect(queue).toEqual([]);
    expect(backlog).toEqual({ new: 1, review: 1 });
  });

  it('let new cards take what reviews leave, unless that is switched off', () => {
    const candidates = [due('r1'), fresh('n1'), fresh('n2'), fresh('n3')];
    const together = { settings: { ...DEFAULT_SESSION, newPerDay: 20, reviewsPerDay: 3 } };
    expect(session(candidates, together)).toMatchObject({
      counts: { new: 2, review: 1 },
      backlog: { new: 1, review: 0 },
    });
    const later = { ...together, introducedToday: 1, reviewedToday: 1 };
    expect(session(candidates, later)).toMatchObject({
      counts: { new: 0, review: 1 },
      backlog: { new: 3, review: 0 },
    });
    expect(session(candidates, limits(20, 3))).toMatchObject({
      counts: { new: 3, review: 1 },
      backlog: { new: 0, review: 0 },
    });
  });

  it('let urgent cards through without counting them', () => {
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

describe('the limits of a topic', () => {
  const RBAC = asTopicId('eks/rbac');
  const own = (changed: Partial<SessionSettings>) => ({ ...DEFAULT_SESSION, ...changed });
  const ofRbac = (candidate: Candidate): Candidate => ({ ...candidate, topicId: RBAC });

  it('narrow those of its plan, and other topics take what it leaves', () => {
    const candidates = [
      ...['a', 'b', 'c'].map((id, index) => ofRbac(fresh(id, { position: index }))),
      fresh('d', { position: 7 }),
      fresh('e', { position: 8 }),
    ];
    const plan = { candidates, ...NOTHING_ANSWERED, ...limits(3, 200) };
    const { counts, backlog, byTopic } = withOwn(plan, RBAC, own({ newPerDay: 1 }));
    expect(counts.new).toBe(3);
    expect(backlog.new).toBe(2);
    expect(byTopic.get(RBAC)?.new).toBe(1);
  });

  it("choose cards in the topic's own order, and the session asks them in that of the plan", () => {
    const candidates = [
      ofRbac(due('long', 300)),
      ofRbac(due('short', 2)),
      ofRbac(due('middle', 20)),
      due('other', 5),
    ];
    const settings = own({ reviewsPerDay: 2, reviewOrder: 'rising-recall' });
    const { queue } = withOwn({ candidates, ...NOTHING_ANSWERED }, RBAC, settings);
    expect(queue.map(({ cardId }) => cardId)).toEqual(['other', 'middle', 'long']);
  });

  it('decide by themselves whether siblings meet, and how early a step may be asked', () => {
    const candidates = [
      ofRbac(due('n.c1', 1, { noteId: 'n' })),
      ofRbac(due('n.c2', 2, { noteId: 'n' })),
      due('m.c1', 1, { noteId: 'm' }),
      due('m.c2', 2, { noteId: 'm' }),
      ofRbac(learning('early', 30)),
      learning('later', 30),
    ];
    const settings = own({ burySiblings: false, learnAheadMs: 60 * 60_000 });
    const { queue } = withOwn({ candidates, ...NOTHING_ANSWERED }, RBAC, settings);
    expect(queue.map(({ cardId }) => cardId).toSorted()).toEqual(['early', 'm.c1', 'n.c1', 'n.c2']);
  });

  it('of 0 hold its cards back for good, without a next time for them', () => {
    const candidates = [ofRbac(fresh('a')), ofRbac(due('b'))];
    const none = withOwn({ candidates, ...NOTHING_ANSWERED }, RBAC, own({ newPerDay: 0, reviewsPerDay: 0 }));
    expect(none).toMatchObject({ queue: [], backlog: { new: 1, review: 1 }, nextDueAtMs: null });
    const some = withOwn({ candidates, ...NOTHING_ANSWERED }, RBAC, own({ newPerDay: 0, reviewsPerDay: 1 }));
    expect(some).toMatchObject({ counts: { new: 0, review: 1 }, nextDueAtMs: null });
    const later = { candidates: [...candidates, ofRbac(due('c'))], ...NOTHING_ANSWERED };
    expect(withOwn(later, RBAC, own({ newPerDay: 0, reviewsPerDay: 1 })).nextDueAtMs).toBe(TOMORROW_MS);
  });

  const topicId = asTopicId('eks/0');

  it('change nothing if they equal those of the plan', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        const whole = build(plan, [plan.candidates]);
        expect(withOwn(plan, topicId, { ...plan.settings })).toEqual(whole);
      }),
    );
  });

  it('are never exceeded, nor are those of its plan', () => {
    fc.assert(
      fc.property(anyPlan, anySettings, (plan, settings) => {
        const { counts, byTopic, queue } = withOwn(plan, topicId, settings);
        const isUrgent = new Set(plan.candidates.flatMap(({ cardId, urgent }) => (urgent ? [cardId] : [])));
        const fresh = queue.filter(({ state, cardId }) => state === 'new' && !isUrgent.has(cardId));
        const ofTopic = fresh.filter((entry) => entry.topicId === topicId);
        expect(ofTopic.length).toBeLessThanOrEqual(settings.newPerDay);
        expect(fresh.length).toBeLessThanOrEqual(Math.max(0, plan.settings.newPerDay - plan.introducedToday));
        expect(byTopic.get(topicId)?.review ?? 0).toBeLessThanOrEqual(settings.reviewsPerDay);
        expect(counts.review).toBeLessThanOrEqual(
          Math.max(0, plan.settings.reviewsPerDay - plan.reviewedToday),
        );
      }),
    );
  });
});

/** The session of a plan of which one topic, of which nothing was answered today, has settings of its own. */
function withOwn(plan: Plan, topicId: TopicId, settings: SessionSettings): Session {
  const { candidates, answeredNotesToday, ...day } = plan;
  const parts = [
    waitingIn(
      candidates.filter((card) => card.topicId !== topicId),
      answeredNotesToday,
      day,
    ),
    waitingIn(
      candidates.filter((card) => card.topicId === topicId),
      answeredNotesToday,
      { ...day, settings, introducedToday: 0, reviewedToday: 0 },
    ),
  ];
  return buildSession({ ...day, waiting: parts.map((part) => orderedAs(part, day)) });
}
