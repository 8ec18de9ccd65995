import type { Command } from '../review/keys.ts';
import { words } from '../words/words.ts';

const TOOLS = [
  { command: 'undo', key: 'u' },
  { command: 'edit', key: 'e' },
  { command: 'gap', key: 'g' },
  { command: 'bury', key: '-' },
  { command: 'suspend', key: '@' },
] as const;

/** What else can be done with the card on the screen. */
export function Tools({ run }: { readonly run: (command: Command) => void }) {
  return (
    <div class="tools">
      {TOOLS.map(({ command, key }) => (
        <button key={command} type="button" aria-keyshortcuts={key} onClick={() => run(command)}>
          {words().review.tools[command]} <kbd>{key}</kbd>
        </button>
      ))}
    </div>
  );
}
