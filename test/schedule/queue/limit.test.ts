import { describe, expect, it } from 'vitest';
import { DEFAULT_SESSION } from '../../../server/schedule/settings.ts';
import { due, fresh, learning, limits, order, session } from './cards.ts';

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

  it('hold back all that is left after more than the limit was answered', () => {
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
