// One setting in a form, and a control for each kind of value.

import type { ComponentChildren } from 'preact';
import { words } from '../words/words.ts';
import { isOwn, textOf } from './draft.ts';
import type { FieldName } from './fields.ts';
import { type Form, useForm } from './form.tsx';
import { valueWords } from './values.ts';

interface Props {
  readonly field: FieldName;
}

interface RowProps extends Props {
  /** Whether several controls belong to it. */
  readonly isGroup?: boolean;
  readonly isWide?: boolean;
  readonly children: ComponentChildren;
}

/** A setting: its name, what it does, its control, the inherited value, and what is wrong with it. */
export function SettingRow({ field, isGroup = false, isWide = false, children }: RowProps) {
  const form = useForm();
  const { held, draft } = form;
  const id = idOf(form, field);
  const name = words().fields.names[field];
  const say = words().settings;
  const fault = form.faultOf(field);
  return (
    <div class={isWide ? 'setting wide' : 'setting'}>
      <div class="setting-about">
        {isGroup ? (
          <p class="setting-name" id={`${id}-name`}>
            {name}
          </p>
        ) : (
          <label class="setting-name" for={id}>
            {name}
          </label>
        )}
        <p class="hint" id={`${id}-does`}>
          {words().fields.does[field]}
        </p>
      </div>
      <div class="setting-set">
        {children}
        {fault !== undefined && (
          <p class="setting-fault" id={`${id}-fault`}>
            {fault}
          </p>
        )}
        <p class="setting-standard">
          <span id={`${id}-standard`}>
            {say.standards[form.standardOf(field)](valueWords(field, held.inherited))}
          </span>
          {isOwn(held, draft, field) && (
            <button
              type="button"
              class="link"
              aria-label={say.resetOf(name)}
              onClick={(event) => {
                const row = event.currentTarget.closest('.setting');
                form.takeBack(field);
                // The button disappears, and the focus should not go with it.
                row?.querySelector<HTMLElement>('input, select, textarea')?.focus();
              }}
            >
              {say.reset}
            </button>
          )}
        </p>
      </div>
    </div>
  );
}

export function idOf({ name }: Form, field: FieldName): string {
  return `${name}-${field}`;
}

/** What a control needs of its setting: the value, the ids that describe it, and the handler of changes. */
export function useControl(field: FieldName) {
  const form = useForm();
  const id = idOf(form, field);
  const isWrong = form.faultOf(field) !== undefined;
  type Typed = { readonly currentTarget: { readonly value: string } };
  return {
    id,
    value: textOf(form.held, form.draft, field),
    onInput: (event: Typed) => form.write(field, event.currentTarget.value),
    onChange: () => form.check(field),
    'aria-invalid': isWrong,
    'aria-describedby': `${isWrong ? `${id}-fault ` : ''}${id}-does ${id}-standard`,
  } as const;
}

interface NumberProps extends Props {
  readonly bounds: readonly [number, number];
}

export function NumberSetting({ field, bounds: [min, max] }: NumberProps) {
  return (
    <SettingRow field={field}>
      <input type="number" inputMode="numeric" min={min} max={max} step={1} {...useControl(field)} />
    </SettingRow>
  );
}

export function TextSetting({ field }: Props) {
  return (
    <SettingRow field={field}>
      <input type="text" autocomplete="off" spellcheck={false} {...useControl(field)} />
    </SettingRow>
  );
}

export function TimeSetting({ field }: Props) {
  return (
    <SettingRow field={field}>
      <input type="time" {...useControl(field)} />
    </SettingRow>
  );
}

export function FlagSetting({ field }: Props) {
  const { write } = useForm();
  const { id, value, 'aria-describedby': describedBy } = useControl(field);
  return (
    <SettingRow field={field}>
      <input
        id={id}
        type="checkbox"
        aria-describedby={describedBy}
        checked={value === 'true'}
        onChange={(event) => write(field, String(event.currentTarget.checked))}
      />
    </SettingRow>
  );
}

interface ChoiceProps extends Props {
  /** The label of each value. */
  readonly options: Readonly<Record<string, string>>;
}

export function ChoiceSetting({ field, options }: ChoiceProps) {
  return (
    <SettingRow field={field}>
      <select {...useControl(field)}>
        {Object.entries(options).map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </SettingRow>
  );
}

export function WeightsSetting() {
  return (
    <SettingRow field="weights" isWide>
      <textarea class="code-input" rows={4} spellcheck={false} {...useControl('weights')} />
    </SettingRow>
  );
}
