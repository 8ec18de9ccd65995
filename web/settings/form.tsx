// The form around a scope's settings: draft, preview of the effect, saving.

import { type ComponentChildren, createContext } from 'preact';
import { useContext, useRef, useState } from 'preact/hooks';
import type { SettingsBody } from '../api.ts';
import { Refused } from '../errors.ts';
import { announce } from '../ui/announce.tsx';
import { errorWords } from '../words/server-words.ts';
import { serverWords, words } from '../words/words.ts';
import { changeOf, type Draft, type Held, takenBack, typed } from './draft.ts';
import { draftOf, keepDraft, type ScopeName } from './drafts.ts';
import { Effect, type Replay } from './effect.tsx';
import { FIELDS, type FieldName } from './fields.ts';
import { faultWords } from './values.ts';

/** Where the inherited value of a setting comes from. */
export type Standard = 'default' | 'learner' | 'plan';

/** What the form provides to the settings in it. */
export interface Form {
  /** Prefix of the ids of its fields. */
  readonly name: string;
  readonly held: Held;
  readonly draft: Draft;
  readonly standardOf: (field: FieldName) => Standard;
  /** What is wrong with a field, if anything. */
  readonly faultOf: (field: FieldName) => string | undefined;
  readonly write: (field: FieldName, text: string) => void;
  /** Validates a field once its text is complete. */
  readonly check: (field: FieldName) => void;
  readonly takeBack: (field: FieldName) => void;
}

const FormContext = createContext<Form | null>(null);

export function useForm(): Form {
  const form = useContext(FormContext);
  if (!form) throw new Error('A setting must be inside a SettingsForm.');
  return form;
}

interface Props<H extends Held> extends Pick<Form, 'name' | 'standardOf'> {
  readonly scope: ScopeName;
  readonly held: H;
  readonly send: (body: SettingsBody) => Promise<H & { readonly replay: Replay | null }>;
  readonly onSaved: (held: H) => void;
  readonly children: ComponentChildren;
}

type Step =
  | { readonly at: 'typing'; readonly trouble?: string; readonly saved?: true }
  | { readonly at: 'asking' | 'applying' }
  | {
      readonly at: 'previewed';
      readonly replay: Replay;
      /** Whether more cards would be due today than now without spreading. */
      readonly hasSurplus: boolean;
      readonly spread: boolean;
    };

