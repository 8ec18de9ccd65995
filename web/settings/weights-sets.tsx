import { useState } from 'preact/hooks';
import type { PlanWeights, WeightsSet } from '../../server/http/schemas.ts';
import { api } from '../api.ts';
import { announce } from '../ui/announce.tsx';
import { dateWords, numberWords } from '../words/format.ts';
import { errorWords } from '../words/server-words.ts';
import { words } from '../words/words.ts';
import { Effect, type Replay } from './effect.tsx';

interface Props {
  readonly title: string;
  readonly of: PlanWeights;
  readonly onChosen: (weights: PlanWeights) => void;
}

/** A set about to be used again, and what that would do. */
interface Asked {
  readonly set: string;
  readonly replay: Replay;
  readonly hasSurplus: boolean;
  readonly spread: boolean;
}

/** Every set of weights that was in use for a plan; each can be used again. */
export function WeightsSets({ title, of: { plan, sets }, onChosen }: Props) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [trouble, setTrouble] = useState('');
  const say = words().optimiser;

  const attempt = async (act: () => Promise<void>) => {
    setTrouble('');
    try {
      await act();
    } catch (error) {
      setAsked(null);
      setTrouble(errorWords(error));
    }
  };
  const ask = (set: string, spread: boolean, hadSurplus = false) =>
    attempt(async () => {
      const { replay } = await api.chooseWeights({ planId: plan, set, dryRun: true, spread });
      if (!replay || replay.moved === 0) return use(set, spread);
      const hasSurplus = hadSurplus || replay.dueToday > replay.dueTodayBefore;
      setAsked({ set, replay, hasSurplus, spread });
    });
  const use = (set: string, spread: boolean) =>
    attempt(async () => {
      onChosen(await api.chooseWeights({ planId: plan, set, spread }));
      setAsked(null);
      announce(words().optimiser.usedAgain);
    });

  return (
    <section class="weights-sets">
      <h3>{title}</h3>
      <p class="hint">{say.setsHint}</p>
      {trouble !== '' && (
        <p class="trouble" role="alert">
          {trouble}
        </p>
      )}
      <ul class="set-rows">
        {sets.map((set) => (
          <li key={set.id} class="set-row">
            <div>
              <p>{sourceOf(set)}</p>
              <p class="hint">
                {set.since === null ? say.fromStart : say.since(dateWords(set.since))}
                {set.reviews !== null && set.logLoss !== null && (
                  <> · {say.trainedOn(set.reviews, numberWords(set.logLoss, 4))}</>
                )}
              </p>
            </div>
            {set.inUse ? (
              <p class="set-in-use">{say.inUse}</p>
            ) : (
              <button
                type="button"
                class="button quiet small"
                aria-label={say.useOf(nameOf(set))}
                onClick={() => void ask(set.id, false)}
              >
                {say.use}
              </button>
            )}
            {asked?.set === set.id && (
              <Effect
                {...asked}
                onSpread={(spread) => void ask(set.id, spread, true)}
                onApply={() => void use(set.id, asked.spread)}
                onBack={() => setAsked(null)}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function sourceOf({ source }: WeightsSet): string {
  return words().optimiser.sources[source] ?? source;
}

function nameOf(set: WeightsSet): string {
  const say = words().optimiser;
  return `${sourceOf(set)}, ${set.since === null ? say.fromStart : say.since(dateWords(set.since))}`;
}
