import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examine } from '../../server/doctor/examine.ts';
import { refollow } from '../../server/gap/follow.ts';
import { changesOf, lifeByLog } from '../../server/gap/lives.ts';
import { readGaps } from '../../server/gap/read.ts';
import type { Gap } from '../../server/http/schemas/index.ts';
import { act } from '../../server/review/acts.ts';
import { takeBack } from '../../server/review/bulk.ts';
import { record } from '../../server/review/record.ts';
import { undo } from '../../server/review/undo.ts';
import { RATINGS } from '../../server/schedule/types.ts';
import type { ItemRow } from '../../server/store/tables.ts';
import {
  addCards,
  DAY,
  deskWith,
  NOON,
  openDesk,
  replay,
  type TestDesk,
  told,
  uuid,
} from '../review/world.ts';
import { DECK, grading, openWorld, PLAN, type World } from '../tenax.ts';

const GAP = 'Prefix delegation';
const CARD = 'prefix-delegation';

async function gapOf({ get }: World, text = GAP): Promise<Gap> {
  const gap = (await get<Gap[]>('/api/gaps')).body.find((one) => one.text === text);
  if (!gap) throw new Error(`The gap "${text}" is not listed.`);
  return gap;
}

const stagesOf = ({ changes }: Gap) => changes.map(({ status }) => status);

async function review(world: World, rating: string, more: object = {}, card = CARD): Promise<string> {
  const sent = grading(card, rating, more);
  expect((await world.send('POST', '/api/reviews', sent)).status).toBe(201);
  return sent.id;
}

/** Answers a card on the days on which it falls due until its gap is closed. */
async function close(world: World, card = CARD): Promise<void> {
  for (let day = 0; (await gapOf(world)).status !== 'closed'; day++) {
    if (day > 10) throw new Error('The gap does not close.');
    await review(world, 'good', {}, card);
    world.time.nowMs += 3 * DAY;
  }
}

async function rewrite(world: World, path: string, text: string): Promise<void> {
  world.time.nowMs += 60_000;
  await world.write(path, text);
  await world.tenax.library.scan();
}

