import { describe, expect, it } from 'vitest';
import type { Problem } from '../../../server/http/schemas.ts';
import { asCardId, asEventId } from '../../../server/schedule/ids.ts';
import { Refused, Unreachable } from '../../../web/errors.ts';
import { type Act, lastKnownReview, verdictOn } from '../../../web/offline/act.ts';
import { createOutbox, type Drawer, type Outcome, type Unsent } from '../../../web/offline/outbox.ts';

function review(id: string, cardId = 'a'): Act {
  return {
    kind: 'review',
    id: asEventId(id),
    cardId: asCardId(cardId),
    body: { id: asEventId(id), cardId: asCardId(cardId), rating: 'good' },
  };
}

function undo(reviewId: string, cardId = 'a'): Act {
  return {
    kind: 'undo',
    id: asEventId(`undo ${reviewId}`),
    cardId: asCardId(cardId),
    reviewId: asEventId(reviewId),
  };
}

function problem(status: number, type = 'urn:tenax:trouble'): Refused {
  return new Refused({ type, title: 'Trouble', status, detail: 'Do something else.' } satisfies Problem);
}

function drawerWith(...kept: readonly Unsent[]): Drawer & { readonly held: Map<string, Unsent> } {
  const held = new Map(kept.map((each) => [each.id, each]));
  return {
    held,
    all: async () => [...held.values()],
    put: async (unsent) => void held.set(unsent.id, unsent),
    remove: async (id) => void held.delete(id),
  };
}

/** An outbox with a server that answers as configured; time passes only through `pass`. */
function setUp(drawer = drawerWith()) {
  const arrived: string[] = [];
  const outcomes: Outcome[] = [];
  const pauses: { run: () => void; ms: number }[] = [];
  const server: { answer: (act: Act) => Promise<null> } = { answer: async () => null };
  const outbox = createOutbox({
    drawer,
    send: async (act) => {
      const card = await server.answer(act);
      arrived.push(act.id);
      return { card, leech: false };
    },
    now: () => 1,
    later: (run, ms) => pauses.push({ run, ms }),
  });
  outbox.listen((outcome) => outcomes.push(outcome));
  const pass = async () => {
    pauses.shift()?.run();
    await outbox.flush();
  };
  return { outbox, drawer, arrived, outcomes, pauses, server, pass };
}

const down = async () => {
  throw new Unreachable('down');
};

const broken: Drawer = {
  all: async () => Promise.reject(new Error('no database')),
  put: async () => Promise.reject(new Error('no database')),
  remove: async () => Promise.reject(new Error('no database')),
};

