// Cards to ask, whether they come from the server or from the browser's own copy.

import type { CardNow, QueueCard } from '../../server/http/schemas.ts';

/** A card with the server's time at which it was sent: its previews count from then. */
export interface Entry {
  readonly card: QueueCard;
  readonly asOfMs: number;
  /** Whether only the server could say what the buttons do (as on a later study day), and it can't be reached. */
  readonly unforeseen?: boolean;
}

/** A card with its memory, as the server returns it after an act. */
export interface FreshEntry extends Entry {
  readonly card: CardNow;
}

/** The cards to ask, in order, and how many are left of today's session. */
export interface Asked {
  readonly entries: readonly Entry[];
  readonly total: number;
}

/** A card that waits for its next step. `atMs` is by this browser's clock. */
export interface Waiting {
  readonly entry: Entry;
  readonly atMs: number;
}
