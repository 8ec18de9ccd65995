// Makes changes for a page, one at a time, and keeps what came of the last one.

import { useRef, useState } from 'preact/hooks';
import { announce } from '../ui/announce.tsx';
import { errorWords } from '../words/server-words.ts';
import { words } from '../words/words.ts';
import type { CardChange } from './changes.ts';

/** The result of the last change: it can be undone, or tried again. */
export interface Outcome {
  readonly text: string;
  readonly undo: (() => void) | null;
  readonly retry: (() => void) | null;
}

export interface CardChanges {
  readonly outcome: Outcome | null;
  readonly busy: boolean;
  run(change: CardChange): void;
  /** Undoes the last change, if it can be undone. */
  undo(): void;
  dismiss(): void;
}

/**
 * Runs changes one at a time.
 *
 * @param after called whenever something was done or undone
 */
export function useChanges(after: () => Promise<void> | void): CardChanges {
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

  const undo = (change: CardChange) =>
    void attempt(
      () => change.undo(),
      () => ({ text: words().cards.undone, undo: null, retry: null }),
    );

  return {
    outcome,
    busy,
    run: (change) =>
      void attempt(
        () => change.run(),
        () => ({ text: doneWords(change), undo: () => undo(change), retry: null }),
      ),
    undo: () => outcome?.undo?.(),
    dismiss: () => setOutcome(null),
  };
}

function doneWords({ what, count }: CardChange): string {
  const say = words().cards;
  return 'act' in what ? say.done[what.act](count) : say.moved(count, what.to.topic.title);
}
