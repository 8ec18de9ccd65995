import { describe, expect, it } from 'vitest';
import { act } from '../../server/review/acts.ts';
import { undo } from '../../server/review/undo.ts';
import { asCardId, asEventId, asPlanId, asTopicId } from '../../server/schedule/ids.ts';
import { DEFAULT_SESSION } from '../../server/schedule/settings.ts';
import { studyDayStart } from '../../server/schedule/study-day.ts';
import { dueCounts } from '../../server/session/due.ts';
import { queue } from '../../server/session/queue.ts';
import {
  addCards,
  answer,
  DAY,
  deskWith,
  HOUR,
  MINUTE,
  NOON,
  openDesk,
  type TestDesk,
  uuid,
} from '../support/desk.ts';

const asked = async (desk: TestDesk, part = {}) =>
  (await queue(desk, { limit: 100, ...part })).cards.map((card) => card.cardId);

const cards = (count: number, values = {}, prefix = 'card') =>
  Array.from({ length: count }, (_, i) => ({ id: `${prefix}-${i}`, position: i, ...values }));

const limits = (newPerDay: number, reviewsPerDay = 200) => ({
  sessionSettings: { ...DEFAULT_SESSION, newPerDay, reviewsPerDay },
});

const answerEasy = (desk: TestDesk, cardId: string) =>
  answer(desk, { cardId: asCardId(cardId), rating: 'easy' });

/** Answers a card with "easy" 60 days ago, so that it is due for review by today. */
async function dueReview(desk: TestDesk, cardId: string): Promise<void> {
  await answer(desk, { cardId: asCardId(cardId), rating: 'easy', reviewedAtMs: desk.now - 60 * DAY });
}

