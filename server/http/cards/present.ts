import type { CardFound } from '../../find/find.ts';
import type { ReviewDesk } from '../../log/desk.ts';
import type { Renderer } from '../../render/renderer.ts';
import type { Course } from '../../review/course.ts';
import { recall } from '../../schedule/recall.ts';
import type { CardToAsk } from '../../session/queue.ts';
import { iso, isoOrNull, percent } from '../figures.ts';
import { presentReview } from '../reviews/present.ts';
import type { CardDetail, CardSummary } from '../schemas.ts';

/** A card in a list, with its prompt as a line of text. */
export async function presentFound(
  { prompt, dueAtMs, recall, ...card }: CardFound,
  renderer: Renderer,
): Promise<CardSummary> {
  return {
    ...card,
    prompt: await renderer.plainText(prompt),
    dueAt: isoOrNull(dueAtMs),
    recallPercent: percent(recall),
  };
}

type Origin = 'prompt' | 'path' | 'line' | 'tags';
type Curve = 'recallPercent' | 'lastReviewedAt' | 'desiredRetention' | 'decay';

/** Where a card comes from. */
export async function presentOrigin(
  { path, note }: CardToAsk,
  renderer: Renderer,
): Promise<Pick<CardDetail, Origin>> {
  return { prompt: await renderer.plainText(note.prompt), path, line: note.line, tags: [...note.tags] };
}

/** The data for drawing a card's forgetting curve. */
export function presentCurve({ memory, topic }: CardToAsk, desk: ReviewDesk): Pick<CardDetail, Curve> {
  const { weights, desiredRetention } = desk.schedulerOf(topic.id);
  const decay = weights.at(-1);
  if (decay === undefined) throw new RangeError('There are no weights.');
  const seen = memory.state === 'new' ? null : memory;
  return {
    recallPercent: percent(seen && recall(seen, desk.clock(), weights)),
    lastReviewedAt: isoOrNull(seen?.lastReviewedAtMs),
    desiredRetention,
    decay,
  };
}

export function presentCourse({ reviews, acts }: Course): Pick<CardDetail, 'history' | 'acts'> {
  return {
    history: reviews.map(({ memory, counts, ...review }) => ({
      ...presentReview(review),
      stability: memory?.stability ?? null,
      difficulty: memory?.difficulty ?? null,
      counts,
    })),
    acts: acts.map(({ atMs, ...act }) => ({ ...act, at: iso(atMs) })),
  };
}
