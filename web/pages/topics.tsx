import { useState } from 'preact/hooks';
import type { Topic } from '../../server/http/schemas/index.ts';
import { api, topicPath } from '../api.ts';
import { Failure } from '../components/failure.tsx';
import { NoPlan } from '../components/first-steps.tsx';
import { Loading, Page } from '../components/page.tsx';
import { PlanScore } from '../components/plan-score.tsx';
import { useResource } from '../components/resource.ts';
import { bandClass, RetentionBar, RetentionText } from '../components/retention-bar.tsx';
import { counted } from '../time.ts';
import { bandWords, percentWords, STATUS_WORDS } from '../words.ts';

const ORDERS = [
  { id: 'plan', label: 'Plan order' },
  { id: 'weakest', label: 'Weakest first' },
  { id: 'strongest', label: 'Strongest first' },
] as const;
type Order = (typeof ORDERS)[number]['id'];

/** `/topics`: how much of each topic is held, and how sure that is. */
export default function Topics() {
  const [loaded, reload] = useResource(() => Promise.all([api.topics(), api.plans()]));
  return (
    <Page title="Topics">
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
  const [order, setOrder] = useState<Order>('plan');
  return (
    <>
      <p class="lead">
        Retention is the share of a topic that you would get right if you were asked all of it now. The bar
        shows the range in which it lies.
      </p>
      <fieldset class="orders">
        <legend class="visually-hidden">Order</legend>
        {ORDERS.map(({ id, label }) => (
          <button key={id} type="button" aria-pressed={order === id} onClick={() => setOrder(id)}>
            {label}
          </button>
        ))}
      </fieldset>
      {plans.map((plan) => (
        <PlanTopics
          key={plan.id}
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

function PlanTopics({ title, topics }: { readonly title: string; readonly topics: readonly Topic[] }) {
  const begun = topics.filter((topic) => topic.cards.total > 0);
  const rest = topics.filter((topic) => topic.cards.total === 0);
  return (
    <section class="plan">
      <h2>{title}</h2>
      <ul class="topic-rows">
        {begun.map((topic) => (
          <TopicRow key={topic.id} topic={topic} />
        ))}
      </ul>
      {rest.length > 0 && (
        <>
          <h3>Without cards yet</h3>
          <ul class="topic-rest">
            {rest.map((topic) => (
              <li key={topic.id}>
                <a class="topic-link" href={`/topics/${topicPath(topic.id)}`}>
                  {topic.title}
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
  const covered = items.covered > 0 ? [`${items.covered} covered`] : [];
  const gaps = items.gaps > 0 ? [counted(items.gaps, 'gap')] : [];
  return [STATUS_WORDS[status], ...covered, ...gaps].join(', ');
}

function TopicRow({ topic }: { readonly topic: Topic }) {
  const { cards, items } = topic;
  return (
    <li class="topic-row">
      <h3>
        <a class="topic-link" href={`/topics/${topicPath(topic.id)}`}>
          {topic.title}
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
              {cards.due} due
            </a>
          </li>
        )}
        <li>
          {cards.seen} of {counted(cards.total, 'card')} seen
        </li>
        {topic.coveragePercent !== null && <li>coverage {percentWords(topic.coveragePercent)}</li>}
        {topic.recallPercent !== null && <li>recall {percentWords(topic.recallPercent)}</li>}
        <li>{counted(topic.reviews, 'review')}</li>
        {items.gaps > 0 && <li>{counted(items.gaps, 'gap')}</li>}
        {topic.lastScore && (
          <li class="own-line">
            <PlanScore score={topic.lastScore} />
          </li>
        )}
      </ul>
    </li>
  );
}

/** Topics without a retention come last, whatever the order. */
function inOrder(topics: readonly Topic[], order: Order): readonly Topic[] {
  if (order === 'plan') return topics;
  const sign = order === 'weakest' ? 1 : -1;
  const key = ({ retentionPercent }: Topic) =>
    retentionPercent === null ? Number.POSITIVE_INFINITY : sign * retentionPercent;
  return [...topics].sort((a, b) => key(a) - key(b) || 0);
}
