import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { GapResult } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { Failure } from '../frame/failure.tsx';
import { UnlessBare } from '../frame/first-steps.tsx';
import { Loading, Page } from '../ui/page.tsx';
import { useResource } from '../ui/resource.ts';
import { words } from '../words/words.ts';
import { GapAdded } from './gap-added.tsx';
import { GapForm } from './gap-form.tsx';

/** `/gap?topic=&item=`: adds a new gap to the plan, with cards for it. */
export default function Gap() {
  const { query } = useLocation();
  const [topics, reload] = useResource(api.topics);
  const [result, setResult] = useState<GapResult | null>(null);
  const say = words().gap;
  if (topics.state === 'ready' && topics.value.length === 0) {
    return (
      <Page title={say.title}>
        <UnlessBare />
      </Page>
    );
  }
  return (
    <Page title={say.title}>
      {result ? (
        <>
          <GapAdded result={result} />
          <div class="actions">
            <a class="button primary" href={`/review?topic=${encodeURIComponent(result.gap.topic.id)}`}>
              {say.reviewNow}
            </a>
            <button type="button" class="button quiet" onClick={() => setResult(null)}>
              {say.another}
            </button>
          </div>
        </>
      ) : (
        <>
          <p class="lead">{say.lead}</p>
          {topics.state === 'loading' && <Loading />}
          {topics.state === 'failed' && <Failure error={topics.error} retry={reload} />}
          {topics.state === 'ready' && (
            <GapForm topics={topics.value} topicId={query.topic} item={query.item} onAdded={setResult} />
          )}
        </>
      )}
    </Page>
  );
}
