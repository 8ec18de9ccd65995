import type { DeckFault } from '../deck/faults.ts';
import type { PlanFault } from '../plan/faults.ts';
import type { NoteId, PlanId } from '../schedule/ids.ts';

/** What can be wrong with a file of the library, or with a text to be written into one. */
export type FileFault =
  | DeckFault
  | PlanFault
  | DiskFault
  | { readonly kind: 'no-prompt' }
  | { readonly kind: 'not-a-deck'; readonly title: string }
  | { readonly kind: 'plan-copy' }
  | { readonly kind: 'no-topics'; readonly unread: number }
  | CopyFault
  | { readonly kind: 'only-in-copy'; readonly of: string }
  | {
      readonly kind: 'id-lost';
      /** The ids in words. */
      readonly ids: string;
      readonly lost: readonly NoteId[];
    }
  | { readonly kind: 'topic-renamed'; readonly topic: string; readonly before: string; readonly id: string }
  | { readonly kind: 'plan-renamed'; readonly before: PlanId }
  | { readonly kind: 'id-used-again' | 'id-elsewhere'; readonly id: string; readonly other: string }
  | { readonly kind: 'item-covered'; readonly item: string; readonly topic: string };

/** A file is a copy of another deck, which is there or is gone. */
export interface CopyFault {
  readonly kind: 'deck-copy' | 'deck-copy-alone';
  /** The path of the other deck. */
  readonly of: string;
}

/** What can keep a file or a folder from being read or written, whatever its text. */
export type DiskFault =
  | { readonly kind: PlainDiskFault }
  | { readonly kind: 'dangling-link' | 'link-outside'; readonly target: string }
  | { readonly kind: 'folder-not-listed' | 'disk-error'; readonly code: string };

/** Kinds without values. */
export type PlainDiskFault =
  | 'no-permission'
  | 'read-only-file'
  | 'read-only-folder'
  | 'a-folder'
  | 'special-file'
  | 'link-loop'
  | 'name-too-long'
  | 'name-not-utf-8'
  | 'folder-gone'
  | 'too-many-open'
  | 'file-busy'
  | 'disk-full';
