import { useRoute } from 'preact-iso';
import type { FileProblems as Found, PlanDetail, Topic } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { Failure } from '../frame/failure.tsx';
import { FileProblems } from '../frame/file-problems.tsx';
import { NoPlan, NoTopics } from '../frame/first-steps.tsx';
import { Loading, Page } from '../ui/page.tsx';
import { useResource } from '../ui/resource.ts';
import { words } from '../words/words.ts';
import { GoalForm } from './goal-form.tsx';
import { Milestones } from './milestones.tsx';
import { Roadmap } from './roadmap.tsx';

/** `/plan[/:plan]`: the roadmap and milestones of a plan, how far it has come, and what its goals would take. */
export default function Plan() {
  const { params } = useRoute();
  const wanted = params.plan;
  const [loaded, reload] = useResource(() => load(wanted), wanted);
  if (loaded.state === 'ready' && loaded.value) return <Whole {...loaded.value} />;
  return (
    <Page title={words().plan.title}>
      {loaded.state === 'loading' && <Loading />}
      {loaded.state === 'failed' && <Failure error={loaded.error} retry={reload} />}
      {loaded.state === 'ready' && <NoPlan />}
    </Page>
  );
}

interface Loaded {
  readonly plan: PlanDetail;
  readonly plans: readonly { readonly id: string; readonly title: string }[];
  readonly topics: readonly Topic[];
  readonly problems: Found;
}

async function load(wanted: string | undefined): Promise<Loaded | null> {
  const plans = await api.plans();
  const id = wanted ?? plans[0]?.id;
  if (id === undefined) return null;
  const [plan, topics, problems] = await Promise.all([
    api.plan(id),
    api.topics(id),
    api.problems({ plan: id }),
  ]);
  return { plan, plans, topics, problems };
}

function Whole({ plan, plans, topics, problems }: Loaded) {
  const say = words().plan;
  return (
    <Page title={plan.title}>
      {plans.length > 1 && <Choice plans={plans} chosen={plan.id} />}
      <FileProblems found={problems} />
      <Progress progress={plan.progress} />
      <Facts title={say.pace} facts={plan.pace} />
      {topics.length === 0 ? (
        <NoTopics planId={plan.id} />
      ) : (
        <>
          <Milestones plan={plan} />
          <Roadmap plan={plan} topics={topics} />
          <GoalForm plan={plan} />
        </>
      )}
      <Background plan={plan} />
    </Page>
  );
}

function Choice({ plans, chosen }: { readonly plans: Loaded['plans']; readonly chosen: string }) {
  return (
    <nav class="plan-choice" aria-label={words().plan.plans}>
      {plans.map(({ id, title }) => (
        <a
          key={id}
          href={`/plan/${encodeURIComponent(id)}`}
          aria-current={id === chosen ? 'page' : undefined}
        >
          <bdi>{title}</bdi>
        </a>
      ))}
    </nav>
  );
}

function Progress({ progress }: Pick<PlanDetail, 'progress'>) {
  const say = words().plan;
  const { statuses } = words().common;
  const parts = [
    ['deep-dive', progress.deepDives],
    ['in-progress', progress.inProgress],
    ['surface', progress.surface],
    ['not-started', progress.notStarted],
  ] as const;
  return (
    <section aria-label={say.progress}>
      <p class="lead">{say.lead(progress.topics - progress.notStarted, progress.topics)}</p>
      <div class="steps" aria-hidden="true">
        {parts.map(([status, count]) => (
          <div key={status} class={`step ${status}`} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul class="facts">
        {parts
          .filter(([, count]) => count > 0)
          .map(([status, count]) => (
            <li key={status}>
              <span class={`step-mark ${status}`} aria-hidden="true" /> {statuses[status]}: {count}
            </li>
          ))}
      </ul>
    </section>
  );
}

interface FactsProps {
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
}

/** Lines of the plan in its own words. */
function Facts({ title, facts }: FactsProps) {
  if (facts.length === 0) return null;
  return (
    <section class="plan-part">
      <h2>{title}</h2>
      <dl class="plan-facts">
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>
              <bdi>{label}</bdi>
            </dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Background({ plan }: { readonly plan: PlanDetail }) {
  const say = words().plan;
  const bands = plan.bands.map(({ name, from, to, meaning }) => ({
    label: name,
    value: say.band(String(from), String(to), meaning),
  }));
  return (
    <>
      {plan.assessment.length > 0 && (
        <section class="plan-part">
          <h2>{say.assessment}</h2>
          {plan.assessment.map(({ label, entries }) => (
            <div key={label}>
              <h3>
                <bdi>{label}</bdi>
              </h3>
              <ul class="plain-list">
                {entries.map((entry) => (
                  <li key={entry}>
                    <bdi>{entry}</bdi>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </section>
      )}
      <Facts title={say.strategy} facts={plan.strategy} />
      <Facts title={say.bands} facts={bands} />
      {plan.unread.length > 0 && (
        <details class="plan-part">
          <summary>{say.unread(plan.unread.length)}</summary>
          <p class="hint">{say.unreadHint}</p>
          <ul class="plain-list">
            {plan.unread.map(({ line, text }) => (
              <li key={line}>
                <span class="hint">{say.line(line)}</span> <bdi>{text}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
