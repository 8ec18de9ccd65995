import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Failure } from '../frame/failure.tsx';
import { Loading } from './page.tsx';

/**
 * A component whose code is fetched when it is first drawn, so that a page need not wait for what is not seen at once.
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
    if (isGone) return <Failure error={null} retry={() => setGone(false)} />;
    return room ? (
      <div class={room}>
        <Loading />
      </div>
    ) : (
      <Loading />
    );
  };
}
