import { effect } from '@preact/signals';
import { preferences } from './preferences.ts';

/** Applies the learner's theme and motion to the page, now and whenever they change. */
export function followAppearance(): void {
  const { dataset } = document.documentElement;
  effect(() => {
    const { theme, motion } = preferences.value;
    dataset.theme = theme;
    dataset.motion = motion;
    for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
      const of = meta.dataset.theme ?? '';
      meta.media = theme === 'system' ? `(prefers-color-scheme: ${of})` : theme === of ? 'all' : 'not all';
    }
  });
}
