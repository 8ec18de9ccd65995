// Reads the bytes of a file as a plan or a deck.
import { decodeDeck, readDeck } from '../deck/read.ts';
import type { Deck, Problem } from '../deck/types.ts';
import { decodePlan } from '../plan/decode.ts';
import { PlanError } from '../plan/error.ts';
import { parsePlan } from '../plan/parse.ts';
import type { Plan } from '../plan/types.ts';
import { findingOf } from './disk-faults.ts';
import type { DiskFault } from './faults.ts';
import type { ListedFile } from './folder.ts';

/** The result of reading a file of the library. */
export type Parsed =
  | { readonly kind: 'plan'; readonly plan: Plan; readonly problems: readonly Problem[] }
  | { readonly kind: 'deck'; readonly deck: Deck; readonly problems: readonly Problem[] }
  | { readonly kind: 'unreadable'; readonly problems: readonly Problem[]; readonly traces: Traces | null };

/** What shows whether a text that can't be read was meant as a deck. */
export interface Traces {
  /** The texts of its lines that look like a level-1 heading, even with a mistake. */
  readonly titles: readonly string[];
  /** Whether it has the comment with an id that only a deck has. */
  readonly hasId: boolean;
}

/** Reads a file as a plan or a deck. Whatever is wrong with it is among its problems. */
export function parseFile(
  { path, isPlan }: Pick<ListedFile, 'path' | 'isPlan'>,
  bytes: Uint8Array,
  size: number,
): Parsed {
  return isPlan ? parsePlanFile(path, bytes, size) : parseDeckFile(path, bytes, size);
}

/** The result for a file that can't be read at all. */
export function unusable({ path, isPlan }: ListedFile, fault: DiskFault): Parsed {
  const rule = isPlan ? 'unreadable-plan' : fault.kind;
  return { kind: 'unreadable', problems: [findingOf(path, fault, 'error', rule)], traces: null };
}

/** What keeps Tenax from writing a file: an error if notes in it wait for their ids. */
export function unwritableProblems({ path, unwritable }: ListedFile, parsed: Parsed): readonly Problem[] {
  if (unwritable === null || parsed.kind === 'unreadable') return [];
  const isWaiting = parsed.kind === 'deck' && parsed.deck.notes.some(({ awaitsId }) => awaitsId);
  return [findingOf(path, unwritable, isWaiting ? 'error' : 'warning')];
}

function parsePlanFile(path: string, bytes: Uint8Array, size: number): Parsed {
  try {
    return { kind: 'plan', plan: parsePlan(decodePlan(bytes, size)), problems: [] };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    const { line, remedy, fault } = error;
    const message = `${error.message} ${remedy}`;
    return {
      kind: 'unreadable',
      problems: [{ severity: 'error', rule: 'unreadable-plan', path, line, message, fault }],
      traces: null,
    };
  }
}

function parseDeckFile(path: string, bytes: Uint8Array, size: number): Parsed {
  const text = decodeDeck(path, bytes, size);
  const deck = typeof text === 'string' ? readDeck(path, text) : text;
  if (!('unreadable' in deck)) return { kind: 'deck', deck, problems: deck.problems };
  return {
    kind: 'unreadable',
    problems: [deck.unreadable],
    traces: typeof text === 'string' ? tracesIn(text) : null,
  };
}

const TITLE = /^\ufeff? {0,3}#(?!#)[ \t]*(\S.*)$/;
const UNDERLINE = /^ {0,3}=+[ \t]*$/;
const ID = /<!--[^>]{0,200}\bid[ \t]*:/;
/** Longer titles name no topic. Also bounds the time of matching. */
const LONGEST_TITLE = 500;

function tracesIn(text: string): Traces {
  const lines = text.split(/\r\n?|\n/);
  const titles = lines.flatMap((line, at) => {
    const title = TITLE.exec(line)?.[1] ?? (UNDERLINE.test(lines[at + 1] ?? '') ? line : '');
    if (title.trim() === '' || title.length > LONGEST_TITLE) return [];
    return title.replace(/[ \t]+#+[ \t]*$/, '').trim();
  });
  return { titles, hasId: ID.test(text) };
}
