import { useEffect, useState } from 'preact/hooks';
import { spentLabel } from '../words/format.ts';
import { words } from '../words/words.ts';

/** How long a card has been on the screen. Screen readers do not announce it. */
export function Timer({ sinceMs }: { readonly sinceMs: number }) {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    setNowMs(Date.now());
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [sinceMs]);
  return (
    <span class="timer" role="timer" aria-live="off" aria-label={words().review.timer}>
      {spentLabel(Math.max(0, nowMs - sinceMs))}
    </span>
  );
}
