// The present state of a card, for answers to acts.
import { type CardNow as Left, type ReviewDesk, studyDayAt } from '../../log/desk.ts';
import type { Renderer } from '../../render/renderer.ts';
import type { CardHistory } from '../../schedule/types.ts';
import { askedAsLeft, type CardToAsk } from '../../session/queue.ts';
import { isoOrNull } from '../figures.ts';
import { presentCard } from '../queue/present.ts';
import type { CardNow } from '../reviews/schema.ts';
import { unknownCard } from '../unknown.ts';

/** A card after an act. @throws ApiProblem 404 if there never was such a card. */
export async function presentLeft(desk: ReviewDesk, renderer: Renderer, left: Left): Promise<CardNow> {
  const card = await askedAsLeft(desk, left);
  if (!card) throw unknownCard(left.cardId);
  return presentCardNow(desk, renderer, card);
}

export async function presentCardNow(
  desk: ReviewDesk,
  renderer: Renderer,
  card: CardToAsk,
): Promise<CardNow> {
  return { ...(await presentCard(card, renderer)), ...presentFigures(card, desk), setAside: !card.live };
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