describe("today's session", () => {
  it('counts what is due, in total and per topic, and shows when the next card is due', async () => {
    const desk = await openDesk(limits(2));
    await addCards(
      desk,
      ...cards(2, { topic_id: 'eks/pods' }, 'pod'),
      ...cards(3, { topic_id: 'eks/nodes', position: 10 }, 'node'),
    );
    expect(await dueCounts(desk)).toEqual({
      asOfMs: NOON,
      studyDay: 20_780,
      total: 2,
      new: 2,
      learning: 0,
      review: 0,
      backlog: 3,
      heldBack: { new: { cards: 3, days: 2 }, review: { cards: 0, days: 0 } },
      nextDueAtMs: studyDayStart(20_781, desk.learner),
      topics: [{ id: 'eks/pods', title: 'The topic eks/pods', total: 2, new: 2, learning: 0, review: 0 }],
    });
  });

  it('counts a card on a step as learning until the day ends, and asks it when the step is over', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    const { due } = await answer(desk, { rating: 'again' });
    expect(await dueCounts(desk)).toMatchObject({ total: 1, learning: 1, nextDueAtMs: due?.dueAtMs });
    desk.now = due?.dueAtMs ?? 0;
    expect(await asked(desk)).toEqual(['a']);
  });

  it('changes as time passes, even if nothing is written', async () => {
    const desk = await openDesk({ sessionSettings: { ...DEFAULT_SESSION, learnAheadMs: 0 } });
    await addCards(desk, { id: 'a' });
    const { due } = await answer(desk, { rating: 'good' });
    expect(await asked(desk)).toEqual([]);
    desk.now = (due?.dueAtMs ?? 0) - 1;
    expect(await asked(desk)).toEqual([]);
    desk.now += 1;
    expect(await asked(desk)).toEqual(['a']);
    desk.now -= 1;
    expect(await asked(desk)).toEqual([]);
  });

  it('introduces at most the limit of new cards each day', async () => {
    const desk = await openDesk(limits(2));
    await addCards(desk, ...cards(5));
    expect(await asked(desk)).toEqual(['card-0', 'card-1']);
    await answerEasy(desk, 'card-0');
    expect(await asked(desk)).toEqual(['card-1']);
    await answerEasy(desk, 'card-1');
    expect(await dueCounts(desk)).toMatchObject({ total: 0, backlog: 3 });
    desk.now += DAY;
    expect(await dueCounts(desk)).toMatchObject({ new: 2, backlog: 1 });
  });

  it('makes room for another new card when the review of one is undone', async () => {
    const desk = await openDesk(limits(1));
    await addCards(desk, ...cards(2));
    const { lastReviewId } = await answerEasy(desk, 'card-0');
    expect(await asked(desk)).toEqual([]);
    await undo(desk, lastReviewId ?? asEventId(''));
    expect(await asked(desk)).toEqual(['card-0']);
  });

  it('introduces the cards of a gap found today beyond the limit', async () => {
    const desk = await openDesk(limits(1));
    await addCards(
      desk,
      { id: 'plain', position: 1 },
      { id: 'plain-2', position: 2 },
      { id: 'gap', position: 9, urgentDay: 20_780, gap_rank: 0 },
    );
    expect(await asked(desk)).toEqual(['gap', 'plain']);
    await answerEasy(desk, 'gap');
    expect(await asked(desk)).toEqual(['plain']);
    expect(await dueCounts(desk)).toMatchObject({ new: 1, backlog: 1 });
  });

  it('asks at most the limit of reviews each day', async () => {
    const desk = await openDesk(limits(0, 2));
    await addCards(desk, ...cards(3));
    for (const { id } of cards(3)) await dueReview(desk, id);
    expect(await dueCounts(desk)).toMatchObject({ total: 2, review: 2, backlog: 1 });
    await answer(desk, { cardId: asCardId('card-0'), rating: 'good' });
    expect(await dueCounts(desk)).toMatchObject({ total: 1, review: 1, backlog: 1 });
  });

  it('asks only one card of a note each day', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'pool.c1' }, { id: 'pool.c2' }, { id: 'other' });
    expect(await asked(desk)).toEqual(['pool.c1', 'other']);
    await answerEasy(desk, 'pool.c1');
    expect(await asked(desk)).toEqual(['other']);
    desk.now += DAY;
    expect(await asked(desk)).toEqual(['pool.c2', 'other']);
  });

  it('leaves out cards that are set aside, suspended or buried', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'gone', live: 0 }, { id: 'a' }, { id: 'b' }, { id: 'c' });
    for (const id of ['gone', 'a', 'b']) await dueReview(desk, id);
    await act(desk, { id: asEventId(uuid()), cardId: asCardId('a'), act: 'suspend' });
    await act(desk, { id: asEventId(uuid()), cardId: asCardId('b'), act: 'bury' });
    await act(desk, { id: asEventId(uuid()), cardId: asCardId('c'), act: 'bury' });
    expect(await asked(desk)).toEqual([]);
    expect(await dueCounts(desk)).toMatchObject({ total: 0, backlog: 0, topics: [] });
    desk.now += DAY;
    expect((await asked(desk)).sort()).toEqual(['b', 'c']);
  });

  it('applies the limits to each plan separately', async () => {
    const desk = await openDesk(limits(1));
    await addCards(desk, ...cards(2), ...cards(2, { plan_id: 'terraform' }, 'tf'));
    expect(await asked(desk)).toEqual(['card-0', 'tf-0']);
    expect(await asked(desk, { planId: 'terraform' })).toEqual(['tf-0']);
    expect(await dueCounts(desk)).toMatchObject({ total: 2, backlog: 2 });
    expect(await dueCounts(desk, { planId: asPlanId('eks') })).toMatchObject({ total: 1, backlog: 1 });
    expect(await dueCounts(desk, { planId: asPlanId('none') })).toMatchObject({ total: 0, topics: [] });
  });

  it("of a single topic holds its cards, within what is left of the plan's limits", async () => {
    const desk = await openDesk(limits(2));
    const b = asTopicId('eks/b');
    await addCards(
      desk,
      { id: 'a', topic_id: asTopicId('eks/a'), position: 1 },
      { id: 'b1', topic_id: b, position: 2 },
      { id: 'b2', topic_id: b, position: 3 },
      { id: 'b3', topic_id: b, position: 4 },
    );
    expect(await asked(desk)).toEqual(['a', 'b1']);
    expect(await asked(desk, { topicId: b })).toEqual(['b1', 'b2']);
    expect(await dueCounts(desk, { topicId: b })).toMatchObject({
      total: 2,
      new: 2,
      backlog: 1,
      nextDueAtMs: studyDayStart(20_781, desk.learner),
      topics: [{ id: 'eks/b', total: 2 }],
    });
    await answerEasy(desk, 'a');
    expect(await asked(desk, { topicId: b })).toEqual(['b1']);
    await answerEasy(desk, 'b1');
    expect(await asked(desk, { topicId: b })).toEqual([]);
    expect(await dueCounts(desk, { topicId: b })).toMatchObject({ total: 0, backlog: 2, topics: [] });
  });

  it('applies the limits of a topic within those of its plan, and estimates the days that its backlog takes', async () => {
    const desk = await openDesk();
    const narrow = { ...DEFAULT_SESSION, newPerDay: 1 };
    const settled = deskWith(desk, {
      sessionSettingsOf: (id) => (id === 'eks/rbac' ? narrow : DEFAULT_SESSION),
    });
    const rbac = asTopicId('eks/rbac');
    const inRbac = ['a', 'b', 'c', 'd'].map((id) => ({ id, topic_id: rbac }));
    await addCards(desk, ...inRbac, { id: 'e' });
    expect(await dueCounts(settled)).toMatchObject({
      new: 2,
      backlog: 3,
      heldBack: { new: { cards: 3, days: 3 }, review: { cards: 0, days: 0 } },
    });
    await answerEasy(desk, 'a');
    expect(await dueCounts(settled, { topicId: rbac })).toMatchObject({
      new: 0,
      heldBack: { new: { cards: 3, days: 3 } },
    });
  });

  it('of a single topic follows the order that is set for the topic', async () => {
    const desk = await openDesk();
    const backwards = { ...DEFAULT_SESSION, reviewOrder: 'rising-recall' } as const;
    const settled = deskWith(desk, {
      sessionSettingsOf: (id) => (id === 'eks' ? DEFAULT_SESSION : backwards),
    });
    await addCards(desk, { id: 'a' }, { id: 'b' }, { id: 'c' });
    for (const [cardId, days] of [
      ['a', 90],
      ['b', 110],
      ['c', 100],
    ] as const)
      await answer(desk, { cardId: asCardId(cardId), rating: 'easy', reviewedAtMs: NOON - days * DAY });
    expect(await asked(settled, { planId: 'eks' })).toEqual(['a', 'c', 'b']);
    expect(await asked(settled, { topicId: 'eks/pods' })).toEqual(['b', 'c', 'a']);
  });

  it('follows the learner to another time zone at once', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a' });
    await answer(desk, { rating: 'easy', reviewedAtMs: NOON - 30 * DAY });
    const there = deskWith(desk, { learner: { ...desk.learner, zone: 'Pacific/Auckland' } });
    there.now = NOON + 6 * HOUR;
    expect((await dueCounts(there)).studyDay).toBe(20_781);
    expect(await asked(there)).toEqual(['a']);
  });

  it('includes new cards and cards that come back to the files', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'a', live: 0 });
    expect(await asked(desk)).toEqual([]);
    await desk.store.write((tx) => tx.updateTable('cards').set({ live: 1 }).execute());
    expect(await asked(desk)).toEqual(['a']);
    await addCards(desk, { id: 'b', position: 5 });
    expect(await asked(desk)).toEqual(['a', 'b']);
  });
});

