// Fetches `later.ts` once the first card is on the screen.

import { useEffect, useState } from 'preact/hooks';

const load = () => import('./later.ts');

type Later = Awaited<ReturnType<typeof load>>;

/**
 * What a review needs only after its first card: its dialogs, and the end. Null until it is there.
 *
 * @param wanted whether to fetch it: what is on the screen comes first. With each new value that is true, it tries
 *   again.
 */
export function useLater(wanted: unknown, onFailure: () => void): Later | null {
  const [later, setLater] = useState<Later | null>(null);
  useEffect(() => {
    if (wanted && !later) load().then(setLater, onFailure);
  }, [wanted, later]);
  return later;
}
