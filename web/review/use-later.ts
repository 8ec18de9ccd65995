// Loads `later.ts` once the first card is on the screen.

import { useEffect, useState } from 'preact/hooks';

const load = () => import('./later.ts');

type Later = Awaited<ReturnType<typeof load>>;

/**
 * The parts of a review that are needed after its first card: its dialogs, and the end. Null until they are loaded.
 *
 * @param wanted whether to load them: the card on the screen comes first. Each new value that is true tries again.
 */
export function useLater(wanted: unknown, onFailure: () => void): Later | null {
  const [later, setLater] = useState<Later | null>(null);
  useEffect(() => {
    if (wanted && !later) load().then(setLater, onFailure);
  }, [wanted, later]);
  return later;
}
