import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCursor, writeCursor } from '../../server/find/cursor.ts';
import { type CardsSought, findCards } from '../../server/find/find.ts';
import { ORDERS } from '../../server/find/place.ts';
import { readSearch } from '../../server/find/search.ts';
import { act } from '../../server/review/acts.ts';
import { asCardId, asEventId, asPlanId, asTopicId } from '../../server/schedule/ids.ts';
import { addCards, answer, DAY, openDesk, type TestDesk, uuid } from '../support/desk.ts';
import { openWorld } from '../support/tenax.ts';

const sought = (typed: string, more: Partial<CardsSought> = {}): CardsSought => ({
  conditions: readSearch(typed),
  sorting: { order: 'relevance', descending: false },
  cursor: null,
  limit: 50,
  ...more,
});
const ids = async (desk: TestDesk, typed: string, more: Partial<CardsSought> = {}) =>
  (await findCards(desk, sought(typed, more))).cards.map(({ cardId }) => cardId);

const deck = (notes: Readonly<Record<string, string>>) =>
  `# Storage\n\n${Object.entries(notes)
    .map(([comment, text]) => `### ${text.split('|')[0]}\n<!-- ${comment} -->\n\n${text.split('|')[1]}\n`)
    .join('\n')}`;

const openLibrary = async (notes: Readonly<Record<string, string>>) => {
  const world = await openWorld({ 'k8s/plan.md': '# K8s\n\n## Storage\n', 'k8s/storage.md': deck(notes) });
  const found = async (typed: string) =>
    (await findCards(world.tenax.desk, sought(typed))).cards.map(({ cardId }) => cardId);
  return { world, found };
};

describe('finding cards by words', () => {
  it('matches the beginning of every word in heading and body, without regard to case and accents', async () => {
    const { found } = await openLibrary({
      'id: a': 'What is a Volume?|Storage for Pods.',
      'id: b': '¿Qué es un volumen?|Almacenamiento según el Pod.',
    });
    expect(await found('vol pod')).toEqual(['a', 'b']);
    expect(await found('VOLUME')).toEqual(['a', 'b']);
    expect(await found('"volume"')).toEqual(['a']);
    expect(await found('segun')).toEqual(['b']);
    expect(await found('volume nothing')).toEqual([]);
    expect(await found('"for pods"')).toEqual(['a']);
    expect(await found('pods -storage')).toEqual([]);
  });

  it('lists cards with the words in their heading first', async () => {
    const { found } = await openLibrary({
      'id: a': 'What is bound?|A claim.',
      'id: b': 'What is a claim?|A wish for storage.',
    });
    expect(await found('claim')).toEqual(['b', 'a']);
  });

  it('finds every card of a note, and the hidden text of a cloze', async () => {
    const { found } = await openLibrary({ 'id: a': 'Modes|{{c1::Once}} and {{c2::many}}.' });
    expect(await found('once')).toEqual(['a.c1', 'a.c2']);
  });

  it('follows changes of the files', async () => {
    const { world, found } = await openLibrary({ 'id: a; tags: old': 'What is a claim?|A wish.' });
    await world.write('k8s/storage.md', deck({ 'id: a; tags: new': 'What is a class?|A kind.' }), 50_000);
    await world.tenax.library.scan();
    expect([
      await found('claim'),
      await found('class'),
      await found('tag:old'),
      await found('tag:NEW'),
    ]).toEqual([[], ['a'], [], ['a']]);
    await world.write('k8s/storage.md', '# Storage\n', 40_000);
    await world.tenax.library.scan();
    expect([await found('class'), await found('class is:set-aside')]).toEqual([[], ['a']]);
  });
});

describe('finding cards by status and place', () => {
  it('distinguishes due, new, suspended and buried cards', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' });
    for (const cardId of ['a', 'b', 'c']) await answer(desk, { cardId: asCardId(cardId), rating: 'easy' });
    await act(desk, { id: asEventId(uuid()), cardId: asCardId('b'), act: 'suspend' });
    expect(await ids(desk, 'is:due')).toEqual([]);
    desk.now += 400 * DAY;
    await act(desk, { id: asEventId(uuid()), cardId: asCardId('c'), act: 'bury' });
    expect(await ids(desk, 'is:due')).toEqual(['a']);
    expect(await ids(desk, 'is:suspended')).toEqual(['b']);
    expect(await ids(desk, 'is:buried')).toEqual(['c']);
    expect(await ids(desk, 'is:new')).toEqual(['d']);
    expect(await ids(desk, '-is:new -is:due')).toEqual(['b', 'c']);
    desk.now += DAY;
    expect(await ids(desk, 'is:due')).toEqual(['a', 'c']);
  });

  it('finds leeches by the leech threshold of their topic', async () => {
    const desk = await openDesk({ leechThresholdOf: () => 2 });
    await addCards(desk, { id: 'a' }, { id: 'b' });
    for (let lapse = 0; lapse < 2; lapse++) {
      await answer(desk, { rating: 'easy' });
      desk.now += 100 * DAY;
      await answer(desk, { rating: 'again' });
    }
    expect(await ids(desk, 'is:leech')).toEqual(['a']);
  });

  it('filters by plan, and by the id or the name of a topic', async () => {
    const desk = await openDesk();
    await addCards(
      desk,
      { id: 'a' },
      { id: 'b', plan_id: asPlanId('k8s') },
      { id: 'c', topic_id: asTopicId('eks/dns') },
    );
    expect(await ids(desk, 'topic:pods')).toEqual(['a', 'b']);
    expect(await ids(desk, 'topic:eks/pods')).toEqual(['a']);
    expect(await ids(desk, 'plan:eks')).toEqual(['a', 'c']);
    expect(await ids(desk, 'plan:eks -topic:dns')).toEqual(['a']);
  });
});

describe('the order of found cards', () => {
  it('sorts by due time in either direction, with cards that have none at the end', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'new' }, { id: 'soon' }, { id: 'late' });
    await answer(desk, { cardId: asCardId('late'), rating: 'easy' });
    await answer(desk, { cardId: asCardId('soon'), rating: 'again' });
    const by = (descending: boolean) => ids(desk, '', { sorting: { order: 'due', descending } });
    expect(await by(false)).toEqual(['soon', 'late', 'new']);
    expect(await by(true)).toEqual(['late', 'soon', 'new']);
  });

  it('continues after the previous page, in every order, while time passes', async () => {
    const desk = await openDesk();
    const all = Array.from({ length: 12 }, (_, i) => `card-${i}`);
    await addCards(desk, ...all.map((id, i) => ({ id, position: (i * 7) % 5 })));
    for (const cardId of all.slice(0, 8)) await answer(desk, { cardId: asCardId(cardId), rating: 'easy' });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ORDERS),
        fc.boolean(),
        fc.integer({ min: 1, max: 12 }),
        async (order, descending, limit) => {
          const search = sought('', { sorting: { order, descending }, limit });
          const whole = (await findCards(desk, { ...search, limit: 50 })).cards.map(({ cardId }) => cardId);
          const paged: string[] = [];
          let cursor: CardsSought['cursor'] = null;
          do {
            const page = await findCards(desk, { ...search, cursor });
            expect(page.total).toBe(all.length);
            paged.push(...page.cards.map(({ cardId }) => cardId));
            cursor = page.next && readCursor(writeCursor(page.next));
            desk.now += 1000;
          } while (cursor);
          expect(paged).toEqual(whole);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('rejects an invalid cursor', () => {
    fc.assert(fc.property(fc.string(), (made) => readCursor(made) === null));
  });
});