describe('the queue', () => {
  it('returns all that is needed to ask a card', async () => {
    const desk = await openDesk();
    await addCards(desk, { id: 'pool.c1', kind: 'cloze', item_key: 'vpc cni' });
    await desk.store.write((tx) =>
      tx
        .insertInto('items')
        .values({
          topic_id: asTopicId('eks/pods'),
          key: 'vpc cni',
          kind: 'gap',
          text: 'VPC CNI',
          detail: '[]',
          position: 0,
          aliases: '[]',
          live: 1,
        })
        .execute(),
    );
    const [card] = (await queue(desk, { limit: 1 })).cards;
    expect(card).toMatchObject({
      cardId: 'pool.c1',
      noteId: 'pool',
      kind: 'cloze',
      live: true,
      topic: { id: 'eks/pods', title: 'The topic eks/pods' },
      item: { key: 'vpc cni', text: 'VPC CNI', kind: 'gap' },
      note: { prompt: 'What is pool?', body: 'That.' },
      path: 'eks/pods.md',
      lang: null,
      links: '',
      memory: { state: 'new' },
      lastReviewId: null,
    });
    expect(card?.previews.again).toEqual({ dueAtMs: NOON + MINUTE, dueDay: 20_780, intervalDays: 0 });
    expect(card?.previews.easy.intervalDays).toBeGreaterThan(1);
  });

  it('is limited in length and keeps the order of the session', async () => {
    const desk = await openDesk();
    await addCards(desk, ...cards(8));
    const all = await asked(desk);
    expect(await asked(desk, { limit: 3 })).toEqual(all.slice(0, 3));
    expect(await asked(desk, { limit: 0 })).toEqual([]);
  });
});
