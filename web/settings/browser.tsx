// The section “This browser”.

import { type Preferences, prefer, preferences } from '../preferences.ts';
import { LANGUAGE_NAMES } from '../words/language.ts';
import { words } from '../words/words.ts';
import { KeySettings } from './key-settings.tsx';
import { Section } from './section.tsx';

/** Preferences of this browser. They apply at once, even while the server is stopped. */
export function ThisBrowser() {
  const { language, theme, motion, timer } = preferences.value;
  const say = words().settings;
  return (
    <Section id="browser" title={say.sections.browser} lead={say.browserLead}>
      <div class="browser-settings">
        <Choice
          label={say.language}
          value={language}
          options={{ system: say.systemLanguage, ...LANGUAGE_NAMES }}
          onChoose={(chosen) => prefer({ language: chosen })}
        />
        <Choice
          label={say.theme}
          value={theme}
          options={say.themes}
          onChoose={(chosen) => prefer({ theme: chosen })}
        />
        <Choice
          label={say.motion}
          value={motion}
          options={say.motions}
          onChoose={(chosen) => prefer({ motion: chosen })}
        />
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={timer}
          onChange={(event) => prefer({ timer: event.currentTarget.checked })}
        />
        <span>
          {say.timer} <span class="hint">{say.timerHint}</span>
        </span>
      </label>
      <details class="settings-more">
        <summary>{say.openKeys}</summary>
        <p class="hint">{say.keysHint}</p>
        <KeySettings />
      </details>
    </Section>
  );
}

type Chosen = Preferences['language' | 'theme' | 'motion'];

interface ChoiceProps<T extends Chosen> {
  readonly label: string;
  readonly value: T;
  readonly options: Readonly<Record<T, string>>;
  readonly onChoose: (value: T) => void;
}

function Choice<T extends Chosen>({ label, value, options, onChoose }: ChoiceProps<T>) {
  const all = Object.entries(options) as [T, string][];
  return (
    <label class="field">
      <span>{label}</span>
      <select
        value={value}
        onChange={({ currentTarget }) => {
          const chosen = all[currentTarget.selectedIndex];
          if (chosen) onChoose(chosen[0]);
        }}
      >
        {all.map(([option, name]) => (
          <option key={option} value={option}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
