import { type ReadonlySignal, signal } from '@preact/signals';

/** What this browser keeps about how the learner likes Tenax. What is about learning lives on the server. */
export interface Preferences {
  /** `system`: the first language of the browser that Tenax speaks. */
  readonly language: 'system' | 'en' | 'es';
  readonly theme: 'system' | 'light' | 'dark';
  /** `system` moves things as the system wishes. */
  readonly motion: 'system' | 'reduced';
  /** Whether a review shows how long a card has been on the screen. */
  readonly timer: boolean;
  /** Whether single letters, digits and signs are commands. */
  readonly singleKeys: boolean;
  /** The keys of actions that differ from their defaults, by the action's id. */
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

/** What was stored, each value by itself: one that is missing or makes no sense is the default. */
export function readPreferences(stored: string | null): Preferences {
  const told = parsed(stored);
  const read = <Name extends keyof Preferences>(name: Name): Preferences[Name] => {
    const value = told[name];
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
    // The browser blocks storage: the defaults hold.
    return null;
  }
}

const held = signal(readPreferences(stored()));

export const preferences: ReadonlySignal<Preferences> = held;

/** Changes preferences, at once and for later visits; where the browser stores nothing, for this visit. */
export function prefer(change: Partial<Preferences>): void {
  held.value = { ...held.peek(), ...change };
  try {
    localStorage.setItem(STORED_AS, JSON.stringify(held.peek()));
  } catch {
    // Blocked or full: it holds as long as the page is open.
  }
}

/** Follows what is changed in other tabs. */
export function followPreferences(): void {
  addEventListener('storage', ({ key, newValue }) => {
    if (key === STORED_AS || key === null) held.value = readPreferences(newValue);
  });
}
