// The dialog that `?` opens.

import { signal } from '@preact/signals';
import { keysOf } from '../keys/keys.ts';
import { KEY_TABLE, WHERES, type Where } from '../keys/table.ts';
import { keysInUse } from '../keys/use-keys.ts';
import { preferences } from '../preferences.ts';
import { Dialog } from '../ui/dialog.tsx';
import { actionWords, keyWords } from '../ui/key.tsx';
import { words } from '../words/words.ts';

const isOpen = signal(false);

/** Opens the dialog. */
export function showHelp(): void {
  isOpen.value = true;
}

/** All keys that work on the current page. */
export function Help() {
  if (!isOpen.value) return null;
  const say = words().keys;
  const inUse = keysInUse.value;
  return (
    <Dialog
      title={say.title}
      onClose={() => {
        isOpen.value = false;
      }}
    >
      {!preferences.value.singleKeys && <p class="hint">{say.singlesOff}</p>}
      {WHERES.filter((where) => inUse.includes(where)).map((where) => (
        <section key={where} class="keys-of">
          <h3>{say.places[where]}</h3>
          <KeysOf where={where} />
        </section>
      ))}
    </Dialog>
  );
}

function KeysOf({ where }: { readonly where: Where }) {
  const rows = KEY_TABLE.filter((row) => row.where === where);
  return (
    <dl class="keys">
      {rows.map((row) => {
        const keys = keysOf(row, preferences.value);
        return (
          keys.length > 0 && (
            <div key={row.id}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{keyWords(key)}</kbd>
                ))}
              </dt>
              <dd>{actionWords(row.id)}</dd>
            </div>
          )
        );
      })}
    </dl>
  );
}
