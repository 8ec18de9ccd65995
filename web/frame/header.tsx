import { useEffect, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useKeys } from '../keys/use-keys.ts';
import { NAMED_PLACES, NAVIGATION, type NamedPlace } from '../places.ts';
import { ariaKeys } from '../ui/key.tsx';
import { words } from '../words/words.ts';
import { PlaceIcon } from './place-icon.tsx';
import { Unsaved } from './unsaved.tsx';

/** How many places the bottom bar of a narrow screen shows; the others open from “More”. */
const IN_BAR = NAVIGATION.length > 5 ? 4 : 5;

/** The navigation: a row on top of a wide screen, a bar at the bottom of a narrow one. */
export function Header() {
  const { path, route } = useLocation();
  const more = useRef<HTMLDivElement>(null);
  const say = words().frame;
  useKeys('pages', (action) => {
    const place = NAMED_PLACES.find(({ name }) => action === `go-to-${name}`);
    if (place) route(place.path);
  });
  // Close the list after navigating.
  useEffect(() => more.current?.hidePopover(), [path]);
  const others = NAVIGATION.slice(IN_BAR);
  return (
    <header class="header">
      <a class="brand" href="/" aria-label={say.home}>
        <img src="/favicon.svg" alt="" width="28" height="28" />
        <span>Tenax</span>
      </a>
      <nav class="places" aria-label={say.main}>
        {NAVIGATION.slice(0, IN_BAR).map((place) => (
          <PlaceLink key={place.path} place={place} />
        ))}
        {others.length > 0 && (
          <>
            <button type="button" class="place places-more" popovertarget="more-places">
              <PlaceIcon name="more" />
              {say.more}
            </button>
            <div ref={more} id="more-places" class="places-others" popover="auto">
              {others.map((place) => (
                <PlaceLink key={place.path} place={place} />
              ))}
            </div>
          </>
        )}
      </nav>
      <Unsaved />
    </header>
  );
}

function PlaceLink({ place: { path: href, name } }: { readonly place: NamedPlace }) {
  const { path } = useLocation();
  const isHere = href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
  return (
    <a
      class="place"
      href={href}
      aria-current={isHere ? 'page' : undefined}
      aria-keyshortcuts={ariaKeys(`go-to-${name}`)}
    >
      <PlaceIcon name={name} />
      {words().frame.places[name]}
    </a>
  );
}
