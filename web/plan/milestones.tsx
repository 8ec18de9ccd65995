import { useState } from 'preact/hooks';
import type { PlanDetail, RetentionForecast } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { useResource } from '../ui/resource.ts';
import { dateWords, percentTenths, percentWords } from '../words/format.ts';
import { errorWords } from '../words/server-words.ts';
import { words } from '../words/words.ts';
import { Assumptions } from './assumptions.tsx';

type Milestone = PlanDetail['milestones'][number];
type Forecast = RetentionForecast['milestones'][number];

/** The plan's milestones with their dates, and the retention expected by then. */
export function Milestones({ plan }: { readonly plan: PlanDetail }) {
  const say = words().plan;
  const [start, setStart] = useState<string | null>(null);
  const key = `${plan.id} ${start ?? ''}`;
  const [forecast] = useResource(
    () => (plan.milestones.length > 0 ? api.forecast(plan.id, start ?? undefined) : Promise.resolve(null)),
    key,
  );
  if (plan.milestones.length === 0) {
    return (
      <section class="plan-part">
        <h2>{say.milestones}</h2>
        <p>
          {say.noMilestones} {say.noMilestonesHow(<code>{say.milestoneExample}</code>)}
        </p>
      </section>
    );
  }
  const known = forecast.state === 'ready' ? forecast.value : null;
  return (
    <section class="plan-part">
      <h2>{say.milestones}</h2>
      <ol class="milestones">
        {plan.milestones.map((milestone) => (
          <li key={milestone.line}>
            <Named milestone={milestone} />
            <div class="milestone-forecast" aria-live="polite">
              {forecast.state === 'loading' && <p class="hint">{say.simulating}</p>}
              {forecast.state === 'failed' && <p class="hint">{errorWords(forecast.error)}</p>}
              {known && (
                <Expected forecast={known.milestones.find(({ title }) => title === milestone.title)} />
              )}
            </div>
          </li>
        ))}
      </ol>
      <label class="field narrow">
        <span>{say.start}</span>
        <input
          type="date"
          value={start ?? known?.start ?? ''}
          onChange={({ currentTarget }) => setStart(currentTarget.value || null)}
        />
        <span class="hint">{say.startHint}</span>
      </label>
      {known && <Assumptions {...known} />}
    </section>
  );
}

function Named({ milestone: { title, day, done, points } }: { readonly milestone: Milestone }) {
  const say = words().plan;
  return (
    <>
      <h3>
        <bdi>{title}</bdi>
      </h3>
      <p class="hint">{[day && say.day(day), done && say.reached].filter(Boolean).join(' · ')}</p>
      <ul class="plain-list">
        {points.map((point) => (
          <li key={point}>
            <bdi>{point}</bdi>
          </li>
        ))}
      </ul>
    </>
  );
}

function Expected({ forecast }: { readonly forecast: Forecast | undefined }) {
  const say = words().plan;
  const outlook = forecast?.outlook;
  if (!outlook || outlook.retentionPercent === null) return <p class="hint">{say.tooFar}</p>;
  const { retentionPercent, lowPercent, highPercent, withoutStudyPercent, asOfDay, uncarded } = outlook;
  return (
    <>
      <p>
        {say.expected(
          <span class="retention">
            <strong>{percentTenths(retentionPercent)}</strong>{' '}
            {lowPercent !== null && highPercent !== null && (
              <span class="range">
                {words().common.between(percentWords(lowPercent, 0), percentWords(highPercent, 0))}
              </span>
            )}
          </span>,
          dateWords(asOfDay),
        )}
      </p>
      <p class="hint">
        {say.made(forecast.topicIds.length)}
        {withoutStudyPercent !== null && <> · {say.without(percentTenths(withoutStudyPercent))}</>}
        {uncarded > 0 && <> · {say.uncarded(uncarded)}</>}
      </p>
    </>
  );
}
