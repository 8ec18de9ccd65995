import { useMemo } from 'preact/hooks';
import type { CardDetail } from '../../server/http/schemas.ts';
import type { CurveReview } from '../charts/curve.ts';
import { ForgettingCurve } from '../charts/drawn.ts';
import { Figure } from '../charts/figure.tsx';
import { daysWords, numberWords, percentWords, timeWords } from '../words/format.ts';
import { words } from '../words/words.ts';
import { dueWords } from './card-state.tsx';

const DAY_MS = 86_400_000;
/** How far the curve runs past the due day, as a share of what comes before. */
const BEYOND = 0.15;

type Review = CardDetail['history'][number];

/** The card's forgetting curve so far, and when it falls due. */
export function CardCurve({ card }: { readonly card: CardDetail }) {
  const say = words().card;
  const counting = card.history.filter(isCounting).reverse();
  const [first] = counting;
  // Redraw only when the data or the words change.
  const drawn = useMemo(() => (first ? drawing(card, counting, first) : null), [card, words()]);
  if (!drawn) {
    return (
      <section class="card-part">
        <h2>{say.curve}</h2>
        <p class="hint">{say.curveNew}</p>
      </section>
    );
  }
  return (
    <Figure
      title={say.curve}
      sentence={sentence(card)}
      table={{
        caption: say.curveTable,
        columns: [say.columns.when, say.columns.what, say.columns.recall, say.columns.stability],
        rows: counting.map(({ reviewedAt, rating, predictedRecall, stability }) => [
          timeWords(reviewedAt),
          words().common.ratings[rating],
          predictedRecall === null ? words().common.none : percentWords(100 * predictedRecall),
          daysWords(stability),
        ]),
      }}
    >
      <ForgettingCurve {...drawn} />
    </Figure>
  );
}

function sentence(card: CardDetail): string {
  const say = words().card;
  const due = dueWords(card);
  return due === words().common.none ? say.curveSentence : `${say.curveSentence} ${say.curveDue(due)}`;
}

function isCounting(review: Review): review is Review & { readonly stability: number } {
  return review.counts && review.stability !== null;
}

function drawing(
  card: CardDetail,
  counting: readonly (Review & { readonly stability: number })[],
  first: Review,
): Parameters<typeof ForgettingCurve>[0] {
  const say = words().card;
  const startMs = Date.parse(first.reviewedAt);
  const dayOf = (ms: number) => (ms - startMs) / DAY_MS;
  const nowDay = Math.max(0, dayOf(Date.now()));
  const dueDay = card.dueAt === null ? nowDay : dayOf(Date.parse(card.dueAt));
  const end = Math.max(nowDay, dueDay);
  const day = (value: number) => numberWords(value, value < 10 ? 1 : 0);
  const share = (value: number) => percentWords(100 * value);
  return {
    title: say.curveTitle,
    description: sentence(card),
    reviews: counting.map(
      ({ reviewedAt, stability, rating }): CurveReview => ({
        day: dayOf(Date.parse(reviewedAt)),
        stability,
        passed: rating !== 'again',
      }),
    ),
    decay: card.decay,
    nowDay,
    untilDay: end + Math.max(1, end * BEYOND),
    desiredRetention: card.desiredRetention,
    x: { label: say.curveAxis, format: day },
    y: { label: say.recallAxis, format: share, tick: (value) => percentWords(100 * value, 0) },
    words: {
      passed: say.passed,
      failed: say.failed,
      now: say.now,
      desired: say.desired,
      place: (point, review) =>
        review
          ? say.curveReview(day(point.day), share(point.recall), review.passed)
          : say.curvePoint(day(point.day), share(point.recall)),
    },
  };
}
