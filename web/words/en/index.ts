import { core } from './core.ts';
import { pages } from './pages.ts';
import { settingsPage } from './settings-page.ts';
import { statistics } from './statistics.ts';

/** All words. The browser loads them in parts, see `words.ts`. */
export const en = { ...core, ...pages, ...settingsPage, statistics };

/** The type of every language: a missing or extra word does not compile. */
export type Catalogue = typeof en;
