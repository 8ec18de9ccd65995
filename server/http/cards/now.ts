// The present state of a card, for answers to acts.
import { type ReviewDesk, studyDayAt } from '../../log/desk.ts';
import type { CardHistory } from '../../schedule/types.ts';
import { cardToAsk } from '../../session/queue.ts';
import { isoOrNull } from '../figures.ts';
import { presentCard } from '../queue/present.ts';
import type { CardNow } from '../reviews/schema.ts';
import type { Services } from '../services.ts';
import { unknownCard } from '../unknown.ts';

/** The present state of a card; null if it never existed. */
export async function presentCardNow({ desk, renderer }: Services, cardId: string): Promise<CardNow | null> {
  const card = await cardToAsk(desk, cardId);
  return card
    ? { ...presentCard(card, renderer), ...presentFigures(card, desk), setAside: !card.live }
    : null;
}

/** The present state of a card. @throws ApiProblem 404 if it never existed. */
export async function presentKnownCard(services: Services, cardId: string): Promise<CardNow> {
  const card = await presentCardNow(services, cardId);
  if (!card) throw unknownCard(cardId);
  return card;
}

function presentFigures({ memory, due, suspended, buriedDay }: CardHistory, desk: ReviewDesk) {
  const seen = memory.state === 'new' ? null : memory;
  return {
    stability: seen?.stability ?? null,
    difficulty: seen?.difficulty ?? null,
    dueAt: isoOrNull(due?.dueAtMs),
    reps: seen?.reps ?? 0,
    lapses: seen?.lapses ?? 0,
    suspended,
    buried: buriedDay === studyDayAt(desk, desk.clock()),
  };
}
