// Keys as they are shown: beside a button, in the help, for assistive technology.

import { keysOf, rowOf } from '../keys/keys.ts';
import type { Action, GoAction } from '../keys/table.ts';
import type { PlaceName } from '../places.ts';
import { preferences } from '../preferences.ts';
import { words } from '../words/words.ts';

/** The first key of an action, shown beside it; nothing if it is switched off. */
export function Key({ action }: { readonly action: Action }) {
  const [first] = keysOf(rowOf(action), preferences.value);
  return first === undefined ? null : <kbd>{keyWords(first)}</kbd>;
}

/** A key's name as on a keyboard. */
export function keyWords(key: string): string {
  const { space, enter, ctrl } = words().keys;
  if (key === ' ') return space;
  if (key === 'Enter') return enter;
  return key.startsWith('Ctrl+') ? `${ctrl} ${key.slice(5).toUpperCase()}` : key;
}

/** The keys of an action for `aria-keyshortcuts`. */
export function ariaKeys(action: Action): string | undefined {
  const keys = keysOf(rowOf(action), preferences.value);
  const named = keys.map((key) => (key === ' ' ? 'Space' : key.replace('Ctrl+', 'Control+')));
  return named.length > 0 ? named.join(' ') : undefined;
}

/** What an action does. */
export function actionWords(action: Action): string {
  const { keys, frame } = words();
  return isGoing(action) ? keys.goTo(frame.places[placeOf(action)]) : keys.actions[action];
}

function isGoing(action: Action): action is GoAction {
  return action.startsWith('go-to-');
}

function placeOf(action: GoAction): PlaceName {
  return action.slice('go-to-'.length) as PlaceName;
}
