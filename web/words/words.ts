// Loads the words of a language in sets, and provides them to components.

import { computed, signal } from '@preact/signals';
import { preferences } from '../preferences.ts';
import type { Catalogue } from './en/index.ts';
import type { ServerWords } from './en/server.ts';
import { type Language, languageFor, localeFor, setLocale } from './language.ts';

export type { Catalogue };

/** The sets of a language. The core is what a review needs, so that its first card waits for nothing else. */
const WORD_SETS = ['core', 'pages', 'settings', 'statistics'] as const;
export type WordSet = (typeof WORD_SETS)[number];

/** Each set of each language is a chunk of its own; only those in use are loaded. */
const LOADERS: Record<Language, Record<WordSet, () => Promise<Partial<Catalogue>>>> = {
  en: {
    core: async () => (await import('./en/core.ts')).core,
    pages: async () => (await import('./en/pages.ts')).pages,
    settings: async () => (await import('./en/settings-page.ts')).settingsPage,
    statistics: async () => ({ statistics: (await import('./en/statistics.ts')).statistics }),
  },
  es: {
    core: async () => (await import('./es/core.ts')).core,
    pages: async () => (await import('./es/pages.ts')).pages,
    settings: async () => (await import('./es/settings-page.ts')).settingsPage,
    statistics: async () => ({ statistics: (await import('./es/statistics.ts')).statistics }),
  },
};

/** Words for what the server sends by kind: a chunk that is loaded when it first sends one. */
const SERVER_LOADERS: Record<Language, () => Promise<ServerWords>> = {
  en: async () => (await import('./en/server.ts')).server,
  es: async () => (await import('./es/server.ts')).server,
};

const spoken = signal<Catalogue | null>(null);
const fromServer = signal<ServerWords | null>(null);
let language: Language = 'en';

/**
 * The words of the UI in the language in use, as far as their sets are loaded. Components that use them redraw when
 * the language changes.
 */
export function words(): Catalogue {
  if (!spoken.value) throw new Error('No language is loaded yet: await speak() first.');
  return spoken.value;
}

/** Words for what the server sends; null until they are loaded: its own English text is shown instead. */
export function serverWords(): ServerWords | null {
  return fromServer.value;
}

/** Loads {@link serverWords}; resolves once they are there, or can't be loaded. */
export async function fetchServerWords(): Promise<void> {
  const asked = language;
  const fetched = fromServer.peek() ?? (await SERVER_LOADERS[asked]().catch(() => null));
  if (asked !== language) return fetchServerWords();
  fromServer.value = fetched;
}

/** The only text when no language could be loaded. */
export const UNSPOKEN =
  'Tenax isn’t answering. Start it with `npm start` in its folder, then reload this page.';

/**
 * Loads a language and uses it from then on.
 *
 * @param wished the browser's languages, best first; the first of this language decides the region.
 * @param sets the sets to load.
 */
export async function speak(
  next: Language,
  wished: readonly string[] = [],
  sets: Iterable<WordSet> = WORD_SETS,
): Promise<void> {
  const [loaded, heard] = await Promise.all([
    Promise.all(Array.from(sets, (set) => LOADERS[next][set]())),
    fromServer.peek() && SERVER_LOADERS[next]().catch(() => null),
  ]);
  // More sets may have been loaded meanwhile: keep them.
  const had = language === next ? spoken.peek() : null;
  setLocale(localeFor(next, wished));
  language = next;
  fromServer.value = heard;
  // A page is drawn once its words are loaded, see speakMore.
  spoken.value = Object.assign({}, had, ...loaded);
}

const spokenSets = new Set<WordSet>(['core']);

async function speakChosen(): Promise<void> {
  const chosen = languageFor(preferences.peek().language, navigator.languages);
  await speak(chosen, navigator.languages, spokenSets);
  document.documentElement.lang = chosen;
}

/**
 * Loads the language of the preferences, and follows when it changes. Resolves once there are words; if nobody asked
 * for more, only those of the core.
 */
export async function followLanguage(): Promise<void> {
  const chosen = computed(() => preferences.value.language);
  await speakChosen();
  chosen.subscribe(() => void speakChosen());
}

/** Adds these sets to those in use; resolves once they are loaded. */
export async function speakMore(sets: readonly WordSet[]): Promise<void> {
  const before = spokenSets.size;
  for (const set of sets) spokenSets.add(set);
  if (spokenSets.size > before || !hasAll()) await speakChosen();
}

/** Whether all sets in use are loaded: loading may have failed. */
function hasAll(): boolean {
  const { topics, settings, statistics }: Partial<Catalogue> = spoken.peek() ?? {};
  const there = { core: spoken.peek(), pages: topics, settings, statistics };
  return [...spokenSets].every((set) => there[set] !== undefined && there[set] !== null);
}
