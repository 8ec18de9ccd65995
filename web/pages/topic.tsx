import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import type { Due, TopicDetail } from '../../server/http/schemas/index.ts';
import { api } from '../api.ts';
import { Drafts } from '../components/drafts.tsx';
import { Failure } from '../components/failure.tsx';
import { HistoryChart } from '../components/history-chart.tsx';
import { CardRows, ItemRow } from '../components/item-row.tsx';
import { Loading, Page } from '../components/page.tsx';
import { useResource } from '../components/resource.ts';
import { bandClass, RetentionBar, RetentionText } from '../components/retention-bar.tsx';
import { Scores } from '../components/scores.tsx';
import { counted } from '../time.ts';
import { bandWords, percentWords, STATUS_WORDS } from '../words.ts';

/** `/topics/:plan/:topic`: everything about one topic. */
export default function Topic() {
  const { params } = useRoute();
  const id = `${params.plan}/${params.topic}`;
  const [topic, reload] = useResource(async () => {
    const [topic, due] = await Promise.all([api.topic(id), api.due(id)]);
    return { topic, due };
  }, id);
  const title = topic.state === 'ready' ? topic.value.topic.title : 'Topic';
  return (
    <Page title={title} above={<a href="/topics">Topics</a>}>
      {topic.state === 'loading' && <Loading />}
      {topic.state === 'failed' && <Failure error={topic.error} retry={reload} />}
      {topic.state === 'ready' && <Detail {...topic.value} reload={reload} />}
    </Page>
  );
}

interface DetailProps {
  readonly topic: TopicDetail;
  /** Of a session on this topic alone; one on the whole plan may have no room for it. */
  readonly due: Due;
  readonly reload: () => void;
}

function Detail({ topic, due, reload }: DetailProps) {
  const [only, setOnly] = useState<'all' | 'gap'>('all');
  const address = encodeURIComponent(topic.id);
  const gaps = topic.itemList.filter(({ kind }) => kind === 'gap');
  const drafts = [...topic.itemList.flatMap((item) => item.drafts), ...topic.otherDrafts];
  const shown = only === 'gap' ? gaps : topic.itemList;
  return (
    <>
      <p class="lead">
        {STATUS_WORDS[topic.status]}
        {topic.complexity !== null && <> · complexity {topic.complexity} of 10</>}
        {topic.deckPath && (
          <>
            {' '}
            · <code>{topic.deckPath}</code>
          </>
        )}
      </p>
      <Held topic={topic} />
      <div class="actions">
        {due.total > 0 && (
          <a class="button primary" href={`/review?topic=${address}`}>
            Review this topic: {counted(due.total, 'card')}
          </a>
        )}
        <a class="button quiet" href={`/gap?topic=${address}`}>
          Add a gap here
        </a>
      </div>
      <Drafts drafts={drafts} onAnswered={reload} />
      {topic.history.length > 0 && <HistoryChart history={topic.history} />}
      <section aria-labelledby="items">
        <div class="section-head">
          <h2 id="items">What it is made of</h2>
          {gaps.length > 0 && gaps.length < topic.itemList.length && (
            <fieldset class="orders">
              <legend class="visually-hidden">Show</legend>
              <button type="button" aria-pressed={only === 'all'} onClick={() => setOnly('all')}>
                All {topic.itemList.length}
              </button>
              <button type="button" aria-pressed={only === 'gap'} onClick={() => setOnly('gap')}>
                {counted(gaps.length, 'gap')}
              </button>
            </fieldset>
          )}
        </div>
        {topic.itemList.length === 0 && <p class="hint">The plan lists nothing under this topic yet.</p>}
        <ul class="items">
          {shown.map((item) => (
            <ItemRow key={`${item.kind} ${item.key}`} item={item} topicId={topic.id} />
          ))}
        </ul>
        {only === 'all' && topic.otherCards.length > 0 && (
          <>
            <h3>Cards beside the plan’s items</h3>
            <CardRows cards={topic.otherCards} />
          </>
        )}
      </section>
      <Scores scores={topic.scores} />
    </>
  );
}

function Held({ topic }: { readonly topic: TopicDetail }) {
  const { cards } = topic;
  return (
    <section class="held-now" aria-label="Retention now">
      <p class="topic-retention large">
        <RetentionText topic={topic} />
        <span class={`band ${bandClass(topic.band)}`}>{bandWords(topic.band)}</span>
      </p>
      <RetentionBar topic={topic} />
      <dl class="figures">
        <div>
          <dt>Recall of what you saw</dt>
          <dd>{topic.recallPercent === null ? '–' : percentWords(topic.recallPercent)}</dd>
        </div>
        <div>
          <dt>Coverage</dt>
          <dd>{topic.coveragePercent === null ? '–' : percentWords(topic.coveragePercent)}</dd>
        </div>
        <div>
          <dt>Cards seen</dt>
          <dd>
            {cards.seen} of {cards.total}
          </dd>
        </div>
        <div>
          <dt>Rests on</dt>
          <dd>{counted(topic.reviews, 'review')}</dd>
        </div>
      </dl>
    </section>
  );
}
