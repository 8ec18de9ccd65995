import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import type { WorkloadForecast } from '../../server/http/schemas.ts';
import { BOUNDS } from '../../server/schedule/bounds.ts';
import { loadWorkload } from '../statistics/workload.ts';
import { Underway } from '../ui/underway.tsx';
import { errorWords } from '../words/server-words.ts';
import { speakMore, words } from '../words/words.ts';
import { minutesAt } from './costs.ts';
import { FIELDS } from './fields.ts';
import { useForm } from './form.tsx';
import { SettingRow, useControl } from './setting.tsx';

const [LEAST, MOST] = BOUNDS.desiredRetention;
const PERCENT = { min: 100 * LEAST, max: 100 * MOST };

interface Props {
  /** Absent for a topic: costs are forecast for whole plans only. */
  readonly plan?: string;
}

/** The desired retention, and what it costs. */
export function RetentionSetting({ plan }: Props) {
  const { write } = useForm();
  const control = useControl('desiredRetention');
  const percent = Number(control.value);
  return (
    <>
      <SettingRow field="desiredRetention">
        <div class="retention-setting">
          <input type="number" inputMode="decimal" {...PERCENT} step="any" {...control} />
          <input
            type="range"
            aria-label={words().settings.slider}
            {...PERCENT}
            step={1}
            value={percent >= PERCENT.min ? percent : PERCENT.min}
            onInput={(event) => write('desiredRetention', event.currentTarget.value)}
          />
        </div>
      </SettingRow>
      {plan !== undefined && <Decide key={plan} plan={plan} value={control.value} />}
    </>
  );
}

type Help =
  | { readonly state: 'none' }
  | { readonly state: 'asking'; readonly share: number }
  | { readonly state: 'failed'; readonly error: unknown }
  | {
      readonly state: 'done';
      readonly workload: WorkloadForecast;
      readonly Chart: ComponentType<{ readonly plan: string | undefined }>;
    };

/** What each retention costs, simulated on request. */
function Decide({ plan, value }: { readonly plan: string; readonly value: string }) {
  const [help, setHelp] = useState<Help>({ state: 'none' });
  const say = words().settings;
  const ask = async () => {
    const onProgress = (share: number) => setHelp({ state: 'asking', share });
    onProgress(0);
    try {
      const [workload, { Workload }] = await Promise.all([
        loadWorkload(plan, onProgress),
        import('../statistics/ahead.tsx'),
        speakMore(['statistics']),
      ]);
      setHelp({ state: 'done', workload, Chart: Workload });
    } catch (error) {
      setHelp({ state: 'failed', error });
    }
  };
  if (help.state !== 'done') {
    return (
      <div class="decide">
        <button type="button" class="button quiet small" disabled={help.state === 'asking'} onClick={ask}>
          {say.decide}
        </button>
        <span role="status">
          {help.state === 'asking' && say.deciding}
          {help.state === 'failed' && errorWords(help.error)}
        </span>
        {help.state === 'asking' && <Underway share={help.share} />}
      </div>
    );
  }
  const { workload, Chart } = help;
  const rows = workload.plans.find(({ planId }) => planId === plan)?.rows ?? [];
  const wished = FIELDS.desiredRetention.read(value);
  const minutes = wished === null ? null : minutesAt(rows, wished);
  return (
    <div class="decided">
      <p role="status">{minutes !== null && say.costs(<strong>{say.minutes(minutes)}</strong>)}</p>
      <Chart plan={plan} />
    </div>
  );
}
