import { api } from '../api.ts';
import { Failure } from '../frame/failure.tsx';
import { UnlessBare } from '../frame/first-steps.tsx';
import { Loading, Page } from '../ui/page.tsx';
import { useResource } from '../ui/resource.ts';
import { words } from '../words/words.ts';
import { Drafts } from './drafts.tsx';
import { GapList } from './gap-list.tsx';
import { Proposals } from './proposals.tsx';

const load = () => Promise.all([api.proposals(), api.drafts(), api.gaps(), api.topics()]);

/** `/gaps`: proposals and drafts that wait for the learner, and every gap with its life. */
export default function Gaps() {
  const [loaded, reload] = useResource(load);
  const say = words().gaps;
  return (
    <Page title={say.title}>
      {loaded.state === 'loading' && <Loading />}
      {loaded.state === 'failed' && <Failure error={loaded.error} retry={reload} />}
      {loaded.state === 'ready' && <Inbox loaded={loaded.value} reload={reload} />}
    </Page>
  );
}

interface InboxProps {
  readonly loaded: Awaited<ReturnType<typeof load>>;
  readonly reload: () => void;
}

function Inbox({ loaded: [proposals, drafts, gaps, topics], reload }: InboxProps) {
  const say = words().gaps;
  if (topics.length === 0) return <UnlessBare />;
  return (
    <>
      <p class="lead">{say.lead}</p>
      <div class="actions">
        <a class="button primary" href="/gap">
          {say.add}
        </a>
      </div>
      <Proposals proposals={proposals} onDecided={reload} />
      <Drafts drafts={drafts} onAnswered={reload} />
      <GapList gaps={gaps} topics={topics} onAdded={reload} />
    </>
  );
}
