import { expect, it } from 'vitest';
import { studyDayAt } from '../../server/log/desk.ts';
import { replayMoved } from '../../server/log/moved.ts';
import { rebuildMemories } from '../../server/log/rebuild.ts';
import { rehearse } from '../../server/log/replay.ts';
import { asCardId, asTopicId } from '../../server/schedule/ids.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import { addCards, answer, DAY, deskWith, NOON, openDesk, uuid } from '../support/desk.ts';

it('a card that moves into a topic while new settings of the topic are rehearsed is replayed by them', async () => {
  const desk = await openDesk();
  await addCards(desk, { id: 'a' }, { id: 'b', topic_id: asTopicId('eks/storage') });
  const [before] = await Promise.all(
    ['a', 'b'].map((cardId) =>
      answer(desk, { cardId: asCardId(cardId), rating: 'easy', reviewedAtMs: NOON - 3 * DAY }),
    ),
  );
  const strict = { ...DEFAULT_SCHEDULER, desiredRetention: 0.97 };
  const next = deskWith(desk, { schedulerOf: (id) => (id === 'eks/storage' ? strict : DEFAULT_SCHEDULER) });
  const replay = await rehearse(next, {
    concerns: (topicId) => topicId === 'eks/storage',
    dueTimes: 'decide',
    today: studyDayAt(desk, NOON),
  });
  const cause = () => ({ id: uuid(), name: 'test', receivedAtMs: NOON });
  await desk.store.write(async (tx, pause) => {
    await tx
      .updateTable('cards')
      .set({ topic_id: asTopicId('eks/storage') })
      .where('id', '=', asCardId('a'))
      .execute();
    const moved = { cardId: asCardId('a'), from: 'eks/pods', to: 'eks/storage' };
    await replayMoved(tx, desk, [moved], cause(), pause);
  });
  await desk.store.write((tx, pause) => replay.write(tx, cause(), pause));

  const memories = () => desk.store.read.selectFrom('memories').selectAll().orderBy('card_id').execute();
  const kept = await memories();
  expect(kept[0]?.due_day).toBeLessThan(before?.due?.dueDay ?? 0);
  await rebuildMemories(next);
  expect(await memories()).toEqual(kept);
});
