import { computed, signal } from '@preact/signals';
import { preferences } from '../preferences.ts';
import type { Core } from './en/core.ts';
import type { Catalogue } from './en/index.ts';
import type { ToldWords } from './en/told.ts';
import { type Language, languageFor, localeFor, setLocale } from './language.ts';

export type { Catalogue };

/** How much of a language: all of it, or what a review needs, whose first card should wait for nothing else. */
export type Extent = 'core' | 'whole';

/** Each language is a chunk of its own, and its core another; only what is spoken is fetched. */
const LOADERS: Record<Language, Record<Extent, () => Promise<Core>>> = {
  en: {
    core: async () => (await import('./en/core.ts')).core,
    whole: async () => (await import('./en/index.ts')).en,
  },
  es: {
    core: async () => (await import('./es/core.ts')).core,
    whole: async () => (await import('./es/index.ts')).es,
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

/** Every word of the UI, in the language in use. A component that asks for them is drawn anew in another language. */
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
 */
export async function speak(
  next: Language,
  wished: readonly string[] = [],
  extent: Extent = 'whole',
): Promise<void> {
  const [loaded, heard] = await Promise.all([
    LOADERS[next][extent](),
    told.peek() && TOLD[next]().catch(() => null),
  ]);
  setLocale(localeFor(next, wished));
  language = next;
  told.value = heard;
  // A page is drawn once its words are there, see speakWhole.
  spoken.value = loaded as Catalogue;
}

let extent: Extent = 'core';

async function speakChosen(): Promise<void> {
  const chosen = languageFor(preferences.peek().language, navigator.languages);
  await speak(chosen, navigator.languages, extent);
  document.documentElement.lang = chosen;
}

/**
 * Speaks the language of the preferences, and follows when another is chosen. Resolves once there are words; those
 * of the core alone where nobody asks for the whole.
 */
export async function followLanguage(): Promise<void> {
  const chosen = computed(() => preferences.value.language);
  await speakChosen();
  chosen.subscribe(() => void speakChosen());
}

/** Speaks all words from now on; resolves once they are there. */
export async function speakWhole(): Promise<void> {
  if (extent === 'whole' && hasWhole()) return;
  extent = 'whole';
  await speakChosen();
}

function hasWhole(): boolean {
  return spoken.peek()?.topics !== undefined;
}