describe('the life of a gap', () => {
  it('goes from open over carded and learning to closed, each change with its day', async () => {
    const world = await openWorld({ 'k8s/plan.md': PLAN });
    const found = new Date(world.time.nowMs).toISOString();
    expect(await gapOf(world)).toMatchObject({
      status: 'open',
      since: found,
      changes: [{ status: 'open', at: found, cardId: null }],
      recallPercent: null,
      stabilityDays: null,
    });
    world.time.nowMs += DAY;
    await rewrite(world, 'k8s/pod-networking.md', DECK);
    world.time.nowMs += DAY;
    await review(world, 'good');
    const learning = await gapOf(world);
    expect(stagesOf(learning)).toEqual(['open', 'carded', 'learning']);
    expect(learning.changes.at(-1)).toEqual({
      status: 'learning',
      at: new Date(world.time.nowMs).toISOString(),
      cardId: CARD,
    });
    await close(world);
    const closed = await gapOf(world);
    expect(stagesOf(closed)).toEqual(['open', 'carded', 'learning', 'closed']);
    expect(closed.stabilityDays).toBeGreaterThanOrEqual(21);
    expect((await world.get<Gap[]>('/api/gaps?status=closed')).body).toEqual([closed]);
    expect((await world.get<Gap[]>('/api/gaps?status=reopened')).body).toEqual([]);
  });

  it('stays closed while recall falls, and reopens when a card of it lapses', async () => {
    const world = await openWorld();
    await close(world);
    world.time.nowMs += 400 * DAY;
    expect(await gapOf(world)).toMatchObject({ status: 'closed' });
    expect((await gapOf(world)).recallPercent).toBeLessThan(80);
    await review(world, 'again');
    const reopened = await gapOf(world);
    expect(reopened).toMatchObject({ status: 'reopened', since: new Date(world.time.nowMs).toISOString() });
    expect((await world.get<Gap[]>('/api/gaps?status=reopened')).body).toEqual([reopened]);
    await close(world);
    expect(stagesOf(await gapOf(world))).toEqual(['carded', 'learning', 'closed', 'reopened', 'closed']);
  });

  it('was never reopened where the lapse is undone', async () => {
    const world = await openWorld();
    await close(world);
    const closed = (await gapOf(world)).changes;
    const lapse = await review(world, 'again');
    await world.send('DELETE', `/api/reviews/${lapse}`);
    expect((await gapOf(world)).changes).toEqual(closed);
  });

  it('reopens on the day of a lapse that arrives late', async () => {
    const world = await openWorld();
    await close(world);
    const lapsedMs = world.time.nowMs;
    world.time.nowMs += 5 * DAY;
    await review(world, 'good');
    expect((await gapOf(world)).status).toBe('closed');
    await review(world, 'again', { reviewedAt: new Date(lapsedMs).toISOString() });
    const { changes } = await gapOf(world);
    expect(changes.find(({ status }) => status === 'reopened')?.at).toBe(new Date(lapsedMs).toISOString());
  });

  it('is learnt again where it gets another card, and that is not known yet', async () => {
    const world = await openWorld();
    await close(world);
    const cards = [{ id: 'prefix-size', prompt: 'How many addresses has a /28?', answer: '16' }];
    await world.send('POST', '/api/gaps', { topicId: 'k8s/pod-networking', text: GAP, cards });
    expect(stagesOf(await gapOf(world)).slice(-2)).toEqual(['closed', 'learning']);
    await review(world, 'easy', {}, 'prefix-size');
    expect((await gapOf(world)).status).toBe('learning');
    await close(world, 'prefix-size');
    expect((await gapOf(world)).cards).toEqual({ total: 2, seen: 2 });
  });

  it('waits for its suspended cards too: who suspends a card does not know it', async () => {
    const world = await openWorld();
    const cards = [{ id: 'prefix-size', prompt: 'How many addresses has a /28?', answer: '16' }];
    await world.send('POST', '/api/gaps', { topicId: 'k8s/pod-networking', text: GAP, cards });
    const suspended = { id: uuid(), act: 'suspend' };
    expect((await world.send('POST', '/api/cards/prefix-size/acts', suspended)).status).toBe(201);
    await expect(close(world)).rejects.toThrow('does not close');
    // Out of the file, it is none of the gap's cards.
    await rewrite(world, 'k8s/pod-networking.md', DECK);
    await close(world);
  });

  it('starts over with a card that is reset', async () => {
    const world = await openWorld();
    await close(world);
    await world.send('POST', `/api/cards/${CARD}/acts`, { id: uuid(), act: 'reset' });
    expect((await gapOf(world)).status).toBe('carded');
  });

  it('keeps its history when reworded', async () => {
    const world = await openWorld();
    await review(world, 'good');
    const { changes } = await gapOf(world);
    await rewrite(world, 'k8s/plan.md', PLAN.replace(GAP, 'Prefix delegation on ENIs'));
    expect((await gapOf(world, 'Prefix delegation on ENIs')).changes).toEqual(changes);
  });

  it('keeps its history when its deck is renamed, and with it the topic', async () => {
    const world = await openWorld();
    await review(world, 'good');
    const { changes } = await gapOf(world);
    await world.write('k8s/networking.md', DECK);
    const { rm } = await import('node:fs/promises');
    await rm(`${world.decks}/k8s/pod-networking.md`);
    await world.tenax.library.scan();
    const gap = await gapOf(world);
    expect(gap.topic.id).toBe('k8s/networking');
    expect(gap.changes.slice(0, changes.length)).toEqual(changes);
  });

  it('ends where its author declares it covered, and goes on where it is one again', async () => {
    const world = await openWorld();
    await review(world, 'good');
    const covered = PLAN.replace('\n**Gaps:**\n- Prefix delegation\n', `- ${GAP}\n`);
    await rewrite(world, 'k8s/plan.md', covered);
    expect((await world.get<Gap[]>('/api/gaps')).body).toEqual([]);
    await rewrite(world, 'k8s/plan.md', PLAN);
    expect(stagesOf(await gapOf(world))).toEqual(['carded', 'learning', 'covered', 'learning']);
  });

  it('comes back as its cards are when it was gone from the plan', async () => {
    const world = await openWorld();
    await review(world, 'good');
    await rewrite(world, 'k8s/plan.md', PLAN.replace('\n**Gaps:**\n- Prefix delegation\n', ''));
    await rewrite(world, 'k8s/plan.md', PLAN);
    expect(stagesOf(await gapOf(world))).toEqual(['carded', 'learning', 'gone', 'learning']);
  });

  it('is not moved by settings alone: they count from the next review on', async () => {
    const world = await openWorld();
    await close(world);
    const url = '/api/plans/k8s/settings';
    expect((await world.send('PATCH', url, { desiredRetention: 0.97 })).status).toBe(200);
    const { changes } = await gapOf(world);
    expect(changes.at(-1)?.status).toBe('closed');
    await review(world, 'good');
    expect((await gapOf(world)).changes).toEqual(changes);
    await review(world, 'again');
    expect((await gapOf(world)).status).toBe('reopened');
  });

  it('holds the whole past of an imported history at the instant when Tenax first saw the gap', async () => {
    const world = await openWorld();
    const at = (day: number) => new Date(world.time.nowMs - day * DAY).toISOString();
    const reviews = [60, 59, 50, 20].map((day) => ({ cardId: CARD, rating: 'good', reviewedAt: at(day) }));
    expect((await world.send('POST', '/api/import/reviews', { reviews })).status).toBe(200);
    expect((await gapOf(world)).changes).toEqual([{ status: 'closed', at: at(0), cardId: null }]);
  });

  it('is found again after a start with the same folders', async () => {
    const world = await openWorld();
    await close(world);
    const before = await gapOf(world);
    await world.restart();
    expect(await gapOf(world)).toEqual(before);
  });
});

