// Loads the words of a language, part by part, and hands them to components.

import { computed, signal } from '@preact/signals';
import { preferences } from '../preferences.ts';
import type { Catalogue } from './en/index.ts';
import type { ToldWords } from './en/told.ts';
import { type Language, languageFor, localeFor, setLocale } from './language.ts';

export type { Catalogue };

/** Parts of a language. The core is all that a review needs, whose first card should wait for nothing else. */
const PARTS = ['core', 'pages', 'settings', 'statistics'] as const;
export type Part = (typeof PARTS)[number];

/** Each part of a language is a chunk of its own; only what is spoken is fetched. */
const LOADERS: Record<Language, Record<Part, () => Promise<Partial<Catalogue>>>> = {
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

/** What the server tells by its kind, a chunk that is fetched when it first does. */
const TOLD: Record<Language, () => Promise<ToldWords>> = {
  en: async () => (await import('./en/told.ts')).told,
  es: async () => (await import('./es/told.ts')).told,
};

const spoken = signal<Catalogue | null>(null);
const told = signal<ToldWords | null>(null);
let language: Language = 'en';

/**
 * The words of the UI, in the language in use: those of the parts that are spoken. A component that asks for them is
 * drawn anew in another language.
 */
export function words(): Catalogue {
  if (!spoken.value) throw new Error('No language is loaded yet: await speak() first.');
  return spoken.value;
}

/** Words for what the server tells; null where they were not fetched: then it is shown as it was sent. */
export function toldWords(): ToldWords | null {
  return told.value;
}

/** Has {@link toldWords} at hand, if that can be; resolves once it is settled. */
export async function fetchTold(): Promise<void> {
  const asked = language;
  const fetched = told.peek() ?? (await TOLD[asked]().catch(() => null));
  if (asked !== language) return fetchTold();
  told.value = fetched;
}

/** All that can be said where no language could be fetched. */
export const UNSPOKEN =
  'Tenax isn’t answering. Start it with `npm start` in its folder, then reload this page.';

/**
 * Loads a language and speaks it from then on.
 *
 * @param wished the browser's languages, best first; the first of this language tells the region.
 * @param parts what of it.
 */
export async function speak(
  next: Language,
  wished: readonly string[] = [],
  parts: Iterable<Part> = PARTS,
): Promise<void> {
  const [loaded, heard] = await Promise.all([
    Promise.all(Array.from(parts, (part) => LOADERS[next][part]())),
    told.peek() && TOLD[next]().catch(() => null),
  ]);
  // Who asked for more parts meanwhile may have them already.
  const had = language === next ? spoken.peek() : null;
  setLocale(localeFor(next, wished));
  language = next;
  told.value = heard;
  // A page is drawn once its words are there, see speakMore.
  spoken.value = Object.assign({}, had, ...loaded);
}

const spokenParts = new Set<Part>(['core']);

async function speakChosen(): Promise<void> {
  const chosen = languageFor(preferences.peek().language, navigator.languages);
  await speak(chosen, navigator.languages, spokenParts);
  document.documentElement.lang = chosen;
}

/**
 * Speaks the language of the preferences, and follows when another is chosen. Resolves once there are words; those
 * of the core alone where nobody asks for more.
 */
export async function followLanguage(): Promise<void> {
  const chosen = computed(() => preferences.value.language);
  await speakChosen();
  chosen.subscribe(() => void speakChosen());
}

/** Speaks these parts, too, from now on; resolves once they are there. */
export async function speakMore(parts: readonly Part[]): Promise<void> {
  const before = spokenParts.size;
  for (const part of parts) spokenParts.add(part);
  if (spokenParts.size > before || !hasAll()) await speakChosen();
}

/** Whether what was asked for was fetched: it may have failed. */
function hasAll(): boolean {
  const { topics, settings, statistics }: Partial<Catalogue> = spoken.peek() ?? {};
  const there = { core: spoken.peek(), pages: topics, settings, statistics };
  return [...spokenParts].every((part) => there[part] !== undefined && there[part] !== null);
}
