import type { JSX } from 'preact';
import Today from './pages/today.tsx';
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
  { path: '/plan', name: 'plan', key: 'p', load: () => import('./pages/plan.tsx') },
  { path: '/topics', name: 'topics', key: 'o', load: () => import('./pages/topics.tsx') },
  { path: '/cards', name: 'cards', key: 'c', load: () => import('./pages/cards.tsx') },
  { path: '/gaps', name: 'gaps', key: 'g', load: () => import('./pages/gaps.tsx') },
  {
    path: '/statistics',
    name: 'statistics',
    key: 't',
    load: () => import('./pages/statistics.tsx'),
    words: ['pages', 'statistics'],
  },
  {
    path: '/settings',
    name: 'settings',
    key: ',',
    load: () => import('./pages/settings.tsx'),
    words: ['pages', 'settings'],
  },
  { path: '/gap', name: 'gap', key: 'a', aside: true, load: () => import('./pages/gap.tsx') },
  { path: '/plan/:plan', load: () => import('./pages/plan.tsx') },
  {
    path: '/review',
    load: () => import('./pages/review.tsx'),
    asks: ['/queue?limit=30'],
    words: [],
  },
  { path: '/cards/:id', load: () => import('./pages/card.tsx') },
  { path: '/topics/:plan/:topic', load: () => import('./pages/topic.tsx') },
];

export const NAMED_PLACES: readonly NamedPlace[] = PLACES.filter((place) => place.name !== undefined);
export const NAVIGATION: readonly NamedPlace[] = NAMED_PLACES.filter(({ aside }) => !aside);
