import type { MissingIds } from './lost.ts';
import type { Parsed } from './parsed.ts';

/** What one process remembers between scans, only to save work. */
export interface ScanMemory {
  readonly parsed: Map<string, { readonly stamp: string; readonly hash: string; readonly parsed: Parsed }>;
  /** A hash of the rows last stored for each deck. */
  readonly stored: Map<string, string>;
  /** For each deck with notes that have no id, which of them get one. */
  readonly missing: Map<string, MissingIds>;
}
