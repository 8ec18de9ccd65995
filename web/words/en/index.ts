import { core } from './core.ts';
import { pages } from './pages.ts';
import { settingsPage } from './settings-page.ts';
import { statistics } from './statistics.ts';

/** All words; the browser fetches them part by part, as `words.ts` tells. */
export const en = { ...core, ...pages, ...settingsPage, statistics };

/** What every language has: a word that is missing or one too many is an error of types. */
export type Catalogue = typeof en;
