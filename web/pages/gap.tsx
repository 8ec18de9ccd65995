import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { GapResult } from '../../server/http/schemas/index.ts';
import { api } from '../api.ts';
import { Failure } from '../components/failure.tsx';
import { NoPlan } from '../components/first-steps.tsx';
import { GapAdded } from '../components/gap-added.tsx';
import { GapForm } from '../components/gap-form.tsx';
import { Loading, Page } from '../components/page.tsx';
import { useResource } from '../components/resource.ts';

/** `/gap?topic=&item=`: a gap just found, written into the plan, with cards for it. */
export default function Gap() {
  const { query } = useLocation();
  const [topics, reload] = useResource(api.topics);
  const [result, setResult] = useState<GapResult | null>(null);
  if (topics.state === 'ready' && topics.value.length === 0) {
    return (
      <Page title="Add a gap">
        <NoPlan />
      </Page>
    );
  }
  return (
    <Page title="Add a gap">
      {result ? (
        <>
          <GapAdded result={result} />
          <div class="actions">
            <a class="button primary" href={`/review?topic=${encodeURIComponent(result.gap.topic.id)}`}>
              Review this topic now
            </a>
            <button type="button" class="button quiet" onClick={() => setResult(null)}>
              Add another
            </button>
          </div>
        </>
      ) : (
        <>
          <p class="lead">
            Noticed something you can’t explain? Name it while it is fresh. New cards come up today.
          </p>
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
