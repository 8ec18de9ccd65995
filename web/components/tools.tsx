import type { Command } from '../review/keys.ts';

const TOOLS: readonly { readonly command: Command; readonly label: string; readonly key: string }[] = [
  { command: 'undo', label: 'Undo', key: 'u' },
  { command: 'edit', label: 'Edit', key: 'e' },
  { command: 'gap', label: 'Gap', key: 'g' },
  { command: 'bury', label: 'Tomorrow', key: '-' },
  { command: 'suspend', label: 'Suspend', key: '@' },
];

/** What else can be done with the card on the screen. */
export function Tools({ run }: { readonly run: (command: Command) => void }) {
  return (
    <div class="tools">
      {TOOLS.map(({ command, label, key }) => (
        <button key={command} type="button" aria-keyshortcuts={key} onClick={() => run(command)}>
          {label} <kbd>{key}</kbd>
        </button>
      ))}
    </div>
  );
}
