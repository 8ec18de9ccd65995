// The section that trains the scheduler's weights.

import { useEffect, useState } from 'preact/hooks';
import type { OptimizeState, PlanSummary } from '../../server/http/schemas.ts';
import { LEAST_REVIEWS } from '../../server/schedule/bounds.ts';
import { asPlanId } from '../../server/schedule/ids.ts';
import { api } from '../api.ts';
import { numberWords, percentWords } from '../words/format.ts';
import { errorWords } from '../words/server-words.ts';
import { serverWords, words } from '../words/words.ts';
import { Section } from './section.tsx';
import { WeightsSets } from './weights-sets.tsx';

const POLL_MS = 500;

interface Props {
  readonly plans: readonly PlanSummary[];
  readonly first: OptimizeState;
  /** The number of reviews in the log. */
  readonly reviews: number;
  /** Called when other weights are in use. */
  readonly onChanged: () => void;
}

/** Trains weights, shows the progress and the result, and can go back to earlier weights. */
export function Optimiser({ plans, first, reviews, onChanged }: Props) {
  const [state, setState] = useState(first);
  const [plan, setPlan] = useState('');
  const [force, setForce] = useState(false);
  const [trouble, setTrouble] = useState('');
  const [cancelling, setCancelling] = useState(false);
  const say = words().optimiser;
  const runs = state.status === 'running';

  useEffect(() => {
    if (!runs) return;
    let timer = 0;
    let gone = false;
    const look = async () => {
      try {
        const now = await api.optimizing();
        if (gone) return;
        setTrouble('');
        setState(now);
        if (now.status !== 'running') {
          setCancelling(false);
          if (now.result?.adopted) onChanged();
          return;
        }
      } catch {
        if (gone) return;
        setTrouble(words().optimiser.lost);
      }
      timer = window.setTimeout(look, POLL_MS);
    };
    timer = window.setTimeout(look, POLL_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [runs]);

  const start = async (event: Event) => {
    event.preventDefault();
    setTrouble('');
    try {
      const job = await api.optimize({ force, ...(plan !== '' && { planId: asPlanId(plan) }) });
      setState({ ...state, ...job });
    } catch (error) {
      setTrouble(errorWords(error));
    }
  };

  const cancel = async () => {
    setCancelling(true);
    try {
      const job = await api.cancelOptimizing();
      setState({ ...state, ...job });
    } catch (error) {
      setTrouble(errorWords(error));
    } finally {
      setCancelling(false);
    }
  };

  return (
    <Section id="optimiser" title={words().settings.sections.optimiser} lead={say.lead}>
      <p>
        {say.reviews(reviews)} {reviews < 1000 && say.least(LEAST_REVIEWS)}
      </p>
      <form class="optimiser-form" onSubmit={start}>
        {plans.length > 1 && (
          <label class="field">
            <span>{say.of}</span>
            <select value={plan} onChange={({ currentTarget }) => setPlan(currentTarget.value)}>
              <option value="">{say.allPlans}</option>
              {plans.map(({ id, title }) => (
                <option key={id} value={id} dir="auto">
                  {title}
                </option>
              ))}
            </select>
          </label>
        )}
        <label class="check">
          <input
            type="checkbox"
            checked={force}
            onChange={({ currentTarget }) => setForce(currentTarget.checked)}
          />
          <span>{say.force}</span>
        </label>
        <div class="save-acts">
          {runs ? (
            <button type="button" class="button" disabled={cancelling} onClick={cancel}>
              {say.cancel}
            </button>
          ) : (
            <button type="submit" class="button">
              {say.start}
            </button>
          )}
        </div>
      </form>
      {trouble !== '' && (
        <p class="trouble" role="alert">
          {trouble}
        </p>
      )}
      <div class="optimiser-job">{runs ? <Running {...state.progress} /> : <Outcome job={state} />}</div>
      {state.weights.map((each) => (
        <WeightsSets
          key={each.plan}
          of={each}
          title={
            plans.length > 1
              ? say.setsOf(plans.find(({ id }) => id === each.plan)?.title ?? each.plan)
              : say.sets
          }
          onChosen={(chosen) => {
            const weights = state.weights.map((other) => (other.plan === chosen.plan ? chosen : other));
            setState({ ...state, weights });
            onChanged();
          }}
        />
      ))}
    </Section>
  );
}

function Running({ done, total }: OptimizeState['progress']) {
  const say = words().optimiser;
  const percent = total === 0 ? 0 : Math.floor((100 * done) / total);
  return (
    <>
      <progress aria-label={say.progress} max={100} value={percent} />
      <p class="hint">{total === 0 ? say.reading : say.training(percentWords(percent))}</p>
    </>
  );
}

function Outcome({ job }: { readonly job: OptimizeState }) {
  const say = words().optimiser;
  if (job.status === 'none') return null;
  if (job.status === 'cancelled') return <p role="status">{say.cancelled}</p>;
  const { result } = job;
  if (job.status === 'failed' || !result) {
    return (
      <p class="trouble" role="alert">
        {say.failed} <span lang="en">{job.error}</span>
      </p>
    );
  }
  const { trained, reason, shortage, adopted, before, after, reviews } = result;
  if (!trained || !before || !after) {
    const own = shortage && serverWords()?.shortages[shortage.of](shortage.reviews, LEAST_REVIEWS);
    return <p role="status">{own ?? reason}</p>;
  }
  const isBetter = after.logLoss < before.logLoss;
  return (
    <>
      <p role="status">
        <strong>{adopted ? (isBetter ? say.adopted : say.forced) : say.kept}</strong>
      </p>
      <table class="scores">
        <caption class="visually-hidden">{say.comparison}</caption>
        <thead>
          <tr>
            <th scope="col">{say.figure}</th>
            <th scope="col">{say.before}</th>
            <th scope="col">{say.after}</th>
          </tr>
        </thead>
        <tbody>
          <Score name={say.logLoss} before={before.logLoss} after={after.logLoss} />
          <Score name={say.rmse} before={before.rmseBins} after={after.rmseBins} />
        </tbody>
      </table>
      <p class="hint">{say.rests(reviews ?? 0)}</p>
    </>
  );
}

interface ScoreProps {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

function Score({ name, before, after }: ScoreProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{numberWords(before, 4)}</td>
      <td>{numberWords(after, 4)}</td>
    </tr>
  );
}
