import { useState } from 'preact/hooks';
import type { Topic } from '../../server/http/schemas.ts';
import { api, topicPath } from '../api.ts';
import { Failure } from '../frame/failure.tsx';
import { NoPlan, NoTopics } from '../frame/first-steps.tsx';
import { Loading, Page } from '../ui/page.tsx';
import { useResource } from '../ui/resource.ts';
import { percentWords } from '../words/format.ts';
import { words } from '../words/words.ts';
import { PlanScore } from './plan-score.tsx';
import { bandClass, bandWords, RetentionBar, RetentionText } from './retention-bar.tsx';

const ORDERS = ['plan', 'weakest', 'strongest'] as const;
type Order = (typeof ORDERS)[number];

/** `/topics`: every topic with its retention, and how certain it is. */
export default function Topics() {
  const [loaded, reload] = useResource(() => Promise.all([api.topics(), api.plans()]));
  return (
    <Page title={words().topics.title}>
      {loaded.state === 'loading' && <Loading />}
      {loaded.state === 'failed' && <Failure error={loaded.error} retry={reload} />}
      {loaded.state === 'ready' &&
        (loaded.value[1].length === 0 ? (
          <NoPlan />
        ) : (
          <Plans topics={loaded.value[0]} plans={loaded.value[1]} />
        ))}
    </Page>
  );
}

interface PlansProps {
  readonly topics: readonly Topic[];
  readonly plans: readonly { readonly id: string; readonly title: string }[];
}

function Plans({ topics, plans }: PlansProps) {
  const say = words().topics;
  const [order, setOrder] = useState<Order>('plan');
  return (
    <>
      <p class="lead">{say.lead}</p>
      <fieldset class="orders">
        <legend class="visually-hidden">{say.order}</legend>
        {ORDERS.map((each) => (
          <button key={each} type="button" aria-pressed={order === each} onClick={() => setOrder(each)}>
            {say.orders[each]}
          </button>
        ))}
      </fieldset>
      {plans.map((plan) => (
        <PlanTopics
          key={plan.id}
          id={plan.id}
          title={plan.title}
          topics={inOrder(
            topics.filter((t) => t.planId === plan.id),
            order,
          )}
        />
      ))}
    </>
  );
}

interface PlanProps {
  readonly id: string;
  readonly title: string;
  readonly topics: readonly Topic[];
}

function PlanTopics({ id, title, topics }: PlanProps) {
  const begun = topics.filter((topic) => topic.cards.total > 0);
  const rest = topics.filter((topic) => topic.cards.total === 0);
  return (
    <section class="plan">
      <h2>
        <bdi>{title}</bdi>
      </h2>
      {topics.length === 0 && <NoTopics planId={id} />}
      <ul class="topic-rows">
        {begun.map((topic) => (
          <TopicRow key={topic.id} topic={topic} />
        ))}
      </ul>
      {rest.length > 0 && (
        <>
          <h3>{words().topics.withoutCards}</h3>
          <ul class="topic-rest">
            {rest.map((topic) => (
              <li key={topic.id}>
                <a class="topic-link" href={`/topics/${topicPath(topic.id)}`}>
                  <bdi>{topic.title}</bdi>
                </a>{' '}
                <span class="hint">{madeOf(topic)}</span>
                <PlanScore score={topic.lastScore} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** `Deep dive, 10 covered, 3 gaps`. */
function madeOf({ status, items }: Topic): string {
  const say = words().common;
  const covered = items.covered > 0 ? [say.covered(items.covered)] : [];
  const gaps = items.gaps > 0 ? [say.gaps(items.gaps)] : [];
  return [say.statuses[status], ...covered, ...gaps].join(', ');
}

function TopicRow({ topic }: { readonly topic: Topic }) {
  const { cards, items } = topic;
  const say = words().topics;
  const count = words().common;
  return (
    <li class="topic-row">
      <h3>
        <a class="topic-link" href={`/topics/${topicPath(topic.id)}`}>
          <bdi>{topic.title}</bdi>
        </a>
      </h3>
      <p class="topic-retention">
        <RetentionText topic={topic} />
        <span class={`band ${bandClass(topic.band)}`}>{bandWords(topic.band)}</span>
      </p>
      <RetentionBar topic={topic} />
      <ul class="facts">
        {cards.due > 0 && (
          <li>
            <a class="due-link" href={`/review?topic=${encodeURIComponent(topic.id)}`}>
              {say.due(cards.due)}
            </a>
          </li>
        )}
        <li>{say.seen(cards.seen, count.cards(cards.total))}</li>
        {topic.coveragePercent !== null && <li>{say.coverage(percentWords(topic.coveragePercent))}</li>}
        {topic.recallPercent !== null && <li>{say.recall(percentWords(topic.recallPercent))}</li>}
        <li>{count.reviews(topic.reviews)}</li>
        {items.gaps > 0 && <li>{count.gaps(items.gaps)}</li>}
        {topic.lastScore && (
          <li class="own-line">
            <PlanScore score={topic.lastScore} />
          </li>
        )}
      </ul>
    </li>
  );
}

/** Topics without a retention come last in every order. */
function inOrder(topics: readonly Topic[], order: Order): readonly Topic[] {
  if (order === 'plan') return topics;
  const sign = order === 'weakest' ? 1 : -1;
  const key = ({ retentionPercent }: Topic) =>
    retentionPercent === null ? Number.POSITIVE_INFINITY : sign * retentionPercent;
  return [...topics].sort((a, b) => key(a) - key(b) || 0);
}
