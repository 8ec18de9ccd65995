import { describe, expect, it } from 'vitest';
import { asNoteId } from '../../../server/schedule/ids.ts';
import { DEFAULT_SESSION } from '../../../server/schedule/settings.ts';
import { due, fresh, learning, limits, order, session } from './cards.ts';

describe('siblings', () => {
  const note = { noteId: 'warm-pool' };
  const answeredNotesToday = new Set([asNoteId('warm-pool')]);

  it('do not meet: a review keeps a new sibling away, and a new card the next one', () => {
    expect(order([fresh('warm-pool.c2', note), due('warm-pool.c1', 0, note)])).toEqual(['warm-pool.c1']);
    expect(order([fresh('c1', { ...note, position: 1 }), fresh('c2', { ...note, position: 2 })])).toEqual([
      'c1',
    ]);
  });

  it('stay away once one of them was answered today', () => {
    expect(order([due('c1', 0, note), fresh('c2', note), fresh('other')], { answeredNotesToday })).toEqual([
      'other',
    ]);
  });

  it('stay away from a card that is being learnt today, even later', () => {
    expect(order([learning('c1', 90, note), due('c2', 0, note)])).toEqual([]);
    const { counts } = session([learning('c1', 90, note), due('c2', 0, note)]);
    expect(counts).toEqual({ new: 0, learning: 1, review: 0 });
  });

  it('on steps are all asked, since their steps run', () => {
    expect(order([learning('c1', -1, note), learning('c2', 0, note)], { answeredNotesToday })).toEqual([
      'c1',
      'c2',
    ]);
  });

  it('left out do not count as backlog, nor against the limits', () => {
    const candidates = [due('c1', 0, note), due('c2', 1, note), due('other', 2)];
    const { queue, backlog } = session(candidates, limits(20, 2));
    expect(queue.map(({ cardId }) => cardId)).toEqual(['c1', 'other']);
    expect(backlog).toEqual({ new: 0, review: 0 });
  });

  it('meet if the plan allows it', () => {
    const settings = { ...DEFAULT_SESSION, burySiblings: false };
    const candidates = [fresh('c3', note), due('c1', 0, note), due('c2', 1, note)];
    expect(order(candidates, { settings, answeredNotesToday })).toEqual(['c1', 'c3', 'c2']);
  });
});