describe('the outbox', () => {
  it('sends acts that no drawer can store, and reports that they last only as long as the page', async () => {
    const { outbox, server, arrived } = setUp({ ...drawerWith(), ...broken });
    server.answer = down;
    outbox.add(review('1'));
    await outbox.flush();
    expect(outbox.fleeting.value).toBe(true);
    server.answer = async () => null;
    await outbox.flush();
    expect(arrived).toEqual(['1']);
  });

  it('does not report acts as fleeting once they are in its drawer', async () => {
    const { outbox, server } = setUp();
    server.answer = down;
    outbox.add(review('1'));
    await outbox.flush();
    expect(outbox.fleeting.value).toBe(false);
  });

  it('sends acts in the order in which they were done', async () => {
    const { outbox, arrived } = setUp();
    for (const act of [review('1'), review('2', 'b'), undo('2', 'b')]) outbox.add(act);
    await outbox.flush();
    expect(arrived).toEqual(['1', '2', 'undo 2']);
    expect(outbox.unsent.value).toEqual([]);
  });

  it('keeps an answer in the drawer until it is acknowledged', async () => {
    const { outbox, drawer, server } = setUp();
    server.answer = async ({ id }) => {
      expect([...drawer.held.keys()]).toEqual([id]);
      return null;
    };
    outbox.add(review('1'));
    await outbox.flush();
    expect(drawer.held.size).toBe(0);
  });

  it('retries with the same id after longer and longer pauses', async () => {
    const { outbox, arrived, pauses, server, pass } = setUp();
    server.answer = down;
    outbox.add(review('1'));
    await outbox.flush();
    const waited = [pauses[0]?.ms];
    for (let i = 0; i < 6; i++) {
      await pass();
      waited.push(pauses[0]?.ms);
    }
    expect(waited).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
    expect(outbox.failing.value).toBe(true);
    server.answer = async () => null;
    await pass();
    expect(arrived).toEqual(['1']);
    expect(outbox.failing.value).toBe(false);
  });

  it('lets nothing overtake an act that could not be sent', async () => {
    const { outbox, arrived, server } = setUp();
    server.answer = down;
    outbox.add(review('1'));
    outbox.add(review('2'));
    await outbox.flush();
    server.answer = async () => null;
    await outbox.flush();
    expect(arrived).toEqual(['1', '2']);
  });

  it('first sends what an earlier visit left', async () => {
    const { outbox, arrived } = setUp(
      drawerWith(
        { id: 'late', order: 8, act: review('late') },
        { id: 'early', order: 7, act: review('early') },
      ),
    );
    outbox.add(review('new'));
    await outbox.flush();
    expect(arrived).toEqual(['early', 'late', 'new']);
  });

  it('keeps an act that the server refuses, reports it, and goes on with the rest', async () => {
    const { outbox, drawer, arrived, outcomes, server } = setUp();
    server.answer = async ({ id }) => {
      if (id === '1') throw problem(404);
      return null;
    };
    outbox.add(review('1'));
    outbox.add(review('2'));
    await outbox.flush();
    expect(arrived).toEqual(['2']);
    expect(outcomes.map(({ result }) => result)).toEqual(['refused', 'saved']);
    expect(outbox.unsent.value.map(({ refused }) => refused?.status)).toEqual([404]);
    expect(drawer.held.get('1')?.refused?.detail).toBe('Do something else.');
    await outbox.flush();
    expect(outcomes).toHaveLength(2);
    outbox.discard('1');
    expect(outbox.unsent.value).toEqual([]);
    expect(drawer.held.size).toBe(0);
  });

  it('drops an answer to a card that was answered elsewhere', async () => {
    const { outbox, outcomes, server } = setUp();
    server.answer = async () => {
      throw problem(409, 'urn:tenax:card-changed');
    };
    outbox.add(review('1'));
    await outbox.flush();
    expect(outcomes.map(({ result }) => result)).toEqual(['changed']);
    expect(outbox.unsent.value).toEqual([]);
  });

  it('still sends if the browser stores nothing', async () => {
    const broken = async () => {
      throw new Error('no storage');
    };
    const { outbox, arrived } = setUp({ ...drawerWith(), all: broken, put: broken, remove: broken });
    outbox.add(review('1'));
    await outbox.flush();
    expect(arrived).toEqual(['1']);
  });
});

describe('an error while sending', () => {
  it.each([500, 502, 503, 429, 408, 401])('with status %i may pass', (status) => {
    expect(verdictOn(problem(status))).toBe('retry');
  });

  it.each([400, 404, 409, 413, 422])('with status %i will not pass', (status) => {
    expect(verdictOn(problem(status))).toBe('refused');
  });

  it('without an answer may pass', () => {
    expect(verdictOn(new Unreachable('down'))).toBe('retry');
  });
});

describe('the last review that the client knows of', () => {
  it('is the server’s if nothing is waiting', () => {
    expect(lastKnownReview(asCardId('a'), 'r1', [])).toBe('r1');
    expect(lastKnownReview(asCardId('a'), null, [])).toBeNull();
  });

  it('is the client’s own if that is waiting to be sent', () => {
    expect(lastKnownReview(asCardId('a'), 'r1', [review('r2'), review('r3'), review('r4', 'b')])).toBe('r3');
  });

  it('is not one that was undone', () => {
    expect(lastKnownReview(asCardId('a'), 'r1', [review('r2'), undo('r2')])).toBe('r1');
  });
});
