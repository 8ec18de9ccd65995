import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { Due, FileProblems as Found, PlanSummary, Topic } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { Failure } from '../frame/failure.tsx';
import { FileProblems } from '../frame/file-problems.tsx';
import { FirstSteps, isBare } from '../frame/first-steps.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { outbox } from '../offline/sending.ts';
import { ariaKeys, Key } from '../ui/key.tsx';
import { Loading, Page } from '../ui/page.tsx';
import { useResource } from '../ui/resource.ts';
import { numberWords, whenWords } from '../words/format.ts';
import { words } from '../words/words.ts';
import { Glance } from './glance.tsx';
import { Moved } from './moved.tsx';

/** `/`: what is due, and the button that starts it. */
export default function Today() {
  const [today, reload] = useResource(async () => {
    // Send the answers of an earlier visit first.
    await outbox.flush();
    const [due, plans, problems] = await Promise.all([api.due(), api.plans(), api.problems()]);
    // If nothing is due, there may be no cards yet.
    return { due, plans, problems, topics: due.total > 0 ? null : await api.topics() };
  });
  return (
    <Page title={words().today.title}>
      {today.state === 'loading' && <Loading />}
      {today.state === 'failed' && <Failure error={today.error} retry={reload} />}
      {today.state === 'ready' && <Day {...today.value} reload={reload} />}
    </Page>
  );
}

interface DayProps {
  readonly due: Due;
  readonly plans: readonly Pick<PlanSummary, 'id'>[];
  readonly problems: Found;
  readonly topics: readonly Topic[] | null;
  readonly reload: () => void;
}

/** What is shown around the session and may come a moment later. */
async function around(planIds: readonly string[]) {
  const [session, streak, gaps, proposals, drafts, moved, plans] = await Promise.all([
    api.session(),
    api.streak(),
    api.gaps(),
    api.proposals(),
    api.drafts(),
    api.moved(),
    Promise.all(planIds.map((id) => api.plan(id))),
  ]);
  const milestones = plans.flatMap(({ id, milestones }) =>
    milestones.filter(({ done }) => !done).map((milestone) => ({ planId: id, milestone })),
  );
  const withoutCards = gaps.filter(({ status }) => status === 'open').length;
  return {
    session,
    moved,
    facts: {
      streak,
      waiting: { proposals: proposals.length, drafts: drafts.length, withoutCards },
      milestone: milestones[0] ?? null,
    },
  };
}

type Around = Awaited<ReturnType<typeof around>>;

function Day({ due, plans, problems, topics, reload }: DayProps) {
  const [loaded] = useResource(() => around(plans.map(({ id }) => id)), due.asOf);
  useEffect(() => {
    const onVisible = () => document.visibilityState === 'visible' && reload();
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, [reload]);
  if (topics && isBare({ plans, topics })) {
    return (
      <>
        <FileProblems found={problems} />
        <FirstSteps plans={plans} topics={topics} />
      </>
    );
  }
  // The rest of the page is shown without it.
  const known = loaded.state === 'ready' ? loaded.value : null;
  return (
    <>
      {due.total > 0 ? <Waiting due={due} session={known?.session ?? null} /> : <AllDone due={due} />}
      <Held due={due} />
      <FileProblems found={problems} />
      <Glance facts={known?.facts ?? null} />
      {due.total > 0 && <ByTopic due={due} />}
      {known && <Moved {...known.moved} />}
      <GapHint />
    </>
  );
}

interface WaitingProps {
  readonly due: Due;
  readonly session: Around['session'] | null;
}

function Waiting({ due, session }: WaitingProps) {
  const { route } = useLocation();
  const say = words().today;
  useKeys('today', () => route('/review'));
  return (
    <section class="due" aria-label={say.dueToday}>
      <p class="due-total">{say.toGo(due.total, <strong>{numberWords(due.total)}</strong>)}</p>
      <p class="due-made">
        <Kinds {...due} />
        <span class="due-minutes">{session && say.takes(session.minutes)}</span>
      </p>
      <a class="button primary big" href="/review" aria-keyshortcuts={ariaKeys('start')}>
        {say.start} <Key action="start" />
      </a>
      <p class={due.total < FEW_CARDS ? 'shorter perhaps' : 'shorter'}>
        {session && <Shorter minutes={session.minutes} />}
      </p>
    </section>
  );
}

const SHORTER_MINUTES = [5, 15, 30];
/** Up to this many cards rarely take longer than the shortest session: no room is kept for it. */
const FEW_CARDS = 30;

/** A session of a few minutes, for days with little time. */
function Shorter({ minutes }: { readonly minutes: number }) {
  const shorter = SHORTER_MINUTES.filter((each) => each * 1.5 < minutes);
  if (shorter.length === 0) return null;
  return (
    <>
      {shorter.map((each) => (
        <a key={each} href={`/review?minutes=${each}`}>
          {words().today.only(each)}
        </a>
      ))}
    </>
  );
}

function ByTopic({ due }: { readonly due: Due }) {
  const say = words().today;
  return (
    <section class="by-topic" aria-labelledby="by-topic">
      <h2 id="by-topic">{say.byTopic}</h2>
      <ul class="topic-list">
        {due.topics
          .filter((topic) => topic.total > 0)
          .map((topic) => (
            <li key={topic.id}>
              <a class="topic-start" href={`/review?topic=${encodeURIComponent(topic.id)}`}>
                <bdi class="topic-name">{topic.title}</bdi>
                <Kinds {...topic} />
                <span class="topic-count">
                  <span class="visually-hidden">{say.together}</span>
                  {numberWords(topic.total)}
                </span>
              </a>
            </li>
          ))}
      </ul>
    </section>
  );
}

function AllDone({ due }: { readonly due: Due }) {
  const say = words().today;
  return (
    <section class="due done">
      <p class="due-total">{say.allDone}</p>
      <p>
        {due.nextDueAt ? say.nextDue(<strong>{whenWords(due.nextDueAt, Date.now())}</strong>) : say.noneLater}
      </p>
      <p class="due-more">
        <a class="button quiet" href="/topics">
          {say.seeTopics}
        </a>
        {due.nextDueAt && (
          <a class="button quiet" href="/review?mode=ahead">
            {say.ahead}
          </a>
        )}
      </p>
    </section>
  );
}

/** How many of the cards are new, learning and in review. */
function Kinds(counts: { readonly new: number; readonly learning: number; readonly review: number }) {
  const kinds = [
    ['new', counts.new],
    ['learning', counts.learning],
    ['review', counts.review],
  ] as const;
  return (
    <span class="kinds">
      {kinds
        .filter(([, count]) => count > 0)
        .map(([kind, count]) => (
          <span key={kind} class={`kind kind-${kind}`}>
            {words().today.kinds[kind](count)}
          </span>
        ))}
    </span>
  );
}

function Held({ due }: { readonly due: Due }) {
  if (due.backlog === 0) return null;
  const { days } = due.heldBack.review;
  const say = words().today;
  return (
    <p class="held">
      {words().common.held(due.backlog)}
      {due.heldBack.review.cards > 0 && <> {days === null ? say.backlogGrows : say.backlogClears(days)}</>}
    </p>
  );
}

function GapHint() {
  return (
    <p class="gap-hint">
      {words().today.gapHint((text) => (
        <a href="/gap">{text}</a>
      ))}
    </p>
  );
}
