import { computed, signal } from '@preact/signals';
import { preferences } from '../preferences.ts';
import type { Catalogue } from './en/index.ts';
import { type Language, languageFor, localeFor, setLocale } from './language.ts';

export type { Catalogue };

/** Each language is a chunk of its own; only the one that is spoken is fetched. */
const LOADERS: Record<Language, () => Promise<Catalogue>> = {
  en: async () => (await import('./en/index.ts')).en,
  es: async () => (await import('./es/index.ts')).es,
};

const spoken = signal<Catalogue | null>(null);

/** Every word of the UI, in the language in use. A component that asks for them is drawn anew in another language. */
export function words(): Catalogue {
  if (!spoken.value) throw new Error('No language is loaded yet: await speak() first.');
  return spoken.value;
}

/** All that can be said where no language could be fetched. */
export const UNSPOKEN =
  'Tenax isn’t answering. Start it with `npm start` in its folder, then reload this page.';

/**
 * Loads a language and speaks it from then on.
 *
 * @param wished the browser's languages, best first; the first of this language tells the region.
 */
export async function speak(language: Language, wished: readonly string[] = []): Promise<void> {
  const catalogue = await LOADERS[language]();
  setLocale(localeFor(language, wished));
  spoken.value = catalogue;
}

/** Speaks the language of the preferences, and follows when another is chosen. Resolves once there are words. */
export async function followLanguage(): Promise<void> {
  const chosen = computed(() => preferences.value.language);
  const speakIt = async () => {
    const language = languageFor(chosen.value, navigator.languages);
    await speak(language, navigator.languages);
    document.documentElement.lang = language;
  };
  await speakIt();
  chosen.subscribe(() => void speakIt());
}
