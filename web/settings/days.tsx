// The section “Your days”.

import { useState } from 'preact/hooks';
import type { LearnerSettings } from '../../server/http/schemas.ts';
import { BOUNDS } from '../../server/schedule/bounds.ts';
import { api } from '../api.ts';
import { percentWords, weekdayWords } from '../words/format.ts';
import { words } from '../words/words.ts';
import { textOf } from './draft.ts';
import { SettingsForm, useForm } from './form.tsx';
import { Section } from './section.tsx';
import { idOf, NumberSetting, SettingRow, TimeSetting, useControl } from './setting.tsx';

interface Props {
  readonly held: LearnerSettings;
  readonly onSaved: () => void;
}

/** The learner's time zone, start of the day and easy days. */
export function YourDays({ held: first, onSaved }: Props) {
  const [held, hold] = useState(first);
  const say = words().settings;
  return (
    <Section id="days" title={say.sections.days} lead={say.daysLead}>
      <SettingsForm
        name="days"
        scope="learner"
        held={held}
        standardOf={() => 'default'}
        send={api.changeSettings}
        onSaved={(saved) => {
          hold(saved);
          onSaved();
        }}
      >
        <ZoneSetting />
        <TimeSetting field="rollover" />
        <NumberSetting field="learnAheadMinutes" bounds={BOUNDS.learnAheadMinutes} />
        <EasyDays />
      </SettingsForm>
    </Section>
  );
}

function ZoneSetting() {
  const { held, draft, write } = useForm();
  const control = useControl('zone');
  const say = words().settings;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <SettingRow field="zone">
      <input type="text" autocomplete="off" spellcheck={false} list="zones" {...control} />
      <datalist id="zones">
        {zones().map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
      <p class="setting-offer">
        {textOf(held, draft, 'zone') === here ? (
          say.browserZone(here)
        ) : (
          <button type="button" class="link" onClick={() => write('zone', here)}>
            {say.useZone(here)}
          </button>
        )}
      </p>
    </SettingRow>
  );
}

/** All time zones that the browser knows; first UTC, which it leaves out. */
function zones(): readonly string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}

const SHARES = [1, 0.75, 0.5, 0.25, 0];
const DAYS = [1, 2, 3, 4, 5, 6, 7];

function EasyDays() {
  const form = useForm();
  const id = idOf(form, 'easyDays');
  const weights = textOf(form.held, form.draft, 'easyDays').split(' ').map(Number);
  const put = (day: number, weight: number) =>
    form.write('easyDays', weights.map((each, i) => (i === day - 1 ? weight : each)).join(' '));
  return (
    <SettingRow field="easyDays" isGroup isWide>
      {/* biome-ignore lint/a11y/useSemanticElements: its name and description are beside it, as with the others */}
      <div
        class="easy-days"
        id={id}
        role="group"
        tabIndex={-1}
        aria-labelledby={`${id}-name`}
        aria-describedby={`${id}-does ${id}-standard`}
      >
        {DAYS.map((day) => (
          <DayWeight
            key={day}
            name={weekdayWords(day)}
            weight={weights[day - 1] ?? 1}
            onChoose={(weight) => put(day, weight)}
          />
        ))}
      </div>
    </SettingRow>
  );
}

interface WeightProps {
  readonly name: string;
  readonly weight: number;
  readonly onChoose: (weight: number) => void;
}

function DayWeight({ name, weight, onChoose }: WeightProps) {
  const say = words().settings;
  // A value set elsewhere may lie between the usual ones.
  const shares = SHARES.includes(weight) ? SHARES : [...SHARES, weight].sort((a, b) => b - a);
  const sayShare = (share: number) => {
    const percent = percentWords(100 * share);
    if (share === 1) return say.usualDay(percent);
    return share === 0 ? say.emptyDay(percent) : percent;
  };
  return (
    <label>
      <span>{name}</span>
      <select value={String(weight)} onChange={({ currentTarget }) => onChoose(Number(currentTarget.value))}>
        {shares.map((share) => (
          <option key={share} value={String(share)}>
            {sayShare(share)}
          </option>
        ))}
      </select>
    </label>
  );
}
