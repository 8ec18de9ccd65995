// A form of settings with unsaved changes: pure functions.

import { FIELDS, type FieldName, type Values } from './fields.ts';

/** The settings of a scope as the server has them. */
export interface Held {
  /** The values in effect. */
  readonly settings: Partial<Values>;
  /** The values set here. */
  readonly own: Partial<Values>;
  /** The values that would be in effect if nothing were set here. */
  readonly inherited: Partial<Values>;
}

/** What was typed and not saved, by field; null resets a value that was set here. */
export type Draft = Readonly<Partial<Record<FieldName, string | null>>>;

/** The result of a draft: what to send, and the fields that are invalid. */
export interface Change {
  readonly patch: Partial<Record<FieldName, Values[FieldName] | null>>;
  readonly faults: readonly FieldName[];
}

/** A field's text as it is shown. */
export function textOf(held: Held, draft: Draft, name: FieldName): string {
  const typed = draft[name];
  if (typed === null) return written(held.inherited, name);
  return typed ?? written(held.settings, name);
}

/** Whether a field has a value of its own here, or will have once it is saved. */
export function isOwn(held: Held, draft: Draft, name: FieldName): boolean {
  const typed = draft[name];
  return typed === undefined ? held.own[name] !== undefined : typed !== null;
}

/** The draft with a field's new text; a text that equals the saved value is no change. */
export function typed(held: Held, draft: Draft, name: FieldName, text: string): Draft {
  return text === written(held.settings, name) ? without(draft, name) : { ...draft, [name]: text };
}

/** The draft with a field reset to the inherited value. */
export function takenBack(held: Held, draft: Draft, name: FieldName): Draft {
  return held.own[name] === undefined ? without(draft, name) : { ...draft, [name]: null };
}

export function changeOf(draft: Draft): Change {
  const patch: Change['patch'] = {};
  const faults: FieldName[] = [];
  for (const [name, text] of Object.entries(draft) as [FieldName, string | null][]) {
    const value = text === null ? null : FIELDS[name].read(text);
    if (text !== null && value === null) faults.push(name);
    else patch[name] = value;
  }
  return { patch, faults };
}

/** A value as it would be typed; '' if there is none. */
export function written<Name extends FieldName>(values: Partial<Values>, name: Name): string {
  const value: Values[Name] | undefined = values[name];
  return value === undefined ? '' : FIELDS[name].write(value);
}

function without(draft: Draft, name: FieldName): Draft {
  const { [name]: _, ...others } = draft;
  return others;
}
