// The buttons of a review besides the grades: undo, edit, gap, bury, suspend.

import type { ActionOf } from '../keys/table.ts';
import { ariaKeys, Key } from '../ui/key.tsx';
import { words } from '../words/words.ts';

const TOOLS = ['undo', 'edit', 'gap', 'bury', 'suspend'] as const;

/** The other acts on the card on the screen. */
export function Tools({ run }: { readonly run: (command: ActionOf<'review'>) => void }) {
  return (
    <div class="tools">
      {TOOLS.map((command) => (
        <button
          key={command}
          type="button"
          aria-keyshortcuts={ariaKeys(command)}
          onClick={() => run(command)}
        >
          {words().review.tools[command]} <Key action={command} />
        </button>
      ))}
    </div>
  );
}
