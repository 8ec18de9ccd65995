import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Figure, type FigureTable, Numbers } from '../charts/figure.tsx';
import { Refused } from '../errors.ts';
import { Loading } from '../ui/page.tsx';
import { useResource } from '../ui/resource.ts';
import { Underway } from '../ui/underway.tsx';
import { errorWords } from '../words/server-words.ts';
import { words } from '../words/words.ts';

/** How much room a figure gets before it loads, so that nothing moves when it does. */
export type Room = 'chart' | 'legend-chart' | 'square-chart' | 'forecast' | 'year' | 'list';

/** How far below the screen a figure starts to load. */
const AHEAD = '600px';

interface Props<T> {
  readonly title: string;
  readonly sentence: string;
  readonly choices?: ComponentChildren;
  readonly room: Room;
  /** Identifies what is loaded: a change loads again. */
  readonly of: string;
  /** Loads the figure; slow ones report their progress, 0–1. */
  readonly load: (onProgress: (share: number) => void) => Promise<T>;
  /** The key number in a few words, above the picture; null if there is nothing to show. */
  readonly sum: (value: T) => string | null;
  readonly table: (value: T) => FigureTable;
  readonly children: (value: T) => ComponentChildren;
}

/** A figure that loads when it comes near the screen, and shows its own errors. */
export function StatFigure<T>({ title, sentence, choices, room, ...body }: Props<T>) {
  const ref = useRef<HTMLDivElement>(null);
  const isNear = useNear(ref);
  return (
    <Figure title={title} sentence={sentence} choices={choices} level={3}>
      <div ref={ref} class={`figure-room room-${room}`}>
        {isNear ? <Body key={body.of} {...body} /> : <Loading />}
      </div>
    </Figure>
  );
}

type BodyProps<T> = Pick<Props<T>, 'of' | 'load' | 'sum' | 'table' | 'children'>;

function Body<T>({ of, load, sum, table, children }: BodyProps<T>) {
  const [share, setShare] = useState<number | null>(null);
  const [resource, reload] = useResource(() => load(setShare), of);
  if (resource.state === 'loading') return share === null ? <Loading /> : <Underway share={share} />;
  if (resource.state === 'failed') return <Broken error={resource.error} retry={reload} />;
  const { value } = resource;
  const heart = sum(value);
  if (heart === null) return <p class="figure-none">{words().statistics.nothing}</p>;
  return (
    <>
      {heart && <p class="figure-sum">{heart}</p>}
      {children(value)}
      <Numbers {...table(value)} />
    </>
  );
}

function Broken({ error, retry }: { readonly error: unknown; readonly retry: () => void }) {
  return (
    <div class="figure-broken">
      <p>{error instanceof Refused ? errorWords(error) : words().statistics.gone}</p>
      <button type="button" class="button" onClick={retry}>
        {words().common.tryAgain}
      </button>
    </div>
  );
}

/** Whether an element is, or once was, on the screen or near it. */
function useNear(ref: { readonly current: HTMLElement | null }): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (!ref.current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        setNear(true);
        observer.disconnect();
      },
      { rootMargin: AHEAD },
    );
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, []);
  return isNear;
}
