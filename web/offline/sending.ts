// The outbox of this page, and when it sends.

import { sendToServer } from './act.ts';
import { openDrawer } from './drawer.ts';
import { createOutbox } from './outbox.ts';

/** The one outbox of this page. */
export const outbox = createOutbox({
  drawer: openDrawer(),
  send: sendToServer,
  now: Date.now,
  later: (run, ms) => setTimeout(run, ms),
});

/**
 * Sends what an earlier visit left, and tries again when the network or the learner is back. If the browser stores
 * nothing, it asks before a page with unsent answers is closed.
 */
export function startSending(): void {
  addEventListener('online', () => void outbox.flush());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void outbox.flush();
  });
  addEventListener('beforeunload', (event) => {
    if (outbox.fleeting.peek() && outbox.unsent.peek().length > 0) event.preventDefault();
  });
  void outbox.flush();
}
