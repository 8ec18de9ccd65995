import type { Catalogue } from '../en/index.ts';
import { core } from './core.ts';
import { pages } from './pages.ts';
import { settingsPage } from './settings-page.ts';
import { statistics } from './statistics.ts';

export const es: Catalogue = { ...core, ...pages, ...settingsPage, statistics };
