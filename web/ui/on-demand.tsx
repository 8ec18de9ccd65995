// Components whose code is loaded when they are first drawn.

import { type ComponentType, createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { words } from '../words/words.ts';
import { Loading } from './page.tsx';

/** Shown if code could not be loaded. The app provides it, since it knows whether the server is stopped. */
export const Missing = createContext<ComponentType<{ readonly retry: () => void }>>(({ retry }) => (
  <button type="button" class="button" onClick={retry}>
    {words().common.tryAgain}
  </button>
));

/**
 * A component whose code is loaded when it is first drawn, so that a page does not wait for what is not visible at
 * first.
 *
 * @param room a class that keeps its room until then.
 */
export function onDemand<P extends object>(
  load: () => Promise<ComponentType<P>>,
  room?: string,
): (props: P) => preact.JSX.Element {
  let ready: ComponentType<P> | undefined;
  return function OnDemand(props) {
    const [Loaded, setLoaded] = useState(() => ready);
    const [isGone, setGone] = useState(false);
    const Gone = useContext(Missing);
    useEffect(() => {
      if (Loaded || isGone) return;
      load().then(
        (component) => {
          ready = component;
          setLoaded(() => component);
        },
        () => setGone(true),
      );
    }, [isGone]);
    if (Loaded) return <Loaded {...props} />;
    if (isGone) return <Gone retry={() => setGone(false)} />;
    return room ? (
      <div class={room}>
        <Loading />
      </div>
    ) : (
      <Loading />
    );
  };
}
