import type { Rating } from '../../server/http/schemas/index.ts';

export type Command = Rating | 'go-on' | 'undo' | 'edit' | 'gap' | 'bury' | 'suspend' | 'help';

/** Where the focus is when a key is pressed: what is typed into text is never a command. */
export type Focus = 'text' | 'checkbox' | 'control' | 'elsewhere';

export interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
}

const COMMANDS: Record<string, Command> = {
  ' ': 'go-on',
  Enter: 'go-on',
  1: 'again',
  2: 'hard',
  3: 'good',
  4: 'easy',
  u: 'undo',
  e: 'edit',
  g: 'gap',
  '-': 'bury',
  '@': 'suspend',
  '?': 'help',
};

/**
 * The command that a key gives during a review, or null. Keys held down repeat nothing. Buttons and links keep
 * Space and Enter, checkboxes keep Space. Some keyboards reach `@` and `?` only with Alt.
 */
export function commandOf(event: Key, focus: Focus): Command | null {
  if (focus === 'text' || event.repeat) return null;
  const { key } = event;
  const controlled = (event.ctrlKey || event.metaKey) && !event.altKey;
  if (controlled) return key.toLowerCase() === 'z' ? 'undo' : null;
  if (event.metaKey || (event.altKey && key !== '@' && key !== '?')) return null;
  if (focus === 'control' && (key === ' ' || key === 'Enter')) return null;
  if (focus === 'checkbox' && key === ' ') return null;
  return COMMANDS[key] ?? null;
}

export function focusOf(target: EventTarget | null): Focus {
  if (!(target instanceof HTMLElement)) return 'elsewhere';
  if (target instanceof HTMLInputElement && target.type === 'checkbox') return 'checkbox';
  if (target.isContentEditable || target.matches('input, textarea, select')) return 'text';
  return target.closest('button, a[href], summary') ? 'control' : 'elsewhere';
}
