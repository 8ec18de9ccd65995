// An item of a topic as a row that opens to show its cards.

import type { TopicDetail } from '../../server/http/schemas.ts';
import { partWords } from '../cards/card-state.tsx';
import { Inline } from '../ui/inline.tsx';
import { percentWords, whenWords } from '../words/format.ts';
import { words } from '../words/words.ts';

type Item = TopicDetail['itemList'][number];
type Card = Item['cards'][number];

/** An item of the plan, with its cards below when opened. */
export function ItemRow({ item, topicId }: { readonly item: Item; readonly topicId: string }) {
  const head = (
    <>
      <span class={`mark ${item.kind}`}>
        {item.kind === 'gap' ? words().topic.gap : words().topic.covered}
      </span>
      <span class="item-text">
        <Inline text={item.text} />
      </span>
      <span class="item-count">{countWords(item)}</span>
    </>
  );
  if (item.cards.length === 0 && item.detail.length === 0) {
    return (
      <li class="item">
        <div class="item-head">{head}</div>
        <AddCards item={item} topicId={topicId} />
      </li>
    );
  }
  return (
    <li class="item">
      <details>
        <summary class="item-head">{head}</summary>
        {item.detail.length > 0 && (
          <ul class="item-detail">
            {item.detail.map((line) => (
              <li key={line}>
                <Inline text={line} />
              </li>
            ))}
          </ul>
        )}
        <CardRows cards={item.cards} />
      </details>
      {item.cards.length === 0 && <AddCards item={item} topicId={topicId} />}
    </li>
  );
}

function AddCards({ item, topicId }: { readonly item: Item; readonly topicId: string }) {
  if (item.kind !== 'gap') return null;
  return (
    <a
      class="item-add"
      href={`/gap?topic=${encodeURIComponent(topicId)}&item=${encodeURIComponent(item.text)}`}
      aria-label={words().topic.addCardsFor(item.text)}
    >
      {words().topic.addCards}
    </a>
  );
}

/** `5 cards · 91.2%`: the number of cards, and the mean recall of those seen. */
function countWords({ cards, drafts }: Item): string {
  const { common, topic } = words();
  if (cards.length === 0) return drafts.length > 0 ? common.drafts(drafts.length) : topic.noCard;
  const recalls = cards.flatMap(({ recallPercent }) => (recallPercent === null ? [] : [recallPercent]));
  const mean = recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
  return common.cards(cards.length) + (recalls.length > 0 ? ` · ${percentWords(mean, 1, 1)}` : '');
}

/** Cards with their recall, state and due time. */
export function CardRows({ cards }: { readonly cards: readonly Card[] }) {
  if (cards.length === 0) return null;
  const say = words().topic;
  const { states } = words().common;
  return (
    <ul class="card-rows">
      {cards.map((card) => (
        <li key={card.cardId}>
          <a class="card-row-prompt" href={`/cards/${card.cardId}`}>
            <bdi>{card.prompt}</bdi>
          </a>
          <span class="card-row-facts">
            {partWords(card) && `${partWords(card)} · `}
            {card.suspended ? say.suspended : states[card.state]}
            {card.recallPercent !== null && <> · {say.recallNow(percentWords(card.recallPercent))}</>}
            {card.dueAt && !card.suspended && <> · {say.due(whenWords(card.dueAt, Date.now()))}</>}
          </span>
        </li>
      ))}
    </ul>
  );
}
