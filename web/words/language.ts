// The languages of the UI, and which language and locale a browser gets.

import { signal } from '@preact/signals';

export const LANGUAGES = ['en', 'es'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The languages' own names. */
export const LANGUAGE_NAMES: Record<Language, string> = { en: 'English', es: 'Español' };

const used = signal('en');

/** The locale in use, such as `en-GB`: its language decides the words, its region the format of dates and numbers. */
export function locale(): string {
  return used.value;
}

export function setLocale(tag: string): void {
  used.value = tag;
}

/**
 * The language to use: the chosen one, else the first of the browser's that Tenax has, else English.
 *
 * @param wished the browser's languages, best first.
 */
export function languageFor(chosen: Language | 'system', wished: readonly string[]): Language {
  if (chosen !== 'system') return chosen;
  for (const tag of wished) {
    const found = LANGUAGES.find((language) => language === languageOf(tag));
    if (found) return found;
  }
  return 'en';
}

/** The browser's first locale of a language, or the bare language. */
export function localeFor(language: Language, wished: readonly string[]): string {
  return wished.find((tag) => languageOf(tag) === language) ?? language;
}

function languageOf(tag: string): string | undefined {
  return tag.toLowerCase().split('-')[0];
}
