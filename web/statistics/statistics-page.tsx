import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { PlanSummary, StreakStats, TodayStats } from '../../server/http/schemas.ts';
import { formatStudyDay, parseStudyDay } from '../../server/schedule/study-day.ts';
import { api, type Span } from '../api.ts';
import { Failure } from '../frame/failure.tsx';
import { UnlessBare } from '../frame/first-steps.tsx';
import { Choice } from '../ui/choice.tsx';
import { Loading, Page } from '../ui/page.tsx';
import { useResource } from '../ui/resource.ts';
import { words } from '../words/words.ts';
import { FallingDue, Load, Workload } from './ahead.tsx';
import { Distributions, Hardest } from './cards.tsx';
import { AnswerButtons, HoursOfDay } from './done.tsx';
import { Calibration, TrueRetention } from './held.tsx';
import { Streak, Today } from './now.tsx';
import { Year } from './year.tsx';

/** `/statistics`: what was done, how well it was remembered, and what comes. */
export default function Statistics() {
  const say = words().statistics;
  const [loaded, reload] = useResource(async () => {
    const [today, streak, plans] = await Promise.all([api.stats.today(), api.streak(), api.plans()]);
    return { today, streak, plans };
  });
  return (
    <Page title={say.title}>
      {loaded.state === 'loading' && <Loading />}
      {loaded.state === 'failed' && <Failure error={loaded.error} retry={reload} />}
      {loaded.state === 'ready' && <Counted {...loaded.value} />}
    </Page>
  );
}

interface CountedProps {
  readonly today: TodayStats;
  readonly streak: StreakStats;
  readonly plans: readonly PlanSummary[];
}

function Counted({ today, streak, plans }: CountedProps) {
  const say = words().statistics;
  if (streak.since === null) {
    return (
      <UnlessBare>
        <NothingYet />
      </UnlessBare>
    );
  }
  return (
    <>
      <p class="lead">{say.lead}</p>
      <StatSection title={say.parts.days}>
        <div class="figure-pair">
          <Today today={today} />
          <Streak streak={streak} />
        </div>
        <Year today={streak.studyDay} since={streak.since} />
      </StatSection>
      <Past today={streak.studyDay} since={streak.since} />
      <CardsSection plans={plans} />
    </>
  );
}

function NothingYet() {
  const say = words().statistics;
  return (
    <section class="first-steps">
      <h2>{say.none}</h2>
      <p>{say.noneHow}</p>
      <a class="button primary" href="/review">
        {say.start}
      </a>
    </section>
  );
}

const SPAN_DAYS = { month: 30, quarter: 90, year: 365, all: null } as const;
type SpanName = keyof typeof SPAN_DAYS;
const SPANS = ['month', 'quarter', 'year', 'all'] as const;

/** What was done over a span of study days. */
function Past({ today, since }: { readonly today: string; readonly since: string }) {
  const say = words().statistics;
  const [name, setName] = useState<SpanName>('year');
  const days = SPAN_DAYS[name];
  const span: Span = {
    from: days === null ? since : formatStudyDay(parseStudyDay(today) - days + 1),
    to: today,
  };
  const choice = (
    <Choice
      legend={say.span}
      options={SPANS.map((value) => ({ value, label: say.spans[value] }))}
      value={name}
      onChoose={setName}
    />
  );
  return (
    <StatSection title={say.parts.past} hint={say.partsHint.past} choice={choice}>
      <TrueRetention span={span} />
      <Calibration span={span} />
      <AnswerButtons span={span} />
      <HoursOfDay span={span} />
    </StatSection>
  );
}

/** The cards as they are, and what comes of them, of all plans or of one. */
function CardsSection({ plans }: { readonly plans: readonly PlanSummary[] }) {
  const say = words().statistics;
  const [id, setId] = useState('');
  const plan = id === '' ? undefined : id;
  const choice = plans.length > 1 && (
    <Choice
      legend={say.plan}
      options={[
        { value: '', label: say.allPlans },
        ...plans.map((each) => ({ value: each.id, label: each.title })),
      ]}
      value={id}
      onChoose={setId}
    />
  );
  return (
    <StatSection title={say.parts.cards} hint={say.partsHint.cards} choice={choice}>
      <FallingDue plan={plan} />
      <Load plan={plan} />
      <Workload plan={plan} />
      <Distributions plan={plan} />
      <Hardest plan={plan} />
    </StatSection>
  );
}

interface StatSectionProps {
  readonly title: string;
  readonly hint?: string;
  readonly choice?: ComponentChildren;
  readonly children: ComponentChildren;
}

function StatSection({ title, hint, choice, children }: StatSectionProps) {
  const id = useId();
  return (
    <section class="stat-part" aria-labelledby={id}>
      <div class="section-head">
        <h2 id={id}>{title}</h2>
        {choice}
      </div>
      {hint !== undefined && <p class="hint">{hint}</p>}
      {children}
    </section>
  );
}
