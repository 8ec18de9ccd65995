import { useEffect, useState } from 'preact/hooks';
import type { Backups, LearnerSettings, OptimizeState, PlanSummary } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { Failure } from '../frame/failure.tsx';
import { Loading, Page } from '../ui/page.tsx';
import { useResource } from '../ui/resource.ts';
import { words } from '../words/words.ts';
import { ThisBrowser } from './browser.tsx';
import { YourData } from './data.tsx';
import { YourDays } from './days.tsx';
import { Optimiser } from './optimiser.tsx';
import { loadPlan, type PlanHeld, YourPlan } from './plan.tsx';

const SECTIONS = ['browser', 'days', 'plan', 'optimiser', 'data'] as const;

/** `/settings[#section]`: every setting with what it does, and its effect before it is applied. */
export default function Settings() {
  const [kept, reload] = useResource(load);
  const say = words().settings;
  return (
    <Page title={say.title}>
      <nav class="contents" aria-label={say.contents}>
        {SECTIONS.map((section) => (
          <a key={section} href={`#${section}`}>
            {say.sections[section]}
          </a>
        ))}
      </nav>
      {/* Preferences of the browser can be changed while the server is stopped, too. */}
      <ThisBrowser />
      {kept.state === 'loading' && <Loading />}
      {kept.state === 'failed' && <Failure error={kept.error} retry={reload} />}
      {kept.state === 'ready' && <OfServer {...kept.value} />}
    </Page>
  );
}

interface Kept {
  readonly learner: LearnerSettings;
  readonly plans: readonly PlanSummary[];
  /** The first plan; null if there is none. */
  readonly plan: PlanHeld | null;
  readonly optimizing: OptimizeState;
  readonly backups: Backups;
  readonly reviews: number;
}

/** Loads everything at once, so that nothing moves later. */
async function load(): Promise<Kept> {
  const firstPlan = async () => {
    const plans = await api.plans();
    return { plans, plan: plans[0] ? await loadPlan(plans[0].id) : null };
  };
  const [learner, { plans, plan }, optimizing, backups, reviews] = await Promise.all([
    api.settings(),
    firstPlan(),
    api.optimizing(),
    api.backups(),
    api.reviewsEver(),
  ]);
  return { learner, plans, plan, optimizing, backups, reviews };
}

function OfServer({ learner, plans, plan, optimizing, backups, reviews }: Kept) {
  // Increases when one section changes what others show.
  const [round, setRound] = useState(0);
  const changed = () => setRound((n) => n + 1);
  const say = words().settings;
  useEffect(() => {
    const wanted = document.getElementById(location.hash.slice(1));
    wanted?.scrollIntoView();
  }, []);
  return (
    <>
      <YourDays held={learner} onSaved={changed} />
      {plan ? (
        <>
          <YourPlan plans={plans} first={plan} round={round} />
          <Optimiser plans={plans} first={optimizing} reviews={reviews} onChanged={changed} />
        </>
      ) : (
        <p id="plan" class="settings-part">
          <span id="optimiser">{say.noPlan}</span>
        </p>
      )}
      <YourData backups={backups} />
    </>
  );
}
