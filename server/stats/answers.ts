import type { ReviewDesk } from '../log/desk.ts';
import type { Rating } from '../schedule/types.ts';
import { KINDS, type Kind } from './counted.ts';
import { answersOf, type Figures } from './figures.ts';
import { type Span, sumOf } from './span.ts';

/** How often each button was pressed. */
export type Answers = Readonly<Record<Rating, number>>;

/** How often each button was pressed over a span, by the kind of the card when it was asked. */
export async function answers(
  desk: ReviewDesk,
  span: Span,
): Promise<Readonly<Record<Kind | 'all', Answers>>> {
  return answersByKind(await sumOf(desk, span));
}

/** The answers by kind of card, and over all kinds. */
export function answersByKind(figures: Figures): Readonly<Record<Kind | 'all', Answers>> {
  const [learning, young, mature] = KINDS.map((kind) => answersOf(figures, kind));
  const sum = (index: number) => KINDS.reduce((all, kind) => all + (answersOf(figures, kind)[index] ?? 0), 0);
  return {
    learning: named(learning),
    young: named(young),
    mature: named(mature),
    all: named([sum(0), sum(1), sum(2), sum(3)]),
  };
}

function named([again = 0, hard = 0, good = 0, easy = 0]: readonly number[] = []): Answers {
  return { again, hard, good, easy };
}
