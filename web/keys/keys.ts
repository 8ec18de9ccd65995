// Maps a key press to an action, with the learner's own keys in place of the defaults.

import type { Preferences } from '../preferences.ts';
import { type Action, type ActionOf, KEY_TABLE, type KeyRow, meet, type Where } from './table.ts';

/** Where the focus is when a key is pressed. Typing into text is never a command. */
export type Focus = 'text' | 'checkbox' | 'control' | 'elsewhere';

export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'repeat'>;

/** The preferences that keys depend on. */
export type KeyChoices = Pick<Preferences, 'keys' | 'singleKeys'>;

/**
 * The name of a key press, as in the table: `u`, `@`, ` `, `Enter`, `Ctrl+z`; null for keys that no action can use.
 */
export function keyNamed({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string | null {
  if ((ctrlKey || metaKey) && !altKey) return key.length === 1 ? `Ctrl+${key.toLowerCase()}` : null;
  // Some keyboards need Alt for signs such as @ and ?, and report Ctrl with it.
  if (metaKey || (altKey && !isSign(key))) return null;
  if (key === 'Enter') return key;
  if (key.length !== 1) return null;
  // Caps Lock does not count as Shift.
  return shiftKey ? key : key.toLowerCase();
}

function isSign(key: string): boolean {
  return key.length === 1 && !/[\p{L}\p{N}\s]/u.test(key);
}

/**
 * What a key does at a place, or null. Held keys do not repeat. Buttons and links keep Space and Enter, checkboxes keep
 * Space, and text fields keep everything.
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

/** The keys of an action with the learner's choices. Keys with Ctrl always stay. */
export function keysOf(row: KeyRow, { keys, singleKeys }: KeyChoices): readonly string[] {
  const chosen = keys[row.id];
  const all = chosen ? [...chosen, ...row.keys.filter(isChord)] : row.keys;
  return singleKeys ? all : all.filter((key) => isChord(key) || !isCharacter(key));
}

function isChord(key: string): boolean {
  return key.startsWith('Ctrl+');
}

/** Whether speech input or an elbow could press it by accident, see WCAG 2.1.4: letters, digits and signs. */
function isCharacter(key: string): boolean {
  return key.length === 1 && key !== ' ';
}

/** Whether an action can use a key: a character, Space or Enter. Other keys belong to the browser. */
export function canBeChosen(key: string | null): key is string {
  return key !== null && !isChord(key);
}

/** Another action that uses the key on the same page, or null. */
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
