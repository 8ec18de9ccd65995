import { type ReadonlySignal, signal } from '@preact/signals';

/** How the learner likes Tenax, kept in this browser. What concerns learning is kept on the server. */
export interface Preferences {
  /** `system`: the first of the browser's languages that Tenax has. */
  readonly language: 'system' | 'en' | 'es';
  readonly theme: 'system' | 'light' | 'dark';
  /** `system`: as the system is set. */
  readonly motion: 'system' | 'reduced';
  /** Whether a review shows how long a card has been on the screen. */
  readonly timer: boolean;
  /** Whether single letters, digits and signs work as commands. */
  readonly singleKeys: boolean;
  /** The keys that differ from their defaults, by the action's id. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

export const DEFAULT_PREFERENCES: Preferences = {
  language: 'system',
  theme: 'system',
  motion: 'system',
  timer: false,
  singleKeys: true,
  keys: {},
};

const STORED_AS = 'tenax.preferences';

type Check<T> = (value: unknown) => value is T;

function oneOf<T extends string>(...values: readonly T[]): Check<T> {
  return (value): value is T => values.some((each) => each === value);
}

const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';

function isKeys(value: unknown): value is Preferences['keys'] {
  const isKeyList = (list: unknown) => Array.isArray(list) && list.every((key) => typeof key === 'string');
  return isObject(value) && Object.values(value).every(isKeyList);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const CHECKS: { readonly [Name in keyof Preferences]: Check<Preferences[Name]> } = {
  language: oneOf('system', 'en', 'es'),
  theme: oneOf('system', 'light', 'dark'),
  motion: oneOf('system', 'reduced'),
  timer: isFlag,
  singleKeys: isFlag,
  keys: isKeys,
};

/** Reads stored preferences. Each missing or invalid value falls back to its default. */
export function readPreferences(stored: string | null): Preferences {
  const raw = parsed(stored);
  const read = <Name extends keyof Preferences>(name: Name): Preferences[Name] => {
    const value = raw[name];
    return CHECKS[name](value) ? value : DEFAULT_PREFERENCES[name];
  };
  return {
    language: read('language'),
    theme: read('theme'),
    motion: read('motion'),
    timer: read('timer'),
    singleKeys: read('singleKeys'),
    keys: read('keys'),
  };
}

function parsed(stored: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(stored ?? '{}');
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(STORED_AS);
  } catch {
    // The browser blocks storage: use the defaults.
    return null;
  }
}

const held = signal(readPreferences(stored()));

export const preferences: ReadonlySignal<Preferences> = held;

/** Changes preferences at once, and keeps them for later visits if the browser stores anything. */
export function prefer(change: Partial<Preferences>): void {
  held.value = { ...held.peek(), ...change };
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(held.peek()));
  } catch {
    // Blocked or full: the change lasts as long as the page.
  }
}

/** Follows changes made in other tabs. */
export function followPreferences(): void {
  addEventListener('storage', ({ key, newValue }) => {
    if (key === STORED_AS || key === null) held.value = readPreferences(newValue);
  });
}
