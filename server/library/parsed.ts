// Reads the bytes of a file as a plan or a deck.
import { decodeDeck, readDeck } from '../deck/read.ts';
import type { Deck, Problem } from '../deck/types.ts';
import { decodePlan } from '../plan/decode.ts';
import { PlanError } from '../plan/error.ts';
import { parsePlan } from '../plan/parse.ts';
import type { Plan } from '../plan/types.ts';
import type { FileFault } from './faults.ts';
import type { ListedFile } from './folder.ts';

/** The result of reading a file of the library. */
export type Parsed =
  | { readonly kind: 'plan'; readonly plan: Plan; readonly problems: readonly Problem[] }
  | { readonly kind: 'deck'; readonly deck: Deck; readonly problems: readonly Problem[] }
  | { readonly kind: 'unreadable'; readonly problems: readonly Problem[] };

/** Reads a file as a plan or a deck. Whatever is wrong with it is among its problems. */
export function parseFile(file: Pick<ListedFile, 'path' | 'isPlan'>, bytes: Uint8Array): Parsed {
  return file.isPlan ? parsePlanFile(file.path, bytes) : parseDeckFile(file.path, bytes);
}

/** The result for a file that Tenax may not read. */
export function denied({ path, isPlan }: ListedFile): Parsed {
  const message = 'Tenax may not read the file. Give it permission to do so.';
  const rule = isPlan ? 'unreadable-plan' : 'no-permission';
  const fault: FileFault = { kind: 'no-permission' };
  return { kind: 'unreadable', problems: [{ severity: 'error', rule, path, line: 1, message, fault }] };
}

function parsePlanFile(path: string, bytes: Uint8Array): Parsed {
  try {
    return { kind: 'plan', plan: parsePlan(decodePlan(bytes)), problems: [] };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const { line, remedy, fault } = error;
    const message = `${error.message} ${remedy}`;
    return {
      kind: 'unreadable',
      problems: [{ severity: 'error', rule: 'unreadable-plan', path, line, message, fault }],
    };
  }
}

function parseDeckFile(path: string, bytes: Uint8Array): Parsed {
  const text = decodeDeck(path, bytes);
  const deck = typeof text === 'string' ? readDeck(path, text) : text;
  return 'unreadable' in deck
    ? { kind: 'unreadable', problems: [deck.unreadable] }
    : { kind: 'deck', deck, problems: deck.problems };
}
