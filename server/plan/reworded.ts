// Recognises an item whose text was edited.
import { itemKey } from './text.ts';
import type { Item } from './types.ts';

/** Longer texts are compared by their beginning. */
const MAX_COMPARED = 2000;

/** The least share of trigrams that two wordings of one text have in common. */
export const REWORDED_SIMILARITY = 0.5;

/**
 * How much two texts have in common, 0–1: the Dice coefficient 2·|A ∩ B| ÷ (|A| + |B|) of the sets A and B of their
 * normalised texts' trigrams, padded with a space at either end.
 */
export function trigramSimilarity(a: string, b: string): number {
  const [one, other] = [trigramsOf(a), trigramsOf(b)];
  let shared = 0;
  for (const trigram of one) if (other.has(trigram)) shared++;
  return one.size + other.size === 0 ? 1 : (2 * shared) / (one.size + other.size);
}

function trigramsOf(text: string): Set<string> {
  const padded = ` ${itemKey(text.slice(0, MAX_COMPARED))} `;
  const trigrams = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at++) trigrams.add(padded.slice(at, at + 3));
  return trigrams;
}

type Keyed = Pick<Item, 'key' | 'text'>;

/**
 * The item of one topic that was reworded between two scans: exactly one was lost, exactly one gained, and they share
 * more than half of their trigrams. null otherwise.
 */
export function matchReworded<Before extends Keyed, After extends Keyed>(
  before: readonly Before[],
  after: readonly After[],
): { readonly before: Before; readonly after: After } | null {
  const [lost, ...moreLost] = missingFrom(before, after);
  const [gained, ...moreGained] = missingFrom(after, before);
  if (!lost || !gained || moreLost.length > 0 || moreGained.length > 0) return null;
  return trigramSimilarity(lost.text, gained.text) > REWORDED_SIMILARITY
    ? { before: lost, after: gained }
    : null;
}

function missingFrom<T extends Keyed>(items: readonly T[], others: readonly Keyed[]): T[] {
  const keys = new Set(others.map((item) => item.key));
  return items.filter((item) => !keys.has(item.key));
}
