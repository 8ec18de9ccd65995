// Review histories for training: written by hand, or of a learner who forgets as the weights predict.

import { gatherHistory, type ReviewHistory } from '../../server/optimize/history.ts';
import { forgettingCurve } from '../../server/schedule/algorithm.ts';
import { asCardId, asEventId } from '../../server/schedule/ids.ts';
import { grade, NEW } from '../../server/schedule/memory.ts';
import { DEFAULT_SCHEDULER } from '../../server/schedule/settings.ts';
import { DAY_MS } from '../../server/schedule/study-day.ts';
import type { Memory, Rating } from '../../server/schedule/types.ts';

type Reviews = Parameters<ReturnType<typeof gatherHistory>['add']>[0];

function reviewed(cardId: string, studyDay: number, place: number, rating: Rating): Reviews[number] {
  return {
    id: asEventId(`${cardId} ${place}`),
    cardId: asCardId(cardId),
    type: 'reviewed',
    mode: 'review',
    rating,
    studyDay,
    atMs: studyDay * DAY_MS + place,
    due: { dueAtMs: 0, dueDay: 0, intervalDays: 0 },
  };
}

/** Reviews of a card on these study days, by default all good. */
export function reviewsOf(cardId: string, days: readonly number[], ratings: readonly Rating[] = []): Reviews {
  return days.map((day, place) => reviewed(cardId, day, place, ratings[place] ?? 'good'));
}

/** The history of a learner who starts a card a day and forgets exactly as often as these weights predict. */
export function learner({ cards, weights }: { cards: number; weights: readonly number[] }): ReviewHistory {
  const settings = { ...DEFAULT_SCHEDULER, weights };
  const recallAfter = forgettingCurve(weights);
  const random = randomFrom(1);
  const history = gatherHistory();
  for (let card = 0; card < cards; card++) {
    const reviews: Reviews[number][] = [];
    let memory: Memory = NEW;
    let day = card;
    for (let place = 0; place < 12; place++) {
      const recalled =
        memory.state === 'new' || random() < recallAfter(day - memory.lastStudyDay, memory.stability);
      const review = reviewed(`card-${card}`, day, place, recalled ? 'good' : 'again');
      reviews.push(review);
      const cardId = review.cardId;
      memory = grade(
        memory,
        { cardId, rating: review.rating, reviewedAtMs: review.atMs, studyDay: day },
        settings,
      ).memory;
      day += Math.max(1, Math.round(memory.stability * (0.5 + random())));
    }
    history.add(reviews);
  }
  return history.done();
}

/** Numbers from 0 to 1, the same for the same seed (the minimal standard generator of Park and Miller, 1988). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
