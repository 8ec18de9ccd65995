// The pages of the web, as data: the build and the server read it too. `pages.ts` loads their code.

/** A page. Those with a name have a key, and are in the navigation in this order unless they are `aside`. */
type PlaceShape = {
  /** As the router matches it. */
  readonly path: `/${string}`;
  /** What it first requests from the API, so that this can start while its code is still loading. */
  readonly asks?: readonly string[];
  /** The parts of the words that it needs besides the core; `pages` by default. */
  readonly words?: readonly string[];
} & ({ readonly name: string; readonly key: string; readonly aside?: true } | { readonly name?: never });

export const PLACES = [
  { path: '/', name: 'today', key: 'd', asks: ['/due', '/plans', '/problems'] },
  { path: '/plan', name: 'plan', key: 'p' },
  { path: '/topics', name: 'topics', key: 'o' },
  { path: '/cards', name: 'cards', key: 'c' },
  { path: '/gaps', name: 'gaps', key: 'g' },
  { path: '/statistics', name: 'statistics', key: 't', words: ['pages', 'statistics'] },
  { path: '/settings', name: 'settings', key: ',', words: ['pages', 'settings'] },
  { path: '/gap', name: 'gap', key: 'a', aside: true },
  { path: '/plan/:plan' },
  { path: '/review', asks: ['/queue?limit=30'], words: [] },
  { path: '/cards/:id' },
  { path: '/topics/:plan/:topic' },
] as const satisfies readonly PlaceShape[];

export type Place = (typeof PLACES)[number];
export type PlacePath = Place['path'];
export type NamedPlace = Extract<Place, { readonly name: string }>;
export type PlaceName = NamedPlace['name'];

export const NAMED_PLACES: readonly NamedPlace[] = PLACES.filter((place) => 'name' in place);
export const NAVIGATION: readonly NamedPlace[] = NAMED_PLACES.filter((place) => !('aside' in place));
