import { useState } from 'preact/hooks';
import { useRoute } from 'preact-iso';
import type { Due, FileProblems as Found, Gap, TopicDetail } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { Failure } from '../frame/failure.tsx';
import { FileProblems } from '../frame/file-problems.tsx';
import { Drafts } from '../gaps/drafts.tsx';
import { GapRow } from '../gaps/gap-list.tsx';
import { Loading, Page } from '../ui/page.tsx';
import { useResource } from '../ui/resource.ts';
import { percentWords } from '../words/format.ts';
import { words } from '../words/words.ts';
import { Explained } from './explained.tsx';
import { HistoryChart } from './history-chart.tsx';
import { CardRows, ItemRow } from './item-row.tsx';
import { bandClass, bandWords, RetentionBar, RetentionText } from './retention-bar.tsx';
import { Scores } from './scores.tsx';

/** `/topics/:plan/:topic`: everything about one topic. */
export default function Topic() {
  const { params } = useRoute();
  const id = `${params.plan}/${params.topic}`;
  const [topic, reload] = useResource(async () => {
    const [topic, due, gaps, problems] = await Promise.all([
      api.topic(id),
      api.due(id),
      api.gaps(id),
      api.problems({ topic: id }),
    ]);
    return { topic, due, gaps, problems };
  }, id);
  const title = topic.state === 'ready' ? topic.value.topic.title : words().common.topic;
  return (
    <Page title={title} above={<a href="/topics">{words().topics.title}</a>}>
      {topic.state === 'loading' && <Loading />}
      {topic.state === 'failed' && <Failure error={topic.error} retry={reload} />}
      {topic.state === 'ready' && <Detail {...topic.value} reload={reload} />}
    </Page>
  );
}

interface DetailProps {
  readonly topic: TopicDetail;
  /** What is due of this topic alone; a session on the whole plan may have no room for it. */
  readonly due: Due;
  readonly gaps: readonly Gap[];
  readonly problems: Found;
  readonly reload: () => void;
}

function Detail({ topic, due, gaps, problems, reload }: DetailProps) {
  const say = words().topic;
  const count = words().common;
  const [only, setOnly] = useState<'all' | 'gap'>('all');
  const address = encodeURIComponent(topic.id);
  const missing = topic.itemList.filter(({ kind }) => kind === 'gap');
  const drafts = [...topic.itemList.flatMap((item) => item.drafts), ...topic.otherDrafts];
  const shown = only === 'gap' ? missing : topic.itemList;
  return (
    <>
      <p class="lead">
        {count.statuses[topic.status]}
        {topic.complexity !== null && <> · {say.complexity(topic.complexity)}</>}
        {topic.deckPath && (
          <>
            {' '}
            · <code>{topic.deckPath}</code>
          </>
        )}
      </p>
      <FileProblems found={problems} />
      <Held topic={topic} />
      <div class="actions">
        {due.total > 0 && (
          <a class="button primary" href={`/review?topic=${address}`}>
            {say.reviewIt(count.cards(due.total))}
          </a>
        )}
        {topic.cards.seen > 0 && (
          <a class="button quiet" href={`/review?mode=ahead&topic=${address}`}>
            {say.ahead}
          </a>
        )}
        {topic.cards.total > 0 && (
          <a class="button quiet" href={`/review?mode=cram&topic=${address}`}>
            {say.practise}
          </a>
        )}
        {topic.cards.total > 0 && (
          <a class="button quiet" href={`/cards?topic=${address}`}>
            {say.browse(count.cards(topic.cards.total))}
          </a>
        )}
        <a class="button quiet" href={`/gap?topic=${address}`}>
          {say.addGap}
        </a>
      </div>
      <Drafts drafts={drafts} onAnswered={reload} />
      {topic.history.length > 0 && <HistoryChart history={topic.history} />}
      <section aria-labelledby="items">
        <div class="section-head">
          <h2 id="items">{say.madeOf}</h2>
          {missing.length > 0 && missing.length < topic.itemList.length && (
            <fieldset class="orders">
              <legend class="visually-hidden">{say.show}</legend>
              <button type="button" aria-pressed={only === 'all'} onClick={() => setOnly('all')}>
                {say.all(topic.itemList.length)}
              </button>
              <button type="button" aria-pressed={only === 'gap'} onClick={() => setOnly('gap')}>
                {count.gaps(missing.length)}
              </button>
            </fieldset>
          )}
        </div>
        {topic.itemList.length === 0 && <p class="hint">{say.empty}</p>}
        <ul class="items">
          {shown.map((item) => (
            <ItemRow key={`${item.kind} ${item.key}`} item={item} topicId={topic.id} />
          ))}
        </ul>
        {only === 'all' && topic.otherCards.length > 0 && (
          <>
            <h3>{say.otherCards}</h3>
            <CardRows cards={topic.otherCards} />
          </>
        )}
      </section>
      {gaps.length > 0 && (
        <section class="inbox-part gaps-of-topic" aria-labelledby="gap-lives">
          <h2 id="gap-lives">{say.gapLife}</h2>
          <p class="hint">{words().gaps.closes}</p>
          <ul>
            {gaps.map((gap) => (
              <GapRow key={gap.key} gap={gap} />
            ))}
          </ul>
        </section>
      )}
      <Explained cards={topic.explained} />
      <Scores scores={topic.scores} />
    </>
  );
}

function Held({ topic }: { readonly topic: TopicDetail }) {
  const { cards } = topic;
  const say = words().topic;
  const { none, reviews } = words().common;
  return (
    <section class="held-now" aria-label={say.now}>
      <p class="topic-retention large">
        <RetentionText topic={topic} />
        <span class={`band ${bandClass(topic.band)}`}>{bandWords(topic.band)}</span>
      </p>
      <RetentionBar topic={topic} />
      <dl class="figures">
        <div>
          <dt>{say.recall}</dt>
          <dd>{topic.recallPercent === null ? none : percentWords(topic.recallPercent)}</dd>
        </div>
        <div>
          <dt>{say.coverage}</dt>
          <dd>{topic.coveragePercent === null ? none : percentWords(topic.coveragePercent)}</dd>
        </div>
        <div>
          <dt>{say.cardsSeen}</dt>
          <dd>{say.seenOf(cards.seen, cards.total)}</dd>
        </div>
        <div>
          <dt>{say.restsOn}</dt>
          <dd>{reviews(topic.reviews)}</dd>
        </div>
      </dl>
    </section>
  );
}
