// Does deeds for a page, one at a time, and keeps what came of the last one.

import { useRef, useState } from 'preact/hooks';
import { announce } from '../ui/announce.tsx';
import { errorWords } from '../words/server-words.ts';
import { words } from '../words/words.ts';
import type { Deed } from './deeds.ts';

/** The result of the last deed: it can be undone, or tried again. */
export interface Outcome {
  readonly text: string;
  readonly undo: (() => void) | null;
  readonly retry: (() => void) | null;
}

export interface Deeds {
  readonly outcome: Outcome | null;
  readonly busy: boolean;
  run(deed: Deed): void;
  /** Undoes the last deed, if it can be undone. */
  undo(): void;
  dismiss(): void;
}

/**
 * Runs deeds one at a time.
 *
 * @param after called whenever something was done or undone
 */
export function useDeeds(after: () => Promise<void> | void): Deeds {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [busy, setBusy] = useState(false);
  const working = useRef(false);
  const latest = useRef(after);
  latest.current = after;

  const attempt = async (act: () => Promise<void>, then: () => Outcome) => {
    if (working.current) return;
    working.current = true;
    setBusy(true);
    let next: Outcome;
    try {
      await act();
      next = then();
      await latest.current();
    } catch (error) {
      const text = words().cards.failed(errorWords(error));
      next = { text, undo: null, retry: () => void attempt(act, then) };
    }
    working.current = false;
    setBusy(false);
    setOutcome(next);
    announce(next.text);
  };

  const undo = (deed: Deed) =>
    void attempt(
      () => deed.undo(),
      () => ({ text: words().cards.undone, undo: null, retry: null }),
    );

  return {
    outcome,
    busy,
    run: (deed) =>
      void attempt(
        () => deed.run(),
        () => ({ text: doneWords(deed), undo: () => undo(deed), retry: null }),
      ),
    undo: () => outcome?.undo?.(),
    dismiss: () => setOutcome(null),
  };
}

function doneWords({ what, count }: Deed): string {
  const say = words().cards;
  return 'act' in what ? say.done[what.act](count) : say.moved(count, what.to.topic.title);
}
