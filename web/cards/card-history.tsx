import { useId, useState } from 'preact/hooks';
import type { CardDetail } from '../../server/http/schemas.ts';
import { Scrolls } from '../ui/scrolls.tsx';
import { daysWords, percentTenths, tenthsWords, timeWords } from '../words/format.ts';
import { words } from '../words/words.ts';

type Review = CardDetail['history'][number];
type Act = CardDetail['acts'][number];

type Happening = { readonly at: string } & (
  | { readonly review: Review; readonly act?: never }
  | { readonly act: Act; readonly review?: never }
);

/** How many of the latest events are shown at first. */
const LATEST = 20;

/** Everything that happened to a card, latest first. Events that no longer count are dimmed. */
export function CardHistory({ card }: { readonly card: CardDetail }) {
  const say = words().card;
  const title = useId();
  const [all, setAll] = useState(false);
  const happenings: readonly Happening[] = [
    ...card.history.map((review) => ({ at: review.reviewedAt, review })),
    ...card.acts.map((act) => ({ at: act.at, act })),
  ].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return (
    <section class="card-part">
      <h2 id={title}>{say.history}</h2>
      {happenings.length === 0 && (
        <p class="hint">
          {say.noHistory} <a href={`/review?topic=${encodeURIComponent(card.topic.id)}`}>{say.reviewTopic}</a>
        </p>
      )}
      {happenings.length > 0 && (
        <Scrolls labelledBy={title}>
          <table class="card-history">
            <thead>
              <tr>
                {Object.values(say.columns).map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {happenings.slice(0, all ? undefined : LATEST).map(({ at, review, act }) => (
                <tr key={review?.id ?? act?.id} class={review?.counts ? undefined : 'past'}>
                  <th scope="row">
                    <time dateTime={at}>{timeWords(at)}</time>
                  </th>
                  {review && <ReviewCells review={review} />}
                  {act && (
                    <td colSpan={6}>
                      {say.acted[act.act]}
                      {act.undone && <span class="card-mark">{say.undone}</span>}
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolls>
      )}
      {!all && happenings.length > LATEST && (
        <button type="button" class="button quiet small" onClick={() => setAll(true)}>
          {say.showAll(happenings.length)}
        </button>
      )}
    </section>
  );
}

function ReviewCells({ review }: { readonly review: Review }) {
  const say = words().card;
  const { none, ratings } = words().common;
  const { rating, predictedRecall, intervalDays, stability, difficulty, durationMs } = review;
  return (
    <>
      <td>
        <span class={`rating-word ${rating}`}>{ratings[rating]}</span>
        {review.undone && <span class="card-mark">{say.undone}</span>}
        {!review.undone && stability === null && <span class="card-mark">{say.crammed}</span>}
      </td>
      <td>{predictedRecall === null ? none : percentTenths(100 * predictedRecall)}</td>
      <td>{intervalDays === null ? none : intervalDays === 0 ? say.today : daysWords(intervalDays)}</td>
      <td>{stability === null ? none : daysWords(stability)}</td>
      <td>{difficulty === null ? none : tenthsWords(difficulty)}</td>
      <td>{durationMs === null ? none : say.seconds(durationMs / 1000)}</td>
    </>
  );
}