const ITEM: ItemRow = {
  topic_id: 'eks/pods',
  key: 'gap',
  kind: 'gap',
  text: 'Gap',
  detail: '[]',
  position: 0,
  aliases: '[]',
  live: 1,
};

const CARDS = ['a', 'b', 'c'] as const;
type CardName = (typeof CARDS)[number];
const cardId = fc.constantFrom(...CARDS);
/** Anything that may happen to a gap with up to three cards, or to the clock. */
const happening = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ review: cardId, rating: fc.constantFrom(...RATINGS, 'good', 'easy') }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ late: cardId, rating: fc.constantFrom(...RATINGS), days: fc.nat(40) }),
  },
  { weight: 4, arbitrary: fc.record({ wait: fc.constantFrom(0, 1, 10 / 1440, 3, 10, 30, 90) }) },
  { weight: 2, arbitrary: fc.record({ undo: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ cram: cardId }) },
  { weight: 1, arbitrary: fc.record({ reset: cardId }) },
  { weight: 1, arbitrary: fc.record({ restore: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ cards: fc.subarray([...CARDS]) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('gap', 'gap', 'covered', 'gone') }) },
  { weight: 1, arbitrary: fc.record({ retention: fc.constantFrom(0.7, 0.9, 0.97) }) },
  { weight: 1, arbitrary: fc.record({ steps: fc.constantFrom([], [600_000]) }) },
);
type Happened = typeof happening extends fc.Arbitrary<infer T> ? T : never;

async function openGap(cards: readonly string[]): Promise<TestDesk> {
  const desk = await openDesk();
  const standing = (id: string) => (cards.includes(id) ? { item_key: 'gap', gap_rank: 0 as const } : {});
  await addCards(desk, ...['a', 'b', 'c'].map((id) => ({ id, ...standing(id) })));
  await desk.store.write((tx) => tx.insertInto('items').values(ITEM).execute());
  await desk.store.write((tx) => readGaps(tx, desk, ['eks']));
  return desk;
}

/** Does it as the product does. */
function actor(initial: TestDesk) {
  let desk = initial;
  const reviews: string[] = [];
  const resets: string[] = [];
  const files = async (change: (tx: Parameters<typeof readGaps>[0]) => Promise<unknown>) => {
    await desk.store.write(async (tx) => {
      await change(tx);
      await readGaps(tx, desk, ['eks']);
    });
  };
  const settle = async (scheduler: Partial<TestDesk['scheduler']>) => {
    desk = deskWith(desk, { scheduler: { ...desk.scheduler, ...scheduler } });
    await replay(desk, { id: uuid(), name: 'settings' });
  };
  return async (happened: Happened): Promise<void> => {
    if ('wait' in happened) desk.now += happened.wait * DAY;
    else if ('review' in happened) {
      const review = told({ cardId: happened.review, rating: happened.rating });
      reviews.push(review.id);
      await record(desk, review);
    } else if ('late' in happened) {
      const { late, rating, days } = happened;
      const review = told({ cardId: late, rating, reviewedAtMs: desk.now - days * DAY });
      reviews.push(review.id);
      await record(desk, review);
    } else if ('undo' in happened) {
      const id = reviews[reviews.length - 1 - happened.undo];
      if (id !== undefined) await undo(desk, id);
    } else if ('cram' in happened) {
      await record(desk, told({ cardId: happened.cram, rating: 'again', mode: 'cram' }));
    } else if ('reset' in happened) {
      const id = uuid();
      resets.push(id);
      await act(desk, { id, cardId: happened.reset, act: 'reset' });
    } else if ('restore' in happened) {
      const id = resets[resets.length - 1 - happened.restore];
      if (id !== undefined) await takeBack(desk, id);
    } else if ('cards' in happened) {
      await files(async (tx) => {
        await tx.updateTable('cards').set({ item_key: null, gap_rank: 1 }).execute();
        const held = { item_key: 'gap', gap_rank: 0 } as const;
        if (happened.cards.length > 0) {
          await tx.updateTable('cards').set(held).where('id', 'in', happened.cards).execute();
        }
      });
    } else if ('kind' in happened) {
      const { kind } = happened;
      await files((tx) =>
        tx
          .updateTable('items')
          .set(kind === 'gone' ? { live: 0 } : { live: 1, kind })
          .execute(),
      );
    } else if ('retention' in happened) await settle({ desiredRetention: happened.retention });
    else await settle({ relearningStepsMs: happened.steps });
  };
}

