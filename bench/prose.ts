// Made-up text.
import type { Random } from '../test/support/random.ts';

const SYLLABLES = [
  ...['ba', 'be', 'co', 'da', 'de', 'di', 'fa', 'go', 'ka', 'ke', 'la', 'le', 'li', 'lo', 'ma', 'me', 'mi'],
  ...['na', 'ne', 'no', 'pa', 'pe', 'po', 'ra', 're', 'ri', 'ro', 'sa', 'se', 'si', 'ta', 'te', 'to', 'va'],
] as const;

/** A made-up word of two to four syllables. */
export function word(random: Random): string {
  return Array.from({ length: 2 + random.below(3) }, () => random.pick([...SYLLABLES])).join('');
}

/** Made-up words, the first with a capital, some of them as code or bold. */
export function words(random: Random, count: number): string {
  const text = Array.from({ length: count }, () => marked(random, word(random))).join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Two capitalised words, unlike any other title. */
export function title(random: Random, taken: Set<string>): string {
  for (;;) {
    const made = [word(random), word(random)]
      .map((one) => one.charAt(0).toUpperCase() + one.slice(1))
      .join(' ');
    if (taken.has(made)) continue;
    taken.add(made);
    return made;
  }
}

function marked(random: Random, plain: string): string {
  const die = random.fraction();
  if (die < 0.06) return `\`${plain}\``;
  return die < 0.09 ? `**${plain}**` : plain;
}
