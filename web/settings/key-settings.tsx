import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { canBeChosen, keyNamed, keysOf, takenBy } from '../keys/keys.ts';
import { type Action, KEY_TABLE, type KeyRow, WHERES } from '../keys/table.ts';
import { prefer, preferences } from '../preferences.ts';
import { announce } from '../ui/announce.tsx';
import { actionWords, keyWords } from '../ui/key.tsx';
import { words } from '../words/words.ts';

/** All keys, to change, reset and switch off. Changes apply at once, in this browser. */
export function KeySettings() {
  const { singleKeys } = preferences.value;
  const say = words().keys;
  return (
    <div class="key-settings">
      <label class="check">
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => prefer({ singleKeys: event.currentTarget.checked })}
        />
        <span>
          {say.singles} <span class="hint">{say.singlesHint}</span>
        </span>
      </label>
      {WHERES.map((where) => (
        <section key={where} class="keys-of">
          <h3>{say.places[where]}</h3>
          <ul class="key-rows">
            {KEY_TABLE.filter((row) => row.where === where).map((row) => (
              <KeyRowSetting key={row.id} row={row} />
            ))}
          </ul>
        </section>
      ))}
      <button type="button" class="button quiet" onClick={() => prefer({ keys: {} })}>
        {say.resetAll}
      </button>
    </div>
  );
}

function KeyRowSetting({ row }: { readonly row: KeyRow }) {
  const [asking, setAsking] = useState(false);
  const [trouble, setTrouble] = useState('');
  const say = words().keys;
  const what = actionWords(row.id);
  const keys = keysOf(row, preferences.value);

  const choose = (key: string | null) => {
    if (!canBeChosen(key)) return setTrouble(say.unusable);
    const other = takenBy(key, row.id, preferences.peek());
    if (other) return setTrouble(say.taken(keyWords(key), actionWords(other.id)));
    chooseKey(row, key);
    announce(say.changed(keyWords(key), what));
    setTrouble('');
    setAsking(false);
  };
  const stop = () => {
    setTrouble('');
    setAsking(false);
  };
  const changing = useRef<HTMLButtonElement>(null);
  // Listens before the next key can be pressed.
  useLayoutEffect(() => (asking ? askForKey(choose, stop) : undefined), [asking]);

  return (
    <li class="key-row">
      <span class="key-row-what">{what}</span>
      <span class="key-row-keys">
        {keys.length === 0 && <span class="hint">{say.none}</span>}
        {keys.map((key) => (
          <kbd key={key}>{keyWords(key)}</kbd>
        ))}
      </span>
      <span class="key-row-acts">
        <button
          ref={changing}
          type="button"
          class="button quiet small"
          aria-label={say.changeOf(what)}
          aria-pressed={asking}
          onClick={() => setAsking(!asking)}
          onBlur={stop}
        >
          {say.change}
        </button>
        {preferences.value.keys[row.id] && (
          <button
            type="button"
            class="button quiet small"
            aria-label={say.resetOf(what)}
            onClick={() => {
              // This button disappears, and the focus should not go with it.
              changing.current?.focus();
              resetKey(row.id);
            }}
          >
            {say.reset}
          </button>
        )}
      </span>
      <p class="key-row-note" role="status">
        {asking && (trouble || say.press)}
      </p>
    </li>
  );
}

function chooseKey(row: KeyRow, key: string): void {
  // Choosing the current key is no change.
  if (row.keys[0] === key && row.keys.length === 1) resetKey(row.id);
  else prefer({ keys: { ...preferences.peek().keys, [row.id]: [key] } });
}

function resetKey(action: Action): void {
  const { [action]: _, ...others } = preferences.peek().keys;
  prefer({ keys: others });
}

const MODIFIERS = ['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock'];

/** Takes the next key press before anything else does. Escape and Tab cancel. Returns a function that stops it. */
function askForKey(choose: (key: string | null) => void, stop: () => void): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (MODIFIERS.includes(event.key) || event.repeat) return;
    if (event.key === 'Tab') return stop();
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') stop();
    else choose(keyNamed(event));
  };
  // The pressed button would treat Space as a click when it is released.
  const onUp = (event: KeyboardEvent) => {
    if (event.key === ' ') event.preventDefault();
  };
  addEventListener('keydown', onKey, { capture: true });
  addEventListener('keyup', onUp, { capture: true });
  return () => {
    removeEventListener('keydown', onKey, { capture: true });
    // Only after the key has been released.
    setTimeout(() => removeEventListener('keyup', onUp, { capture: true }), 500);
  };
}
