// Building blocks of orders.
import { fractionOf } from '../hash.ts';
import type { Candidate, StudyDay } from '../types.ts';
import type { Day, Figure, Order } from './types.ts';

/** By the first figure in which two cards differ, otherwise by id. */
export function by<Card extends Pick<Candidate, 'cardId'>>(...figures: readonly Figure<Card>[]): Order<Card> {
  return (a, b) => {
    for (const figure of figures) {
      const difference = figure(a) - figure(b);
      // The difference of two infinite figures is NaN.
      if (difference < 0 || difference > 0) return difference;
    }
    return a.cardId < b.cardId ? -1 : Number(a.cardId > b.cardId);
  };
}

/** A card's place in the shuffle of a study day: the same all day, wherever it is asked. */
export function chance(studyDay: StudyDay): Figure<Pick<Candidate, 'cardId'>> {
  const drawn = new Map<string, number>();
  return ({ cardId }) => {
    const place = drawn.get(cardId) ?? fractionOf(`${studyDay} ${cardId}`);
    drawn.set(cardId, place);
    return place;
  };
}

/** A seen card without a due time is due. */
export function dueAt({ dueAtMs }: Pick<Candidate, 'dueAtMs'>): number {
  return dueAtMs ?? Number.NEGATIVE_INFINITY;
}

/** Whether the step that a card is on ends before the study day does. */
export function endsToday(
  card: Pick<Candidate, 'dueAtMs'>,
  { studyDayEndMs }: Pick<Day, 'studyDayEndMs'>,
): boolean {
  return dueAt(card) < studyDayEndMs;
}
