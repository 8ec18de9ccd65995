// Cards that are to be asked, whether the server told of them or the browser kept them.

import type { CardNow, QueueCard } from '../../server/http/schemas.ts';

/** A card with the server's time when it was told: its previews count from then. */
export interface Entry {
  readonly card: QueueCard;
  readonly asOfMs: number;
  /** Whether only the server could tell what the buttons would do, as on a later study day, and it can't be asked. */
  readonly unforeseen?: boolean;
}

/** A card as an answer of the server tells it, with its memory. */
export interface FreshEntry extends Entry {
  readonly card: CardNow;
}

/** What is to be asked, in order, and how many cards of today's session that leaves. */
export interface Asked {
  readonly entries: readonly Entry[];
  readonly total: number;
}

/** A card in steps of minutes. `atMs` is by this browser's clock. */
export interface Waiting {
  readonly entry: Entry;
  readonly atMs: number;
}
