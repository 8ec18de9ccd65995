import { useState } from 'preact/hooks';
import type { GoalForecast, PlanDetail } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { percentWords } from '../words/format.ts';
import { errorWords } from '../words/server-words.ts';
import { words } from '../words/words.ts';
import { Assumptions } from './assumptions.tsx';

type Answer =
  | { readonly state: 'none' | 'asking' }
  | { readonly state: 'done'; readonly goal: GoalForecast }
  | { readonly state: 'failed'; readonly error: unknown };

const DAY_MS = 86_400_000;
const AHEAD_DAYS = 60;

/** Asks how many new cards a day it takes to reach a retention by a date. */
export function GoalForm({ plan }: { readonly plan: PlanDetail }) {
  const say = words().plan;
  const [milestone, setMilestone] = useState('');
  const [percent, setPercent] = useState('80');
  const [date, setDate] = useState(() =>
    new Date(Date.now() + AHEAD_DAYS * DAY_MS).toISOString().slice(0, 10),
  );
  const [answer, setAnswer] = useState<Answer>({ state: 'none' });
  const ask = async (event: Event) => {
    event.preventDefault();
    setAnswer({ state: 'asking' });
    try {
      const goal = await api.goal(plan.id, milestone || undefined, Number(percent) / 100, date);
      setAnswer({ state: 'done', goal });
    } catch (error) {
      setAnswer({ state: 'failed', error });
    }
  };
  return (
    <section class="plan-part">
      <h2>{say.goal}</h2>
      <p class="hint">{say.goalHint}</p>
      <form class="goal-form" onSubmit={ask}>
        {plan.milestones.length > 0 && (
          <label class="field">
            <span>{say.goalOf}</span>
            <select value={milestone} onChange={({ currentTarget }) => setMilestone(currentTarget.value)}>
              <option value="">{say.wholePlan}</option>
              {plan.milestones.map(({ title }) => (
                <option key={title} value={title} dir="auto">
                  {title}
                </option>
              ))}
            </select>
          </label>
        )}
        <label class="field">
          <span>{say.goalRetention}</span>
          <input
            type="number"
            inputMode="decimal"
            min={1}
            max={100}
            required
            value={percent}
            onInput={({ currentTarget }) => setPercent(currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>{say.goalDate}</span>
          <input
            type="date"
            required
            value={date}
            onInput={({ currentTarget }) => setDate(currentTarget.value)}
          />
        </label>
        <button type="submit" class="button" disabled={answer.state === 'asking'}>
          {say.goalAsk}
        </button>
      </form>
      <div class="goal-answer" aria-live="polite">
        {answer.state === 'asking' && <p class="hint">{say.goalBusy}</p>}
        {answer.state === 'failed' && <p class="trouble">{errorWords(answer.error)}</p>}
        {answer.state === 'done' && <Verdict goal={answer.goal} />}
      </div>
    </section>
  );
}

function Verdict({ goal }: { readonly goal: GoalForecast }) {
  const say = words().plan;
  const percentOf = (value: number | null) => (value === null ? words().common.none : percentWords(value));
  const { needed, best, present } = goal;
  return (
    <>
      <p class="lead">
        {needed
          ? say.needs(
              <strong>{say.newCards(needed.newPerDay)}</strong>,
              say.minutes(Math.ceil(needed.perDay.minutes)),
            )
          : say.notReachable(percentOf(best.retentionPercent), say.newCards(best.newPerDay))}
      </p>
      <p class="hint">
        {say.asNow(percentOf(present.retentionPercent), say.newCards(present.newPerDay))}
        {present.uncarded > 0 && <> {say.uncarded(present.uncarded)}</>}
      </p>
      <Assumptions {...goal} />
    </>
  );
}
