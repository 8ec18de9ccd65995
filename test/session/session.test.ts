import { expect, it } from 'vitest';
import { asCardId, asTopicId } from '../../server/schedule/ids.ts';
import { sessionsToday } from '../../server/session/session.ts';
import { addCards, answer, openDesk, type TestDesk } from '../support/desk.ts';

const TOPICS = ['eks/dns', 'eks/pods', 'eks/rbac'].map(asTopicId);

async function waiting(desk: TestDesk) {
  const plans = await sessionsToday(desk);
  return new Map(plans.flatMap(({ topics }) => topics.map((topic) => [topic.topicId, topic.waiting])));
}

it('after a review only the topic of its card is computed again', async () => {
  const desk = await openDesk();
  await addCards(desk, ...TOPICS.map((topic) => ({ id: topic.slice(4), topic_id: topic })));
  const before = await waiting(desk);
  await answer(desk, { cardId: asCardId('pods') });
  const after = await waiting(desk);
  expect(TOPICS.filter((topic) => after.get(topic) !== before.get(topic))).toEqual(['eks/pods']);
});

it('with other settings, and on another study day, all topics are computed again', async () => {
  const desk = await openDesk();
  await addCards(desk, ...TOPICS.map((topic) => ({ id: topic.slice(4), topic_id: topic })));
  const before = await waiting(desk);
  Object.assign(desk, { sessionSettings: { ...desk.sessionSettings, newOrder: 'random' } });
  const shuffled = await waiting(desk);
  desk.now += 24 * 3_600_000;
  const tomorrow = await waiting(desk);
  for (const topic of TOPICS) {
    expect(new Set([before, shuffled, tomorrow].map((day) => day.get(topic))).size).toBe(3);
  }
});