/** Settings that are saved together, after showing what that does to the cards. */
export function SettingsForm<H extends Held>(props: Props<H>) {
  const { name, scope, held, standardOf, send, onSaved, children } = props;
  const draft = draftOf(scope);
  const { patch, faults } = changeOf(draft);
  const [step, go] = useState<Step>({ at: 'typing' });
  const [checked, setChecked] = useState<readonly FieldName[]>([]);
  const [refused, setRefused] = useState<Partial<Record<FieldName, string>>>({});
  const element = useRef<HTMLFormElement>(null);

  const focusOn = (fields: readonly FieldName[]) => {
    const first = (Object.keys(FIELDS) as FieldName[]).filter((field) => fields.includes(field));
    const places = first.flatMap((field) => [
      ...(element.current?.querySelectorAll<HTMLElement>(`#${name}-${field}`) ?? []),
    ]);
    places.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
    const closed = places[0]?.closest('details');
    if (closed) closed.open = true;
    places[0]?.focus();
  };

  const failed = (error: unknown) => {
    const fields = error instanceof Refused ? faultsOf(error) : {};
    setRefused(fields);
    const count = Object.keys(fields).length;
    go({ at: 'typing', trouble: count > 0 ? words().settings.mistakes(count) : errorWords(error) });
    focusOn(Object.keys(fields) as FieldName[]);
  };

  const ask = async (spread: boolean, hadSurplus = false) => {
    if (!hadSurplus) go({ at: 'asking' });
    try {
      const { replay } = await send({ ...patch, dryRun: true, spread });
      if (!replay || replay.moved === 0) return await apply(spread);
      const hasSurplus = hadSurplus || replay.dueToday > replay.dueTodayBefore;
      go({ at: 'previewed', replay, hasSurplus, spread });
    } catch (error) {
      failed(error);
    }
  };

  const apply = async (spread: boolean) => {
    go({ at: 'applying' });
    try {
      const saved = await send({ ...patch, spread });
      keepDraft(scope, {});
      setChecked([]);
      go({ at: 'typing', saved: true });
      announce(words().settings.saved);
      onSaved(saved);
    } catch (error) {
      failed(error);
    }
  };

  const submit = (event: Event) => {
    event.preventDefault();
    if (step.at !== 'typing' || Object.keys(draft).length === 0) return;
    if (faults.length === 0) return void ask(false);
    setChecked(faults);
    go({ at: 'typing', trouble: words().settings.mistakes(faults.length) });
    focusOn(faults);
  };

  const change = (field: FieldName, next: Draft) => {
    const { [field]: _, ...others } = refused;
    setRefused(others);
    keepDraft(scope, next);
    go({ at: 'typing' });
  };

  const form: Form = {
    name,
    held,
    draft,
    standardOf,
    faultOf: (field) =>
      refused[field] ?? (checked.includes(field) && faults.includes(field) ? faultWords(field) : undefined),
    write: (field, text) => change(field, typed(held, draft, field, text)),
    check: (field) => setChecked((before) => (before.includes(field) ? before : [...before, field])),
    takeBack: (field) => change(field, takenBack(held, draft, field)),
  };

  return (
    <FormContext.Provider value={form}>
      {/* Errors are shown at the field, in Tenax's own words. */}
      <form class="settings-form" ref={element} noValidate onSubmit={submit}>
        {children}
        {step.at === 'previewed' ? (
          <Effect
            replay={step.replay}
            hasSurplus={step.hasSurplus}
            spread={step.spread}
            onSpread={(spread) => void ask(spread, true)}
            onApply={() => void apply(step.spread)}
            onBack={() => {
              go({ at: 'typing' });
              focusOn(Object.keys(draft) as FieldName[]);
            }}
          />
        ) : (
          <SaveBar
            step={step}
            changes={Object.keys(draft).length}
            onDiscard={() => {
              setRefused({});
              keepDraft(scope, {});
              go({ at: 'typing' });
            }}
          />
        )}
      </form>
    </FormContext.Provider>
  );
}

interface BarProps {
  readonly step: Exclude<Step, { readonly at: 'previewed' }>;
  readonly changes: number;
  readonly onDiscard: () => void;
}

/** Shows that there are unsaved changes, and saves them. It stays in sight as long as there are any. */
function SaveBar({ step, changes, onDiscard }: BarProps) {
  const say = words().settings;
  if (changes === 0) return <p class="settings-saved">{step.at === 'typing' && step.saved && say.saved}</p>;
  const isBusy = step.at !== 'typing';
  return (
    <div class="save-bar">
      {step.at === 'typing' && step.trouble !== undefined && (
        <p class="trouble" role="alert">
          {step.trouble}
        </p>
      )}
      <p role="status">
        {step.at === 'asking' ? say.saving : step.at === 'applying' ? say.applying : say.changed(changes)}
      </p>
      <div class="save-acts">
        <button type="submit" class="button primary" disabled={isBusy}>
          {say.save}
        </button>
        <button type="button" class="button quiet" disabled={isBusy} onClick={onDiscard}>
          {say.discard}
        </button>
      </div>
    </div>
  );
}

/** The server's errors by field. */
function faultsOf({ problem }: Refused): Partial<Record<FieldName, string>> {
  const errors: unknown = Reflect.get(problem, 'errors');
  if (!Array.isArray(errors)) return {};
  return Object.fromEntries(
    errors.flatMap((error: unknown) => {
      const { at, ...about } = Object(error) as { readonly at?: unknown };
      const field = String(at).split('/')[1] ?? '';
      return field in FIELDS ? [[field, weightFault(about) ?? faultWords(field as FieldName)]] : [];
    }),
  );
}

/** Only the server knows the bounds of each weight. */
function weightFault(about: object): string | undefined {
  const { number, least, most } = about as { number?: number; least?: number; most?: number };
  if (number === undefined || least === undefined || most === undefined) return undefined;
  return serverWords()?.weight(number, least, most);
}
