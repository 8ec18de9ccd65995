import type { DeckFault } from '../deck/faults.ts';
import type { PlanFault } from '../plan/faults.ts';

/** What can be wrong with a file of the library, or with a text to be written into one. */
export type FileFault =
  | DeckFault
  | PlanFault
  | { readonly kind: 'no-permission' | 'no-prompt' }
  | { readonly kind: 'id-used-again' | 'id-elsewhere'; readonly id: string; readonly other: string }
  | { readonly kind: 'item-covered'; readonly item: string; readonly topic: string };
