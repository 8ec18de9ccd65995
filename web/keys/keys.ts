// From a key pressed to an action, with what the learner chose instead of the table's keys.

import type { Preferences } from '../preferences.ts';
import { type Action, type ActionOf, KEY_TABLE, type KeyRow, meet, type Where } from './table.ts';

/** Where the focus is when a key is pressed: what is typed into text is never a command. */
export type Focus = 'text' | 'checkbox' | 'control' | 'elsewhere';

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat'>;

/** What of the preferences decides on keys. */
export type KeyChoices = Pick<Preferences, 'keys' | 'singleKeys'>;

/** The name of what is pressed, as the table has it: `u`, `@`, ` `, `Enter`, `Ctrl+z`; null for what no action takes. */
export function keyNamed({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string | null {
  if ((ctrlKey || metaKey) && !altKey) return key.length === 1 ? `Ctrl+${key.toLowerCase()}` : null;
  // Some keyboards reach signs such as @ and ? only with Alt, and report Ctrl with it.
  if (metaKey || (altKey && !isSign(key))) return null;
  if (key === 'Enter') return key;
  if (key.length !== 1) return null;
  // Caps Lock is no Shift.
  return shiftKey ? key : key.toLowerCase();
}

function isSign(key: string): boolean {
  return key.length === 1 && !/[\p{L}\p{N}\s]/u.test(key);
}

/**
 * What a key does at a place, or null. Keys held down repeat nothing. Buttons and links keep Space and Enter,
 * checkboxes keep Space, and fields everything.
 */
export function actionOf<W extends Where>(
  press: KeyPress,
  focus: Focus,
  where: W,
  choices: KeyChoices,
): ActionOf<W> | null {
  if (focus === 'text' || press.repeat) return null;
  const key = keyNamed(press);
  if (key === null) return null;
  if (focus === 'control' && (key === ' ' || key === 'Enter')) return null;
  if (focus === 'checkbox' && key === ' ') return null;
  const row = KEY_TABLE.find((each) => each.where === where && keysOf(each, choices).includes(key));
  return row ? (row.id as ActionOf<W>) : null;
}

/** The keys of an action as the learner chose them: those with Ctrl stay beside whatever is chosen. */
export function keysOf(row: KeyRow, { keys, singleKeys }: KeyChoices): readonly string[] {
  const chosen = keys[row.id];
  const all = chosen ? [...chosen, ...row.keys.filter(isChord)] : row.keys;
  return singleKeys ? all : all.filter((key) => isChord(key) || !isCharacter(key));
}

function isChord(key: string): boolean {
  return key.startsWith('Ctrl+');
}

/** Whether a voice or an elbow could press it unmeant, as WCAG 2.1.4 has it: letters, digits and signs. */
function isCharacter(key: string): boolean {
  return key.length === 1 && key !== ' ';
}

/** Whether an action can be given a key: a character, Space or Enter. The rest is the browser's. */
export function canBeChosen(key: string | null): key is string {
  return key !== null && !isChord(key);
}

/** Another action that has the key on a page where this one holds, or null. */
export function takenBy(key: string, action: Action, choices: KeyChoices): KeyRow | null {
  const own = rowOf(action);
  const all = { ...choices, singleKeys: true };
  const takes = (row: KeyRow) => row !== own && meet(row.where, own.where) && keysOf(row, all).includes(key);
  return KEY_TABLE.find(takes) ?? null;
}

export function rowOf(action: Action): KeyRow {
  const row = KEY_TABLE.find(({ id }) => id === action);
  if (!row) throw new Error(`The table of keys has no action “${action}”.`);
  return row;
}

export function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof HTMLElement)) return 'elsewhere';
  if (target instanceof HTMLInputElement && target.type === 'checkbox') return 'checkbox';
  if (target.isContentEditable || target.matches('input, textarea, select')) return 'text';
  return target.closest('button, a[href], summary') ? 'control' : 'elsewhere';
}
