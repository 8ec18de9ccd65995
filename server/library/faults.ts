import type { DeckFault } from '../deck/faults.ts';
import type { PlanFault } from '../plan/faults.ts';

/** What can be wrong with a file of the library, or with a text to be written into one. */
export type FileFault =
  | DeckFault
  | PlanFault
  | DiskFault
  | { readonly kind: 'no-prompt' }
  | { readonly kind: 'id-used-again' | 'id-elsewhere'; readonly id: string; readonly other: string }
  | { readonly kind: 'item-covered'; readonly item: string; readonly topic: string };

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
