// Where one can go, as data: the build and the server read it too. What loads the pages' code is in `pages.ts`.

/** A page. Those with a name have a key that goes there, and stand in the navigation, in this order, unless `aside`. */
type PlaceShape = {
  /** As the router matches it. */
  readonly path: `/${string}`;
  /** What it asks of the API first, so that it can be asked while its code is still on the way. */
  readonly asks?: readonly string[];
  /** Which words it needs besides the core; those of the pages where it isn't said. */
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
