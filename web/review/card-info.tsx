import type { CardDetail } from '../../server/http/schemas.ts';
import { api, topicPath } from '../api.ts';
import { Failure } from '../frame/failure.tsx';
import { Inline } from '../ui/inline.tsx';
import { Loading } from '../ui/page.tsx';
import { useResource } from '../ui/resource.ts';
import { Scrolls } from '../ui/scrolls.tsx';
import { dateWords, numberWords, percentWords, spanWords, whenWords } from '../words/format.ts';
import { words } from '../words/words.ts';

const REVIEWS_SHOWN = 8;
const DAY_MS = 86_400_000;

/** Everything about a card except its answer. */
export function CardInfo({ cardId }: { readonly cardId: string }) {
  const [card, reload] = useResource(async () => (await api.card(cardId)).value, cardId);
  if (card.state === 'loading') return <Loading />;
  if (card.state === 'failed') return <Failure error={card.error} retry={reload} />;
  return (
    <>
      <Facts card={card.value} />
      <History history={card.value.history} />
      <p>
        <a href={`/cards/${encodeURIComponent(cardId)}`}>{words().review.about.page}</a>
      </p>
    </>
  );
}

function Facts({ card }: { readonly card: CardDetail }) {
  const say = words().review.about;
  const { none } = words().common;
  const facts = [
    [
      say.topic,
      <a class="topic-link" href={`/topics/${topicPath(card.topic.id)}`}>
        <bdi>{card.topic.title}</bdi>
      </a>,
    ],
    [say.item, card.item === null ? say.noItem : <Inline text={card.item} />],
    [say.state, stateWords(card)],
    [say.recall, card.recallPercent === null ? none : percentWords(card.recallPercent)],
    [say.stability, card.stability === null ? none : spanWords(card.stability * DAY_MS)],
    [say.difficulty, card.difficulty === null ? none : say.outOfTen(card.difficulty)],
    [say.due, card.dueAt === null ? none : whenWords(card.dueAt, Date.now())],
    [say.counts, `${numberWords(card.reps)} · ${numberWords(card.lapses)}`],
    [say.source, say.line(<code>{card.path}</code>, card.line)],
  ] as const;
  return (
    <dl class="info-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** `in review, a leech, suspended`. */
function stateWords({ state, leech, ...card }: CardDetail): string {
  const { leech: aLeech, hidden } = words().review.about;
  const isHidden = (['suspended', 'buried', 'setAside'] as const).filter((each) => card[each]);
  return [
    words().common.states[state],
    ...(leech ? [aLeech] : []),
    ...isHidden.map((each) => hidden[each]),
  ].join(', ');
}

function History({ history }: Pick<CardDetail, 'history'>) {
  const say = words().review.about;
  const { none, ratings } = words().common;
  const earlier = history.length - REVIEWS_SHOWN;
  return (
    <div class="info-history">
      <h3 id="card-history">{say.history}</h3>
      {history.length === 0 && <p class="hint">{say.never}</p>}
      {history.length > 0 && (
        <Scrolls labelledBy="card-history">
          <table class="info-reviews">
            <thead>
              <tr>
                {say.columns.map((column) => (
                  <th key={column} scope="col">
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {history.slice(0, REVIEWS_SHOWN).map((review) => (
                <tr key={review.id}>
                  <th scope="row">{dateWords(review.reviewedAt)}</th>
                  <td>
                    {ratings[review.rating]}
                    {review.mode === 'cram' && `, ${say.practice}`}
                    {review.undone && `, ${say.undone}`}
                  </td>
                  <td>
                    {review.predictedRecall === null ? none : percentWords(100 * review.predictedRecall, 0)}
                  </td>
                  <td>{intervalWords(review.intervalDays)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolls>
      )}
      {earlier > 0 && <p class="hint">{say.earlier(earlier)}</p>}
    </div>
  );
}

function intervalWords(days: number | null): string {
  if (days === null) return words().common.none;
  return days === 0 ? words().review.about.sameDay : words().common.days(days);
}
