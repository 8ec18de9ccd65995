import type { ExplainedCard } from '../../server/http/schemas.ts';
import { dateWords, percentWords } from '../words/format.ts';
import { words } from '../words/words.ts';

/** How many points of each explanation were ticked, from the first time to the last. */
export function Explained({ cards }: { readonly cards: readonly ExplainedCard[] }) {
  if (cards.length === 0) return null;
  const say = words().topic;
  return (
    <section class="scores" aria-labelledby="explained">
      <h2 id="explained">{say.explained}</h2>
      <p class="hint">{say.explainedHint}</p>
      {cards.map((card) => (
        <Exercise key={card.cardId} card={card} />
      ))}
    </section>
  );
}

function Exercise({ card: { cardId, prompt, scores } }: { readonly card: ExplainedCard }) {
  const say = words().topic;
  const first = scores[0];
  const last = scores.at(-1);
  if (!first || !last) return null;
  return (
    <article class="score">
      <h3>
        <a href={`/cards/${encodeURIComponent(cardId)}`}>
          <bdi>{prompt}</bdi>
        </a>{' '}
        <strong>{percentWords(last.percent)}</strong>
      </h3>
      <p class="hint">
        {scores.length === 1
          ? say.explainedOnce(dateWords(first.at))
          : say.explainedSince(percentWords(first.percent), dateWords(first.at))}
      </p>
      {scores.length > 1 && (
        <details>
          <summary>{say.explanations(scores.length)}</summary>
          <ul>
            {scores.map(({ at, percent, points }) => (
              <li key={at}>
                {dateWords(at)}: {percentWords(percent)},{' '}
                {say.seenOf(points.filter(Boolean).length, points.length)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}
