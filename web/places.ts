import type { JSX } from 'preact';
import Today from './today/today-page.tsx';
import type { Catalogue, Part } from './words/words.ts';

export type PlaceName = keyof Catalogue['frame']['places'];

/** A page. Those with a name have a key that goes there, and stand in the navigation, in this order, unless `aside`. */
export type Place = {
  /** As the router matches it. */
  readonly path: string;
  readonly load: () => Promise<{ readonly default: () => JSX.Element }>;
  /** What it asks of the API first, so that it can be asked while its code is still on the way. */
  readonly asks?: readonly string[];
  /** Which words it needs besides the core; those of the pages where it isn't said. */
  readonly words?: readonly Part[];
} & ({ readonly name: PlaceName; readonly key: string; readonly aside?: true } | { readonly name?: never });

export type NamedPlace = Extract<Place, { readonly name: PlaceName }>;

export const PLACES: readonly Place[] = [
  {
    path: '/',
    name: 'today',
    key: 'd',
    // Where one comes in: its code comes with the app's, and asks for no file more.
    load: () => Promise.resolve({ default: Today }),
    asks: ['/due', '/plans', '/problems'],
  },
  { path: '/plan', name: 'plan', key: 'p', load: () => import('./plan/plan-page.tsx') },
  { path: '/topics', name: 'topics', key: 'o', load: () => import('./topics/topics-page.tsx') },
  { path: '/cards', name: 'cards', key: 'c', load: () => import('./cards/cards-page.tsx') },
  { path: '/gaps', name: 'gaps', key: 'g', load: () => import('./gaps/gaps-page.tsx') },
  {
    path: '/statistics',
    name: 'statistics',
    key: 't',
    load: () => import('./statistics/statistics-page.tsx'),
    words: ['pages', 'statistics'],
  },
  {
    path: '/settings',
    name: 'settings',
    key: ',',
    load: () => import('./settings/settings-page.tsx'),
    words: ['pages', 'settings'],
  },
  { path: '/gap', name: 'gap', key: 'a', aside: true, load: () => import('./gaps/gap-page.tsx') },
  { path: '/plan/:plan', load: () => import('./plan/plan-page.tsx') },
  {
    path: '/review',
    load: () => import('./review/review-page.tsx'),
    asks: ['/queue?limit=30'],
    words: [],
  },
  { path: '/cards/:id', load: () => import('./cards/card-page.tsx') },
  { path: '/topics/:plan/:topic', load: () => import('./topics/topic-page.tsx') },
];

export const NAMED_PLACES: readonly NamedPlace[] = PLACES.filter((place) => place.name !== undefined);
export const NAVIGATION: readonly NamedPlace[] = NAMED_PLACES.filter(({ aside }) => !aside);