/** Days on which all is answered easily: then the gap is closed. */
function learning(cards: readonly CardName[]): readonly Happened[] {
  const day = [...cards.map((review): Happened => ({ review, rating: 'easy' })), { wait: 10 }];
  return [...day, ...day];
}

async function keptLife(desk: TestDesk) {
  const life = await desk.store.read.selectFrom('gap_lives').selectAll().executeTakeFirstOrThrow();
  return changesOf(life);
}

describe('the record of a gap', () => {
  it('equals what readings and log fold to from scratch, whatever happens', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.subarray([...CARDS]),
        fc.boolean(),
        fc.array(happening, { minLength: 5, maxLength: 30 }),
        async (cards, isKnown, all) => {
          const desk = await openGap(cards);
          const happen = actor(desk);
          for (const happened of [...(isKnown ? learning(cards) : []), ...all]) {
            await happen(happened);
            const { changes } = await desk.store.write((tx) => lifeByLog(tx, desk, 1));
            expect(await keptLife(desk)).toEqual(changes);
          }
        },
      ),
      { numRuns: 50 },
    );
  }, 120_000);

  it('is the same when it is folded anew, and writes nothing to any log then', async () => {
    const desk = await openGap(['a', 'b']);
    const happen = actor(desk);
    for (let day = 0; day < 6; day++) {
      await happen({ review: 'a', rating: 'easy' });
      await happen({ review: 'b', rating: day === 5 ? 'again' : 'easy' });
      await happen({ wait: 30 });
    }
    const kept = await keptLife(desk);
    expect(kept.map(({ stage }) => stage)).toEqual(['carded', 'learning', 'closed', 'reopened']);
    const readings = await desk.store.read.selectFrom('gap_readings').selectAll().execute();
    await desk.store.write((tx) => tx.updateTable('gap_lives').set({ changes: '[]' }).execute());
    await desk.store.write((tx) => refollow(tx, desk, 'a'));
    expect(await keptLife(desk)).toEqual(kept);
    expect(await desk.store.read.selectFrom('gap_readings').selectAll().execute()).toEqual(readings);
  });

  it('does not care for crammed answers', async () => {
    const desk = await openGap(['a']);
    const happen = actor(desk);
    await happen({ cram: 'a' });
    expect((await keptLife(desk)).map(({ stage }) => stage)).toEqual(['carded']);
  });

  it('is compared with the log by the doctor, and repaired from it', async () => {
    const desk = await openGap(['a']);
    await actor(desk)({ review: 'a', rating: 'good' });
    const kept = await keptLife(desk);
    expect((await examine(desk, { repair: true })).findings).toEqual([]);
    await desk.store.write((tx) => tx.updateTable('gap_lives').set({ changes: '[]' }).execute());
    const { findings } = await examine(desk, { repair: false });
    expect(findings).toMatchObject([{ about: 'gap', of: 'eks/pods: gap', repairable: true }]);
    expect(findings[0]?.message).toMatch(/^was nothing, by the log carded .*, learning .* by a$/);
    expect(await examine(desk, { repair: true })).toMatchObject({ found: 1, repaired: 1 });
    expect(await keptLife(desk)).toEqual(kept);
  });

  it('adds nothing where the files say the same again', async () => {
    const desk = await openGap(['a']);
    desk.now = NOON + DAY;
    await desk.store.write((tx) => readGaps(tx, desk, ['eks']));
    expect(await desk.store.read.selectFrom('gap_readings').selectAll().execute()).toHaveLength(1);
  });
});
